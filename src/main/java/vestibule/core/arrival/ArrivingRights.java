package vestibule.core.arrival;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import vestibule.core.model.Rights;
import vestibule.core.model.Rights.Named;
import vestibule.core.operator.Duty;
import vestibule.core.refusal.RefusedException;
import vestibule.core.rights.RightsAdministration;

/**
 * Finds the groups, roles and permissions that people bring along, or makes them. Permissions that
 * admins alone give are never among them, nor are roles that carry one.
 */
public final class ArrivingRights {

  /** As long as a node trusts whatever else it remembers. */
  private static final Duration TRUSTED = Duration.ofSeconds(1);

  private final RightsAdministration rights;
  private final Map<Arrival.Right, Optional<Named>> known = new ConcurrentHashMap<>();
  private final Map<Long, Judged> roles = new ConcurrentHashMap<>();

  /** Whether a role carries what admins alone give. */
  private record Judged(boolean reserved, Instant at) {}

  public ArrivingRights(RightsAdministration rights) {
    this.rights = rights;
  }

  /**
   * What a person gets of those they bring.
   *
   * @param partly whether there is one that cannot be
   */
  record Given(List<Plan.Right> rights, boolean partly) {}

  Given of(List<Arrival.Right> brought, Instant now) {
    List<Plan.Right> found = new ArrayList<>();
    for (Arrival.Right right : brought) {
      known(right.kind(), right.name())
          .filter(named -> right.kind() != Rights.Kind.ROLE || !isReserved(named, now))
          .ifPresent(named -> found.add(new Plan.Right(right.kind(), named)));
    }
    return new Given(found, found.size() < brought.size());
  }

  /**
   * Lets roles permit what those of their names did in the other system; one that is here already
   * permits that too then. Nobody is mailed.
   */
  void permit(Map<String, Set<String>> permissions) {
    permissions.forEach(
        (role, permitted) ->
            permitted.forEach(
                permission ->
                    known(Rights.Kind.ROLE, role)
                        .ifPresent(
                            to ->
                                known(Rights.Kind.PERMISSION, permission)
                                    .ifPresent(what -> rights.bringToRole(what, to)))));
  }

  private boolean isReserved(Named role, Instant now) {
    return roles
        .compute(
            role.id(),
            (_, judged) ->
                judged != null && now.isBefore(judged.at().plus(TRUSTED))
                    ? judged
                    : new Judged(
                        rights.permissionsOf(role).stream().anyMatch(Duty::isReserved), now))
        .reserved();
  }

  private Optional<Named> known(Rights.Kind kind, String name) {
    return known.computeIfAbsent(new Arrival.Right(kind, name), this::named);
  }

  private Optional<Named> named(Arrival.Right right) {
    if (right.kind() == Rights.Kind.PERMISSION && Duty.isReserved(right.name())) {
      return Optional.empty();
    }
    try {
      return rights
          .find(right.kind(), right.name())
          .or(() -> rights.create(right.kind(), right.name()))
          .or(() -> rights.find(right.kind(), right.name()));
    } catch (RefusedException noName) {
      return Optional.empty();
    }
  }
}
