package vestibule.mail.message;

import java.util.Optional;

/**
 * Who the mails are from.
 *
 * @param name what mail programs show; may hold any letters
 * @param address {@code local@domain}, ASCII
 */
public record Mailbox(Optional<String> name, String address) {

  /** Refuses what could end a header. */
  public Mailbox {
    boolean plain = address.chars().allMatch(c -> c > ' ' && c < 0x7F);
    if (!plain || address.indexOf('@') < 1 || name.filter(Mailbox::hasControl).isPresent()) {
      throw new IllegalArgumentException("no mailbox that mail could be from");
    }
  }

  public String domain() {
    return address.substring(address.lastIndexOf('@') + 1);
  }

  static boolean hasControl(String text) {
    return text.codePoints().anyMatch(Character::isISOControl);
  }
}
