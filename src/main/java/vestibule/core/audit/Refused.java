package vestibule.core.audit;

import java.time.Instant;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.AuditEvent.Place;

/**
 * Attempts that were refused alike.
 *
 * @param at the first of them
 * @param times how many
 */
public record Refused(Instant at, What what, long times) {

  /**
   * What they have in common.
   *
   * @param account 0 where nobody knows whose
   * @param why a word of ours in lower-case letters and underscores; nothing that was typed
   */
  public record What(Kind kind, long account, Place place, String why) {}

  /** What the audit trail says beside the kind. */
  public String detail() {
    return times == 1 ? what.why() : what.why() + ", " + times + " times";
  }
}
