package vestibule.contracts;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import vestibule.core.RefusedException;
import vestibule.core.email.Address;
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

  /** The address with its domain in lower case. */
  public static String normalized(String address) {
    int at = address.lastIndexOf('@') + 1;
    return address.substring(0, at) + address.substring(at).toLowerCase(Locale.ROOT);
  }

  private static boolean isDomain(String domain) {
    if (domain.equals("localhost") || DOMAIN.matcher(domain).matches()) {
      return true;
    }
    try {
      return DOMAIN.matcher(IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED)).matches();
    } catch (IllegalArgumentException noDomain) {
      return false;
    }
  }
}
