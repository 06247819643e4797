package vestibule.core.model;

import java.time.Instant;

/**
 * A mail that is owed. It never holds a link or a code: those are drawn when it is rendered.
 *
 * @param email the id of the address it goes to; 0 when the address belongs to no row any more
 * @param address where it goes, in its stored spelling
 * @param door the name of the door whose links it carries
 * @param tries how it went so far
 */
public record Mail(
    long id, long account, Purpose purpose, Recipient recipient, String door, Tries tries) {

  /** Where a mail goes, and in which language. */
  public record Recipient(long email, String address, Language language) {}

  public enum Purpose {
    /** Asks to confirm the address, and offers to disown it. */
    CONFIRM,
    /** Carries a link to a new password. */
    RESET,
    /** Carries a code to sign in by. */
    SIGN_IN_CODE,
    /** Asks an invited person to choose a password. */
    INVITE,
    /** Tells that the password was changed. */
    PASSWORD_CHANGED,
    /** Tells another proven address that the password was reset. */
    PASSWORD_RESET,
    /** Tells the owner of an address that somebody tried to register with it. */
    ADDRESS_TAKEN,
    /** Tells of a sign-in from a browser or network that is new. */
    NEW_DEVICE,
    /** Tells that an address was added. */
    ADDRESS_ADDED,
    /** Tells that an address was proved. */
    ADDRESS_VERIFIED,
    /** Tells that another address is the primary one. */
    ADDRESS_PRIMARY,
    /** Tells that an address was removed; that address too. */
    ADDRESS_REMOVED,
    /** Tells that the account has another user name. */
    NAME_CHANGED,
    /** Tells that an operator gave rights. */
    RIGHTS_GRANTED,
    /** Tells that a second factor was added, changed or removed. */
    FACTOR_CHANGED,
    /** Tells that the account is to be deleted, and how it is kept. */
    DELETION_BEGUN,
    /** Tells that a used refresh token was used once more, which ended its session. */
    REFRESH_TOKEN_REUSED;

    /** Whether it tells of something that may not have been the owner's doing. */
    public boolean isNotice() {
      return switch (this) {
        case CONFIRM, RESET, SIGN_IN_CODE, INVITE, ADDRESS_TAKEN -> false;
        case PASSWORD_CHANGED,
            PASSWORD_RESET,
            NEW_DEVICE,
            ADDRESS_ADDED,
            ADDRESS_VERIFIED,
            ADDRESS_PRIMARY,
            ADDRESS_REMOVED,
            NAME_CHANGED,
            RIGHTS_GRANTED,
            FACTOR_CHANGED,
            DELETION_BEGUN,
            REFRESH_TOKEN_REUSED ->
            true;
      };
    }
  }

  /**
   * How sending went so far.
   *
   * @param failed how often the server refused it
   * @param due when to try next
   */
  public record Tries(Instant created, int failed, Instant due) {}

  /** The same mail for another purpose. */
  public Mail as(Purpose other) {
    return new Mail(id, account, other, recipient, door, tries);
  }

  /** The same mail to another address. */
  public Mail to(long email, String address) {
    return new Mail(
        id, account, purpose, new Recipient(email, address, recipient.language()), door, tries);
  }
}
