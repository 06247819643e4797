package vestibule.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A log-in string that names one account. User names and addresses share one space of keys, so one
 * string never means two accounts.
 *
 * @param key the folded string, see {@link LoginKey}
 * @param proven whether the account has shown that the string is its own; a name is until the
 *     account takes another
 * @param heldUntil until when an unproven address (docs/contracts 0.11) or a former name is refused
 *     to other accounts
 */
public record Identifier(
    LoginKey key, long account, Kind kind, boolean proven, Optional<Instant> heldUntil) {

  public enum Kind {
    NAME,
    ADDRESS
  }

  /** Whether the account has taken another name since: nobody is named so, and nobody can be. */
  public boolean isFormerName() {
    return kind == Kind.NAME && !proven;
  }

  /** Whether other accounts cannot claim the string at that time. */
  public boolean isHeld(Instant now) {
    return proven || heldUntil.map(now::isBefore).orElse(false);
  }
}
