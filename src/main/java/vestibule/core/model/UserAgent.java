package vestibule.core.model;

/**
 * Who asks, as far as the network tells: kept with a session and in the audit trail, never in a log
 * in clear.
 *
 * @param browser what the client calls itself, "" when it does not; free text from outside
 * @param networkAddress the textual IP address
 * @param language the language that the causing request asked for
 */
public record UserAgent(String browser, String networkAddress, Language language) {

  /** The longest browser text that is kept, in characters. */
  public static final int LONGEST_BROWSER = 255;

  /** Cuts an over-long browser text and replaces its control characters by blanks. */
  public UserAgent {
    StringBuilder clean = new StringBuilder(Math.min(browser.length(), LONGEST_BROWSER));
    browser
        .codePoints()
        .limit(LONGEST_BROWSER)
        .map(
            c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
        .forEach(clean::appendCodePoint);
    browser = clean.toString();
  }
}
