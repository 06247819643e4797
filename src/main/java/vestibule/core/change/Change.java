package vestibule.core.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import vestibule.core.audit.Tally;
import vestibule.core.event.EventLog;
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
  private final List<AuditEvent> events = new ArrayList<>(1);
  private final Set<Long> endedOf = new LinkedHashSet<>();
  private final Set<Long> announced = new LinkedHashSet<>();
  private int ended;

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
    events.add(event);
  }

  /** Writes events to the audit trail. */
  public void recordAll(List<AuditEvent> all) {
    stores.audit().insertAll(all);
    events.addAll(all);
  }

  /**
   * Ends one session of an account.
   *
   * @return false when it had ended before
   */
  public boolean endSession(long account, long id) {
    boolean ends = stores.sessions().end(account, id, now);
    ended(account, ends ? 1 : 0);
    return ends;
  }

  /**
   * Ends all sessions of an account but one; 0 spares none. Those too that tokens of installations
   * before have yet to begin.
   */
  public void endSessions(long account, long spared) {
    ended(account, stores.sessions().endAll(account, spared, now));
    stores.arrivals().endSessions(account, now);
  }

  /** Ends all but the newest sessions of an account, and tells other nodes if there were any. */
  public void endOldestSessions(long account, int kept) {
    int oldest = stores.sessions().endOldest(account, kept, now);
    if (oldest > 0) {
      announce(account);
    }
    ended(account, oldest);
  }

  private void ended(long account, int many) {
    ended += many;
    if (many > 0) {
      endedOf.add(account);
    }
  }

  /** Tells other systems, in the same unit of work. */
  void publish(EventLog log) {
    log.write(stores, events, new EventLog.Touched(announced, endedOf));
  }

  /** Tells what was done, once it is committed. */
  void tell(Tally tally) {
    for (AuditEvent event : events) {
      if (event.kind().outcome() == AuditEvent.Outcome.DONE) {
        tally.happened(event.kind(), event.place().door());
      }
    }
    if (ended > 0 && !events.isEmpty()) {
      tally.sessionsEnded(events.getLast().place().door(), ended);
    }
  }

  /** Makes every node forget what it remembers of an account; 0 stands for all. */
  public void announce(long account) {
    announced.add(account);
    stores.changed(account);
  }
}
