package vestibule.core.delivery;

import java.util.Optional;
import vestibule.core.model.Account;
import vestibule.core.model.Door;
import vestibule.core.model.Email;
import vestibule.core.model.Mail;

/**
 * A leased mail with all that is needed to write it.
 *
 * @param code what its link carries
 * @param disown what its "I did not register here" or "This was not me" link carries
 */
public record Letter(
    Mail mail,
    String lease,
    Door door,
    Account account,
    Optional<String> code,
    Optional<String> disown) {

  /** The same letter with the code of its link. */
  Letter with(String code) {
    return new Letter(mail, lease, door, account, Optional.of(code), disown);
  }

  /** The same letter with a code that says that it was not the owner. */
  Letter withDisown(String code) {
    return new Letter(mail, lease, door, account, this.code, Optional.of(code));
  }

  /** The same letter to another account's address. */
  Letter to(Account other, Email email) {
    return new Letter(
        mail.to(email.id(), email.address()), lease, door, other, Optional.empty(), disown);
  }

  /** Hides the codes and the address. */
  @Override
  public String toString() {
    return "Letter[mail=" + mail.id() + ", purpose=" + mail.purpose() + "]";
  }
}
