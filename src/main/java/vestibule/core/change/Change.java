package vestibule.core.change;

import java.time.Instant;
import vestibule.core.model.AuditEvent;
import vestibule.core.store.Stores;

/**
 * A change of accounts while it is being made, in one unit of work. All that locks an account,
 * writes to the audit trail or tells other nodes of a change goes through it.
 */
public final class Change {

  private final Stores stores;
  private final long account;
  private final Instant now;

  Change(Stores stores, long account, Instant now) {
    this.stores = stores;
    this.account = account;
    this.now = now;
  }

  /** The stores of the unit of work. */
  public Stores stores() {
    return stores;
  }

  /** The account that is changed; 0 stands for all. */
  public long account() {
    return account;
  }

  /** When it happens: the time of its audit event. */
  public Instant now() {
    return now;
  }

  /**
   * Locks an account until the end of the unit of work, so that changes of it come one after the
   * other.
   *
   * @return false when there is none of that id
   */
  public boolean lock(long account) {
    return stores.accounts().lock(account);
  }

  /** Writes an event to the audit trail. */
  public void record(AuditEvent event) {
    stores.audit().insert(event);
  }

  /** Makes every node forget what it remembers of an account; 0 stands for all. */
  public void announce(long account) {
    stores.changed(account);
  }
}
