package vestibule.contracts.django;

import java.util.Locale;
import java.util.regex.Pattern;
import vestibule.core.model.Address;
import vestibule.core.refusal.RefusedException;
import vestibule.core.unicode.DomainName;
import vestibule.http.body.Fields;

/**
 * E-mail addresses as Django's {@code EmailValidator} and {@code normalize_email} see them.
 *
 * <p>Django also takes quoted local parts and bracketed IP addresses; the core refuses both, as
 * mail software disagrees about them, so they have no pattern here.
 */
public final class DjangoEmail {

  /** Longer is refused before any pattern runs, which also bounds their work. */
  private static final int LONGEST = 320;

  private static final String ATOM = "[-!#$%&'*+/=?^_`{}|~0-9A-Za-z]++";
  private static final Pattern LOCAL = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*+");
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}(?<!-)",
          Pattern.CASE_INSENSITIVE);

  private DjangoEmail() {}

  /** Whether the text is an address in Django's eyes. */
  public static boolean isValid(String text) {
    int at = text.lastIndexOf('@');
    if (at < 0 || text.length() > LONGEST || Fields.isUnstorable(text)) {
      return false;
    }
    return LOCAL.matcher(text.substring(0, at)).matches() && isDomain(text.substring(at + 1));
  }

  /** Whether the core sends mail to such an address. */
  public static boolean isMailable(String address) {
    try {
      return !Address.of(address).text().isEmpty();
    } catch (RefusedException refused) {
      return false;
    }
  }

  /**
   * The address with its domain in lower case. Letter by letter: at the end of a word Java, as
   * Python, makes another letter of a sigma, and so another domain.
   */
  public static String normalized(String address) {
    int at = address.lastIndexOf('@') + 1;
    StringBuilder lower = new StringBuilder(address.substring(0, at));
    address
        .substring(at)
        .codePoints()
        .forEach(point -> lower.append(Character.toString(point).toLowerCase(Locale.ROOT)));
    return lower.toString();
  }

  private static boolean isDomain(String domain) {
    if (domain.equals("localhost") || DOMAIN.matcher(domain).matches()) {
      return true;
    }
    return DomainName.ascii(domain).filter(ascii -> DOMAIN.matcher(ascii).matches()).isPresent();
  }
}
