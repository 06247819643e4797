package vestibule.web;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import vestibule.core.model.Language;
import vestibule.http.Request;

/** The texts of pages in one language. */
public final class Words {

  /** The name of the cookie that holds a chosen language. */
  public static final String CHOSEN = "vestibule-language";

  private static final Map<Language, Words> ALL =
      Arrays.stream(Language.values()).collect(Collectors.toMap(Function.identity(), Words::new));

  private final Language language;
  private final Properties texts;

  private Words(Language language) {
    this.language = language;
    this.texts = read("/web/words_" + language.tag() + ".properties");
  }

  public static Words in(Language language) {
    return ALL.get(language);
  }

  /** The words of the language that a request asks for. */
  public static Words of(Request request) {
    return in(language(request));
  }

  /**
   * The language that somebody has chosen on a page, or that their browser asks for; English when
   * it asks for none we speak.
   */
  public static Language language(Request request) {
    return request.cookies(CHOSEN).stream()
        .findFirst()
        .flatMap(Words::spoken)
        .or(() -> Language.asked(request::language))
        .orElse(Language.ENGLISH);
  }

  /** The language of a tag; empty for one that we do not speak. */
  public static Optional<Language> spoken(String tag) {
    return Language.asked(tags -> Optional.of(tag).filter(tags::contains));
  }

  /** Whether there is a text of that key. */
  public boolean has(String key) {
    return texts.containsKey(key);
  }

  /**
   * A text by its key.
   *
   * @throws IllegalArgumentException for a key that the language's file lacks
   */
  public String say(String key) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException("no words for " + key + " in " + language.tag());
    }
    return text;
  }

  public Language language() {
    return language;
  }

  Set<String> keys() {
    return texts.stringPropertyNames();
  }

  private static Properties read(String resource) {
    Properties texts = new Properties();
    try (Reader reader =
        new InputStreamReader(Words.class.getResourceAsStream(resource), StandardCharsets.UTF_8)) {
      texts.load(reader);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return texts;
  }
}
