package vestibule.core.audit;

import java.util.List;

/** Keeps the audit trail; nothing in it is ever changed. */
public interface AuditStore {

  /** Adds an event. */
  void insert(AuditEvent event);

  /** The newest events of an account, newest first. */
  List<AuditEvent> of(long account, int most);
}
