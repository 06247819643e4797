package vestibule.core.model;

import java.util.Optional;

/**
 * Who asks, as far as the network tells: kept with a session and in the audit trail, and in clear
 * in a log only where an attempt was refused.
 *
 * @param browser what the client calls itself, "" when it does not; free text from outside
 * @param networkAddress the textual IP address
 * @param language the language that the causing request asked for
 * @param device the mark that an earlier sign-in left on the device; not kept
 * @param answer what it says to a challenge; free text from outside, not kept
 */
public record UserAgent(
    String browser,
    String networkAddress,
    Language language,
    Optional<String> device,
    Optional<String> answer) {

  /** Nobody, from nowhere. */
  public static final UserAgent NONE = new UserAgent("", "", Language.ENGLISH);

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

  /** One that has no mark and no answer. */
  public UserAgent(String browser, String networkAddress, Language language) {
    this(browser, networkAddress, language, Optional.empty(), Optional.empty());
  }

  /** The network that its address lies in. */
  public Network network() {
    return Network.of(networkAddress);
  }
}
