package vestibule.core.store;

import java.util.List;
import vestibule.core.model.AuditEvent;

/** Keeps the audit trail; nothing in it is ever changed, but for whose account is deleted. */
public interface AuditStore {

  /** Adds an event. */
  void insert(AuditEvent event);

  /** Removes where an account's events came from; what happened, and when, stays. */
  void forgetPlaces(long account);

  /** Whether an event of that kind ever happened to an account. */
  boolean has(long account, AuditEvent.Kind kind);

  /** The newest events of an account, newest first. */
  List<AuditEvent> of(long account, int most);
}
