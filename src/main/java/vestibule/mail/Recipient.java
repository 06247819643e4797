package vestibule.mail;

import java.util.Optional;
import java.util.regex.Pattern;
import vestibule.core.account.LoginKey;

/**
 * Where a mail goes: as it was typed (contracts.md 0.12), but for a domain that SMTP takes in its
 * A-label form only.
 *
 * @param international whether the local part has letters outside ASCII, which needs SMTPUTF8
 */
record Recipient(String address, boolean international) {

  private static final Pattern DOMAIN =
      Pattern.compile("(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_-]+)*");
  private static final String SPECIAL = "<>()[],;:\\\"";

  /** Empty for whatever could be read as anything but one address. */
  static Optional<Recipient> of(String stored) {
    int at = stored.lastIndexOf('@');
    String local = stored.substring(0, Math.max(at, 0));
    if (local.isEmpty()
        || local.indexOf('@') >= 0
        || stored.codePoints().anyMatch(Recipient::isUnfit)) {
      return Optional.empty();
    }
    String key = LoginKey.of(stored).text();
    String domain = key.substring(key.lastIndexOf('@') + 1);
    if (!DOMAIN.matcher(domain).matches()) {
      return Optional.empty();
    }
    boolean international = local.codePoints().anyMatch(point -> point >= 0x80);
    String asTyped = stored.substring(at + 1);
    boolean plain = asTyped.equalsIgnoreCase(domain);
    return Optional.of(new Recipient(local + "@" + (plain ? asTyped : domain), international));
  }

  String local() {
    return address.substring(0, address.lastIndexOf('@'));
  }

  private static boolean isUnfit(int point) {
    return point == ' '
        || Character.isISOControl(point)
        || Character.isSpaceChar(point)
        || Character.getType(point) == Character.FORMAT
        || Character.getType(point) == Character.SURROGATE
        || SPECIAL.indexOf(point) >= 0;
  }
}
