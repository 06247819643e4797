package vestibule.core.account;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import vestibule.core.email.Address;

/**
 * A log-in string as it is compared: NFKC, Unicode case folding, NFKC, blanks at the ends removed;
 * an address's domain in its A-label form (contracts.md 0.12).
 */
public record LoginKey(String text) {

  private static final int DOTLESS_I = 0x131;

  /** In UTF-16 units: far more than any name or address that is stored has. */
  private static final int LONGEST = 2 * Address.LONGEST;

  /** The most characters of a domain (RFC 1035 2.3.4). */
  private static final int LONGEST_DOMAIN = 255;

  /**
   * The key of whatever a person typed: an address when it holds {@code @}, else a user name. What
   * is longer than anything that is stored has the key of nobody, which is empty: to fold it would
   * take time by the square of its length.
   */
  public static LoginKey of(String login) {
    String bare = login.strip();
    return bare.length() > LONGEST ? new LoginKey("") : key(bare);
  }

  private static LoginKey key(String login) {
    String folded = fold(login);
    int at = folded.lastIndexOf('@');
    return at < 0
        ? new LoginKey(folded)
        : new LoginKey(folded.substring(0, at + 1) + label(folded.substring(at + 1)));
  }

  /** Whether the string can only be an address, as no user name may hold {@code @}. */
  public boolean isAddress() {
    return text.indexOf('@') >= 0;
  }

  /** Folding makes up to eighteen characters of one, and Punycode takes no such lengths. */
  private static String label(String domain) {
    if (domain.length() > LONGEST_DOMAIN) {
      return domain;
    }
    try {
      return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException notADomain) {
      return domain;
    }
  }

  private static String fold(String text) {
    if (isPlain(text)) {
      return text.strip().toLowerCase(Locale.ROOT);
    }
    String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
    StringBuilder folded = new StringBuilder(normal.length() + 8);
    normal.codePoints().forEach(point -> folded.append(foldOne(point)));
    return Normalizer.normalize(folded, Normalizer.Form.NFKC).strip();
  }

  /**
   * Java has no case folding; lower, upper, lower of one code point gives it but for the dotless i.
   */
  private static String foldOne(int point) {
    String one = Character.toString(point);
    return point == DOTLESS_I
        ? one
        : eachLower(one.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT));
  }

  /**
   * Code point by code point: a whole text would get a final sigma, which folding does not know.
   */
  private static String eachLower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point -> lower.append(Character.toString(point).toLowerCase(Locale.ROOT)));
    return lower.toString();
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
