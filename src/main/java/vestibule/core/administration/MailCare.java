package vestibule.core.administration;

import java.util.List;
import java.util.OptionalLong;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.model.AuditEvent;
import vestibule.core.store.OutboxStore;

/** What operators do with mails that are owed. */
public final class MailCare {

  private final Changes changes;

  public MailCare(Changes changes) {
    this.changes = changes;
  }

  /** Mails that were given up, newest first. */
  public List<OutboxStore.Dead> dead(int most) {
    return changes.read(stores -> stores.outbox().dead(most));
  }

  /** Mails that wait, the next due first. */
  public List<OutboxStore.Waiting> waiting(int most) {
    return changes.read(stores -> stores.outbox().waiting(most));
  }

  /**
   * Makes a mail due now; one that was given up begins anew, with new links.
   *
   * @return false when it is not there, or is being sent
   */
  public boolean retry(long id) {
    AuditEvent event = changes.byOperator(AuditEvent.Kind.MAIL_RETRIED, 0, "mail " + id);
    return changes.unit(0, event.at(), change -> isRetried(change, id, event));
  }

  private static boolean isRetried(Change change, long id, AuditEvent event) {
    boolean retried = change.stores().outbox().retry(OptionalLong.of(id), event.at()) > 0;
    if (retried) {
      change.record(event);
    }
    return retried;
  }
}
