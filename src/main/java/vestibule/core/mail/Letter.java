package vestibule.core.mail;

import java.util.Optional;
import vestibule.core.Door;
import vestibule.core.account.Account;

/**
 * A leased mail with all that is needed to write it.
 *
 * @param code what its link carries
 * @param disown what its "I did not register here" link carries
 */
public record Letter(
    Mail mail,
    String lease,
    Door door,
    Account account,
    Optional<String> code,
    Optional<String> disown) {

  /** The same letter with codes. */
  Letter with(String code, Optional<String> disown) {
    return new Letter(mail, lease, door, account, Optional.of(code), disown);
  }

  /** Hides the codes and the address. */
  @Override
  public String toString() {
    return "Letter[mail=" + mail.id() + ", purpose=" + mail.purpose() + "]";
  }
}
