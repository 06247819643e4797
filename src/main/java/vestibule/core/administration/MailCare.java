package vestibule.core.administration;

import java.util.List;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.model.AuditEvent;
import vestibule.core.store.OutboxStore;

/** What operators do with mails that are owed. */
public final class MailCare {

  /** No unit of work is long. */
  private static final int BATCH = 1_000;

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
   * Makes all mails due now that are due later or were given up, as {@link #retry} does.
   *
   * @return how many
   */
  public int retryAll() {
    AuditEvent event = retried("all mails");
    int all = 0;
    int some;
    do {
      boolean first = all == 0;
      some =
          changes.unit(
              0,
              event.at(),
              change -> {
                int due = change.stores().outbox().retrySome(event.at(), BATCH);
                return told(change, event, first && due > 0, due);
              });
      all += some;
    } while (some == BATCH);
    return all;
  }

  /**
   * Makes a mail due now; one that was given up begins anew, with new links.
   *
   * @return false when it is not there, or is being sent
   */
  public boolean retry(long id) {
    AuditEvent event = retried("mail " + id);
    return changes.unit(
        0,
        event.at(),
        change -> {
          boolean due = change.stores().outbox().retry(id, event.at());
          return told(change, event, due, due);
        });
  }

  private AuditEvent retried(String what) {
    return changes.byOperator(AuditEvent.Kind.MAIL_RETRIED, 0, what);
  }

  private static <T> T told(Change change, AuditEvent event, boolean told, T result) {
    if (told) {
      change.record(event);
    }
    return result;
  }
}
