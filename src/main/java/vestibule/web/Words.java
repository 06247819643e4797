package vestibule.web;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import vestibule.core.model.Language;
import vestibule.http.Request;

/** The texts of pages in one language. */
public final class Words {

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

  /** The words of the language that a request asks for, English when it asks for none we speak. */
  public static Words of(Request request) {
    return in(Language.asked(request::language).orElse(Language.ENGLISH));
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
