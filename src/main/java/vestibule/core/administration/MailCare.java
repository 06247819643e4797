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
   * Makes all mails due now that are not being sent, as {@link #retry} does.
   *
   * @return how many
   */
  public int retryAll() {
    return retry(OptionalLong.empty(), "all mails");
  }

  /**
   * Makes a mail due now; one that was given up begins anew, with new links.
   *
   * @return false when it is not there, or is being sent
   */
  public boolean retry(long id) {
    return retry(OptionalLong.of(id), "mail " + id) > 0;
  }

  private int retry(OptionalLong id, String about) {
    AuditEvent event = changes.byOperator(AuditEvent.Kind.MAIL_RETRIED, 0, about);
    return changes.unit(0, event.at(), change -> retried(change, id, event));
  }

  private static int retried(Change change, OptionalLong id, AuditEvent event) {
    int retried = change.stores().outbox().retry(id, event.at());
    if (retried > 0) {
      change.record(event);
    }
    return retried;
  }
}
