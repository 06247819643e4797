package vestibule.core.administration;

import java.util.List;
import vestibule.core.change.Changes;
import vestibule.core.change.Grounds;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.Session;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.password.PasswordCheck;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/** The deletion of an account by whom it belongs to. */
public final class Departure {

  private final Changes changes;
  private final PasswordCheck check;

  public Departure(Changes changes, PasswordCheck check) {
    this.changes = changes;
    this.check = check;
  }

  /**
   * Deletes the caller's account and everything that belongs to it, as {@link
   * Administration#delete} does. Where from is kept of it no more than of what was before.
   *
   * @param session that of the caller, which must be live still
   * @param candidates the texts that count as the present password, tried in turn
   * @throws RefusedException with {@link Refusal.TokenRefused}; with {@link
   *     Refusal.PasswordChangeInvalid} for a wrong password, and nothing is deleted; with {@link
   *     Refusal.Throttled} after too many wrong ones
   */
  public void leave(Session session, List<String> candidates, Visit visit) {
    changes
        .refusals()
        .attempt(
            Kind.PASSWORD_REFUSED,
            visit,
            attempt -> {
              attempt.on(session.account());
              left(session, candidates, visit);
              return attempt;
            });
  }

  private void left(Session session, List<String> candidates, Visit visit) {
    PasswordCheck.Checked checked = check.require(session, candidates);
    Visit fromNowhere = new Visit(visit.door(), UserAgent.NONE);
    AuditEvent event = changes.event(Kind.DELETED, session.account(), fromNowhere);
    changes.run(
        event,
        Grounds.of(session),
        change -> {
          checked.requireSame(change.stores());
          Administration.delete(change);
        });
  }
}
