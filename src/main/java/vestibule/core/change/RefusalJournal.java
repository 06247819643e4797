package vestibule.core.change;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import vestibule.core.audit.Refusals;
import vestibule.core.audit.Refused;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Place;
import vestibule.core.refusal.RefusedException;

/**
 * Writes refused attempts to the audit trail, many in one unit of work, outside of their requests:
 * an attempt costs the database the same whether it names somebody or nobody.
 */
public final class RefusalJournal {

  /** What one unit of work writes. */
  private static final int BATCH = 200;

  /** What is kept while the database is away. */
  private static final int MOST = 10_000;

  private final Changes changes;
  private final Refusals refusals;
  private final Deque<Refused> waiting = new ArrayDeque<>();
  private final AtomicLong dropped = new AtomicLong();

  public RefusalJournal(Changes changes) {
    this.changes = changes;
    this.refusals = changes.refusals();
  }

  /** Writes what is due; what the database cannot take now waits for the next time. */
  public void write() {
    write(false);
  }

  /** Writes all that was told, before the server ends. */
  public void writeAll() {
    write(true);
  }

  private synchronized void write(boolean all) {
    for (Refused refused : refusals.take(all)) {
      if (waiting.size() < MOST) {
        waiting.add(refused);
      } else {
        dropped.addAndGet(refused.times());
      }
    }
    try {
      while (!waiting.isEmpty()) {
        List<Refused> batch = waiting.stream().limit(BATCH).toList();
        write(batch.stream().map(changes::event).toList());
        batch.forEach(_ -> waiting.remove());
      }
    } catch (RefusedException away) {
      // Those who watch over the database are told by what reads and writes for people.
    }
  }

  private void write(List<AuditEvent> events) {
    changes.unit(
        0,
        changes.now(),
        change -> {
          Set<Long> gone = new HashSet<>();
          // In one order, as two nodes may write of the same accounts.
          events.stream()
              .map(AuditEvent::account)
              .filter(account -> account != 0)
              .sorted()
              .distinct()
              .filter(account -> !change.lock(account))
              .forEach(gone::add);
          events.stream()
              .map(event -> gone.contains(event.account()) ? withoutTraces(event) : event)
              .forEach(change::record);
          return events.size();
        });
  }

  /** Whoever is deleted leaves no address behind, nor does who looks for them. */
  private static AuditEvent withoutTraces(AuditEvent event) {
    Place place = event.place();
    return new AuditEvent(
        event.id(),
        event.at(),
        event.account(),
        event.kind(),
        new Place(place.actor(), place.door(), "", ""),
        event.detail());
  }

  /** How many different refusals are not written yet. */
  public synchronized int waiting() {
    return waiting.size() + refusals.waiting();
  }

  /** How many attempts were left out since the start, as the database was away for long. */
  public long dropped() {
    return dropped.get();
  }
}
