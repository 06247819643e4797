package vestibule.core.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps the seals over the audit trail, and marks what is sealed. */
public interface SealStore {

  /** The seal with the greatest number. */
  Optional<AuditSeal> last();

  /** Seals beyond that number, in their order. */
  List<AuditSeal> after(long number, int most);

  /** The seal of that number. */
  Optional<AuditSeal> find(long number);

  /**
   * Adds a seal.
   *
   * @return false, and nothing changed, when another node has made one of that number
   */
  boolean insert(AuditSeal seal);

  /** Events that have no seal yet and happened before a time, oldest first. */
  List<TrailRow> unsealed(Instant before, int most);

  /** How many events have no seal yet. */
  long countUnsealed();

  /** When the oldest event without a seal happened. */
  Optional<Instant> oldestUnsealed();

  /**
   * Marks an event as sealed.
   *
   * @return false, and nothing changed, when it is not as that row tells any more
   */
  boolean mark(TrailRow row, TrailRow.Mark mark);

  /**
   * Rows in the order of time and id, beyond one.
   *
   * @param id of that one; the least number for all of that time
   */
  List<TrailRow> rows(Instant at, long id, int most);

  /** The same of one account. */
  List<TrailRow> rowsOf(long account, Instant at, long id, int most);

  /** Removes a seal and its events. */
  void remove(AuditSeal seal);
}
