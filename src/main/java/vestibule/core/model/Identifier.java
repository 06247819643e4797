package vestibule.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A log-in string that names one account. User names and addresses share one space of keys, so one
 * string never means two accounts.
 *
 * @param key the folded string, see {@link LoginKey}
 * @param proven whether the account has shown that the string is its own; names always are
 * @param heldUntil until when an unproven address is refused to other accounts (docs/contracts
 *     0.11)
 */
public record Identifier(
    LoginKey key, long account, Kind kind, boolean proven, Optional<Instant> heldUntil) {

  public enum Kind {
    NAME,
    ADDRESS
  }

  /** Whether other accounts cannot claim the string at that time. */
  public boolean isHeld(Instant now) {
    return proven || heldUntil.map(now::isBefore).orElse(false);
  }
}
