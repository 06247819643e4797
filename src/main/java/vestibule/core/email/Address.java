package vestibule.core.email;

import vestibule.core.Refusal;
import vestibule.core.RefusedException;
import vestibule.core.account.LoginKey;
import vestibule.core.account.Texts;

/**
 * An e-mail address that mail can be sent to without doubt about who gets it; each contract may ask
 * for more.
 */
public record Address(String text) {

  /** The longest address, in code points (RFC 5321 4.5.3.1.3, less the angle brackets). */
  public static final int LONGEST = 254;

  private static final String SPECIAL = "<>()[],;:\\\"";

  /**
   * Checks and normalises an address: blanks at the ends are removed, the rest stays as it was
   * given.
   *
   * @throws RefusedException with {@link Refusal.AddressInvalid} for anything that is not {@code
   *     local@domain}: quoted local parts, comments and address lists included, as mail software
   *     disagrees about them
   */
  public static Address of(String given) {
    String text = given.strip();
    int at = text.indexOf('@');
    if (at < 1
        || at != text.lastIndexOf('@')
        || at == text.length() - 1
        || Texts.length(text) > LONGEST
        || Texts.hasControl(text)
        || text.codePoints().anyMatch(c -> Character.isWhitespace(c) || isSpecial(c))
        || !isSameWhenFolded(text)) {
      throw new RefusedException(new Refusal.AddressInvalid());
    }
    return new Address(text);
  }

  /** The address as it is compared. */
  public LoginKey key() {
    return LoginKey.of(text);
  }

  private static boolean isSpecial(int point) {
    return SPECIAL.indexOf(point) >= 0
        || Character.isSpaceChar(point)
        || Character.getType(point) == Character.FORMAT;
  }

  /**
   * Compatibility forms of {@code @} and blanks must not make another address of it when it is
   * compared.
   */
  private static boolean isSameWhenFolded(String text) {
    String key = LoginKey.of(text).text();
    int at = key.indexOf('@');
    return at > 0
        && at == key.lastIndexOf('@')
        && at < key.length() - 1
        && key.codePoints().noneMatch(point -> Character.isWhitespace(point) || isSpecial(point));
  }
}
