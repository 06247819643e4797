package vestibule.core.audit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import vestibule.core.model.AuditEvent.Kind;

/**
 * How often each kind of event happened on this node since its start, and by which door. Doors are
 * those of the program, so there are few counters.
 */
public final class Tally {

  private final ConcurrentMap<What, LongAdder> events = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, LongAdder> ended = new ConcurrentHashMap<>();

  private record What(Kind kind, String door) {}

  /** Counts an event; one that was done, once it is committed. */
  public void happened(Kind kind, String door) {
    events.computeIfAbsent(new What(kind, door), _ -> new LongAdder()).increment();
  }

  /**
   * Counts sessions that were ended before their time.
   *
   * @param door by which they were ended, which need not be that where they began
   */
  public void sessionsEnded(String door, int many) {
    ended.computeIfAbsent(door, _ -> new LongAdder()).add(many);
  }

  /** How many events there were. */
  public long events(Kind kind, String door) {
    return sum(events.get(new What(kind, door)));
  }

  /** How many sessions were ended. */
  public long sessionsEnded(String door) {
    return sum(ended.get(door));
  }

  private static long sum(LongAdder count) {
    return count == null ? 0 : count.sum();
  }
}
