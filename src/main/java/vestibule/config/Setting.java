package vestibule.config;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One setting: how it is called, read and explained. What reads it and what documents it is the
 * same declaration.
 *
 * @param key as it stands in {@code vestibule.yaml}; {@link #variable} is its other name
 * @param standard the default as a text of the format, {@code none}, or words that tell from what
 *     it follows, in angle brackets
 * @param secret whether its value is never shown; it can then be given as a file too
 */
record Setting<T>(String key, Format<T> format, String standard, Help help, boolean secret) {

  static final String NONE = "none";

  /**
   * How a value is written.
   *
   * @param type what an operator must write, in a few words
   * @param read throws {@link Wrong} with what was expected
   * @param show the value as it would be written
   */
  record Format<T>(String type, Function<String, T> read, Function<T, String> show) {}

  /**
   * What an operator is told of a setting.
   *
   * @param example another good value than the default
   * @param since the first version that knew it
   * @param production its value under {@code profile: production}; empty where that is the default
   * @param alternative whether it stands in the place of another one
   */
  record Help(
      String meaning,
      String example,
      String since,
      Optional<String> production,
      boolean alternative) {}

  /** A value that does not mean what its key expects; the message says what would. */
  static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1;

    Wrong(String expected) {
      super(expected, null, false, false);
    }
  }

  /**
   * A setting of the first version.
   *
   * @param standard the default, {@link #NONE} where there is none
   * @param example another good value
   */
  static <T> Setting<T> of(
      String key, Format<T> format, String standard, String example, String meaning) {
    Help help = new Help(meaning, example, "0.1.0", Optional.empty(), false);
    return new Setting<>(key, format, standard, help, false);
  }

  /** The same, for a value that may hold a password. */
  Setting<T> asSecret() {
    return new Setting<>(key, format, standard, help, true);
  }

  /** The same, of a later version. */
  Setting<T> since(String version) {
    Help later =
        new Help(help.meaning(), help.example(), version, help.production(), help.alternative());
    return new Setting<>(key, format, standard, later, secret);
  }

  /** The same with another value where the profile is {@code production}. */
  Setting<T> inProduction(String text) {
    Help advised =
        new Help(
            help.meaning(), help.example(), help.since(), Optional.of(text), help.alternative());
    return new Setting<>(key, format, standard, advised, secret);
  }

  /** The same where one of several is given. */
  Setting<T> asAlternative() {
    Help other = new Help(help.meaning(), help.example(), help.since(), help.production(), true);
    return new Setting<>(key, format, standard, other, secret);
  }

  /** The one form of all spellings of a key: {@code public-url}, {@code public: {url: …}}. */
  static String normal(String key) {
    return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** The environment variable of that key. */
  static String variable(String key) {
    return Sources.PREFIX + normal(key);
  }
}
