package vestibule.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A one-time code as it is kept; the code itself is only in the mail.
 *
 * @param email the id of the address that the code was mailed to
 * @param hash the SHA-256 of the code, in hex
 */
public record MailedCode(long account, long id, Intent intent, long email, String hash, Life life) {

  /** What following the code does, and where it may be followed. */
  public record Intent(Purpose purpose, CodeFamily family) {}

  public enum Purpose {
    /** Proves an address. */
    CONFIRM,
    /** Sets a new password. */
    RESET,
    /** Frees an address that somebody else claimed. */
    DISOWN,
    /** Says that what a notice tells was not done by the owner. */
    NOT_ME,
    /** Keeps an account that is to be deleted. */
    KEEP
  }

  /** From when to when the code works; spent when it has worked or was voided. */
  public record Life(Instant created, Instant expires, Optional<Instant> spent) {}

  /** Whether the code was spent or voided. */
  public boolean isSpent() {
    return life.spent().isPresent();
  }

  /** Whether the code's time is over. */
  public boolean isExpired(Instant now) {
    return !now.isBefore(life.expires());
  }
}
