package vestibule.web;

/**
 * What every template is given: words, files, and the name of the service.
 *
 * @param service as the operator named it
 */
public record Page(Words words, Assets assets, String service) {

  /** A text in the page's language; it may name the service. */
  public String say(String key) {
    return words.say(key).replace("{service}", service);
  }

  /** The path of a file that the page loads. */
  public String asset(String name) {
    return assets.path(name);
  }

  /** The BCP 47 tag of the page's language. */
  public String language() {
    return words.language().tag();
  }
}
