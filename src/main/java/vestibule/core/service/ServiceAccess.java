package vestibule.core.service;

import java.time.InstantSource;
import java.util.Optional;
import vestibule.core.audit.Refusals;
import vestibule.core.limit.Limits;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.Visit;
import vestibule.core.model.service.Service;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/** Judges what programs show for a credential of a service. */
public final class ServiceAccess {

  private final KnownServices services;
  private final Limits limits;
  private final Refusals refusals;
  private final InstantSource clock;

  /**
   * The judgement of a node.
   *
   * @param refusals where refused credentials are told
   */
  public ServiceAccess(
      KnownServices services, Limits limits, Refusals refusals, InstantSource clock) {
    this.services = services;
    this.limits = limits;
    this.refusals = refusals;
    this.clock = clock;
  }

  /**
   * What a program shows.
   *
   * @param id of the service, where it says one
   */
  public record Shown(Optional<String> id, String secret) {

    /** Hides the secret. */
    @Override
    public String toString() {
      return "Shown[id=" + id + "]";
    }
  }

  /**
   * Whose credential it is; nobody's costs the network a little of its limit. A good one is let in
   * however much of that is spent, as nobody guesses 256 random bits.
   *
   * @throws RefusedException with {@link Refusal.Throttled}
   */
  public Optional<Service> service(Shown shown, Visit visit) {
    Optional<Service> found =
        services
            .by(shown.secret(), clock.instant())
            .filter(
                service ->
                    shown.id().map(id -> id.equals(Long.toString(service.id()))).orElse(true));
    if (found.isEmpty()) {
      refusals.attempt(
          Kind.SERVICE_REFUSED,
          visit,
          attempt -> {
            limits.count(Limits.Kind.SERVICE, visit.client());
            return attempt;
          });
      refusals.refused(Kind.SERVICE_REFUSED, visit, 0, "unknown_credential");
    }
    return found;
  }
}
