package vestibule.core.model;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.unicode.Characters;
import vestibule.core.unicode.DomainName;

/**
 * An e-mail address that mail can be sent to without doubt about who gets it; each contract may ask
 * for more.
 */
public record Address(String text) {

  /**
   * The longest address, in code points, and in octets as SMTP carries it (RFC 5321 4.5.3.1.3, less
   * the angle brackets).
   */
  public static final int LONGEST = 254;

  /** In octets of UTF-8 (RFC 5321 4.5.3.1.1, RFC 6531 3.3). */
  private static final int LONGEST_LOCAL = 64;

  private static final String SPECIAL = "<>()[],;:\\\"";

  /**
   * Checks and normalises an address: blanks at the ends are removed, the rest stays as it was
   * given.
   *
   * @throws RefusedException with {@link Refusal.AddressInvalid} for anything that is not {@code
   *     local@domain}: quoted local parts, comments and address lists included, as mail software
   *     disagrees about them; domains that cannot exist; letters that other software takes for
   *     ASCII ones
   */
  public static Address of(String given) {
    String text = given.strip();
    int at = text.indexOf('@');
    if (at < 1
        || text.length() > 2 * LONGEST
        || !isLocal(text.substring(0, at))
        || !isDeliverable(text.substring(0, at), text.substring(at + 1))) {
      throw new RefusedException(new Refusal.AddressInvalid());
    }
    return new Address(text);
  }

  /** The address as it is compared. */
  public LoginKey key() {
    return LoginKey.of(text);
  }

  private static boolean isLocal(String local) {
    return !Texts.hasHidden(local)
        && local
            .codePoints()
            .noneMatch(
                point ->
                    SPECIAL.indexOf(point) >= 0
                        || Character.isWhitespace(point)
                        || Character.isSpaceChar(point)
                        || Characters.isFoldedToAscii(point));
  }

  private static boolean isDeliverable(String local, String domain) {
    int octets = local.getBytes(StandardCharsets.UTF_8).length;
    Optional<String> ascii = DomainName.ascii(domain);
    return octets <= LONGEST_LOCAL
        && ascii.filter(name -> octets + 1 + name.length() <= LONGEST).isPresent();
  }
}
