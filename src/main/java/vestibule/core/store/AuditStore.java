package vestibule.core.store;

import java.time.Instant;
import java.util.List;
import vestibule.core.model.AuditEvent;

/** Keeps the audit trail. It changes only when an account is deleted. */
public interface AuditStore {

  /** Adds an event. */
  void insert(AuditEvent event);

  /** Adds events. */
  void insertAll(List<AuditEvent> events);

  /** Removes the places of an account's events; their kinds and times stay. */
  void forgetPlaces(long account);

  /** Whether an event of that kind ever happened to an account. */
  boolean has(long account, AuditEvent.Kind kind);

  /** The network addresses of an account's newest 500 events of that kind since a time. */
  List<String> addresses(long account, AuditEvent.Kind kind, Instant since);

  /** The newest events of an account, newest first. */
  List<AuditEvent> of(long account, int most);
}
