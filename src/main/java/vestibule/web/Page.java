package vestibule.web;

/**
 * The words, the files and the name of the service, which every template is given.
 *
 * @param service as the operator named it
 */
public record Page(Words words, Assets assets, String service) {

  /** A text in the page's language; it may name the service. */
  public String say(String key) {
    return words.say(key).replace("{service}", service);
  }

  public String asset(String name) {
    return assets.path(name);
  }

  /** The BCP 47 tag of the page's language. */
  public String language() {
    return words.language().tag();
  }
}
