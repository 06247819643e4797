package vestibule.core.change;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.AuditEvent.Place;
import vestibule.core.model.Visit;
import vestibule.core.store.Ids;

/** Draws up audit events; they are drawn before the unit of work that writes them. */
public final class Audit {

  private final Ids ids;
  private final InstantSource clock;

  /** Events get their ids and times from here. */
  public Audit(Ids ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** An event that a visitor caused. */
  public AuditEvent event(Kind kind, long account, Visit visit) {
    return event(
        kind, account, new Place(visit.door().name(), visit.client().networkAddress()), "");
  }

  /** An event that an operator caused. */
  public AuditEvent byOperator(Kind kind, long account, String detail) {
    return event(kind, account, new Place("operator", ""), detail);
  }

  private AuditEvent event(Kind kind, long account, Place place, String detail) {
    return new AuditEvent(
        ids.next(Ids.Sequence.AUDIT),
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        account,
        kind,
        place,
        detail);
  }
}
