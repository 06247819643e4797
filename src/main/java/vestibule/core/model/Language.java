package vestibule.core.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The languages of mails and pages. */
public enum Language {
  ENGLISH("en"),
  RUSSIAN("ru"),
  GERMAN("de"),
  FRENCH("fr");

  private static final List<String> TAGS = Stream.of(values()).map(Language::tag).toList();

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** The BCP 47 tag. */
  public String tag() {
    return tag;
  }

  /**
   * The language that somebody asks for; empty when it is none of ours.
   *
   * @param choice finds the tag that is preferred among ours
   */
  public static Optional<Language> asked(Function<List<String>, Optional<String>> choice) {
    return choice.apply(TAGS).map(Language::of);
  }

  /** The same where not all of ours are spoken. */
  public static Optional<Language> asked(
      List<Language> spoken, Function<List<String>, Optional<String>> choice) {
    return choice.apply(spoken.stream().map(Language::tag).toList()).map(Language::of);
  }

  /** The language of a stored tag; English for one that is not known any more. */
  public static Language of(String tag) {
    return Stream.of(values())
        .filter(language -> language.tag.equals(tag))
        .findFirst()
        .orElse(ENGLISH);
  }
}
