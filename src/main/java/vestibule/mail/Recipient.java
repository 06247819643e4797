package vestibule.mail;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import vestibule.core.model.Texts;
import vestibule.core.unicode.Characters;
import vestibule.core.unicode.DomainName;

/**
 * Where a mail goes: as it was typed (docs/contracts 0.12), but for a domain in other letters than
 * ASCII, which SMTP takes in its A-label form only.
 *
 * @param international whether the local part has letters outside ASCII, which needs SMTPUTF8
 */
record Recipient(String address, boolean international) {

  /** Version 0.1 took names that DNS knows and registries do not, such as {@code my_house.lan}. */
  private static final Pattern STORED_BEFORE =
      Pattern.compile("(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_-]+)*");

  private static final String SPECIAL = "@<>()[],;:\\\"";

  /** Empty for whatever could be read as anything but one address. */
  static Optional<Recipient> of(String stored) {
    int at = stored.lastIndexOf('@');
    String local = stored.substring(0, Math.max(at, 0));
    if (local.isEmpty()
        || Texts.hasControl(local)
        || local.codePoints().anyMatch(Recipient::isUnfit)) {
      return Optional.empty();
    }
    return domain(stored.substring(at + 1))
        .map(domain -> new Recipient(local + "@" + domain, !Characters.isAscii(local)));
  }

  String local() {
    return address.substring(0, address.lastIndexOf('@'));
  }

  /**
   * The address as SMTP and a mail's head carry it: dots at the ends of a local part, or beside
   * each other, need quotes (RFC 5321 4.1.2, RFC 5322 3.4.1). Without them servers refuse the mail.
   */
  String mailbox() {
    String local = local();
    boolean dotted = local.startsWith(".") || local.endsWith(".") || local.contains("..");
    return dotted ? "\"" + local + "\"" + address.substring(local.length()) : address;
  }

  private static Optional<String> domain(String stored) {
    if (!Characters.isAscii(stored)) {
      return DomainName.ascii(stored);
    }
    boolean fit =
        DomainName.ascii(stored).isPresent()
            || STORED_BEFORE.matcher(stored.toLowerCase(Locale.ROOT)).matches();
    return Optional.of(stored).filter(_ -> fit);
  }

  private static boolean isUnfit(int point) {
    return Character.isSpaceChar(point)
        || Character.getType(point) == Character.FORMAT
        || SPECIAL.indexOf(point) >= 0;
  }
}
