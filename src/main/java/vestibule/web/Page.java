package vestibule.web;

import java.util.Map;
import java.util.Optional;

/**
 * The words, the files and the name of the service, which every template is given.
 *
 * @param look as the operator wants it
 */
public record Page(Words words, Assets assets, Look look) {

  /** As the operator named it. */
  public String service() {
    return look.service();
  }

  /** Where people find help. */
  public Optional<String> support() {
    return look.support();
  }

  /** The path of an operator's file. */
  public Optional<String> own(String name) {
    return look.files().stream()
        .filter(file -> file.name().equals(name))
        .map(Asset::path)
        .findFirst();
  }

  /** A text in the page's language; it may name the service. */
  public String say(String key) {
    return Optional.ofNullable(look.texts().getOrDefault(words.language(), Map.of()).get(key))
        .orElseGet(() -> words.say(key))
        .replace("{service}", service())
        .replace("{support}", support().orElse(""));
  }

  public String asset(String name) {
    return assets.path(name);
  }

  /** The BCP 47 tag of the page's language. */
  public String language() {
    return words.language().tag();
  }
}
