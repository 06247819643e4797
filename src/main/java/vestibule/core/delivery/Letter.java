package vestibule.core.delivery;

import java.util.Optional;
import vestibule.core.model.Account;
import vestibule.core.model.Door;
import vestibule.core.model.Email;
import vestibule.core.model.Mail;

/**
 * A leased mail with all that is needed to write it.
 *
 * @param proven whether it goes to an address that the account has proved and has still
 */
public record Letter(
    Mail mail, String lease, Door door, Account account, Carried carried, boolean proven) {

  /**
   * What was drawn for it.
   *
   * @param code what its link carries
   * @param disown what its "I did not register here" or "This was not me" link carries
   */
  public record Carried(Optional<String> code, Optional<String> disown) {

    /** Nothing yet. */
    public static final Carried NOTHING = new Carried(Optional.empty(), Optional.empty());

    /** Hides the codes. */
    @Override
    public String toString() {
      return "Carried[]";
    }
  }

  /** What its link carries. */
  public Optional<String> code() {
    return carried.code();
  }

  /** What the other link carries. */
  public Optional<String> disown() {
    return carried.disown();
  }

  private Letter with(Carried other) {
    return new Letter(mail, lease, door, account, other, proven);
  }

  /** The same letter with the code of its link. */
  Letter with(String code) {
    return with(new Carried(Optional.of(code), disown()));
  }

  /** The same letter with a code that says that it was not the owner. */
  Letter withDisown(String code) {
    return with(new Carried(code(), Optional.of(code)));
  }

  /** The same letter to another account's address. */
  Letter to(Account other, Email email) {
    return new Letter(
        mail.to(email.id(), email.address()), lease, door, other, Carried.NOTHING, false);
  }

  /** Hides the codes and the address. */
  @Override
  public String toString() {
    return "Letter[mail=" + mail.id() + ", purpose=" + mail.purpose() + "]";
  }
}
