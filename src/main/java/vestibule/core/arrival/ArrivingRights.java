package vestibule.core.arrival;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vestibule.core.model.Rights;
import vestibule.core.model.Rights.Named;
import vestibule.core.operator.Duty;
import vestibule.core.refusal.RefusedException;
import vestibule.core.rights.RightsAdministration;
import vestibule.core.store.Stores;

/**
 * Finds the groups, roles and permissions that people bring along, or makes them. Permissions that
 * admins alone give are never among them, nor are roles that carry one.
 */
public final class ArrivingRights {

  private final RightsAdministration rights;
  private final Map<Arrival.Right, Optional<Named>> known = new ConcurrentHashMap<>();

  public ArrivingRights(RightsAdministration rights) {
    this.rights = rights;
  }

  /**
   * What a person gets of those they bring.
   *
   * @param partly whether there is one that cannot be
   */
  record Given(List<Plan.Right> rights, boolean partly) {}

  Given of(List<Arrival.Right> brought) {
    List<Plan.Right> found = new ArrayList<>();
    for (Arrival.Right right : brought) {
      known(right.kind(), right.name())
          .ifPresent(named -> found.add(new Plan.Right(right.kind(), named)));
    }
    return new Given(found, found.size() < brought.size());
  }

  /**
   * What is given of it after all: no role that carries what admins alone give, and none that is
   * gone. It is judged in the unit of work that gives the roles and holds their locks, as a role
   * may have become an operators' one a moment ago.
   */
  static List<Plan> judged(Stores stores, List<Plan> plans) {
    Set<Long> withheld =
        plans.stream()
            .flatMap(
                plan -> plan instanceof Plan.Admit admit ? admit.roles() : Stream.<Long>empty())
            .distinct()
            .sorted()
            .filter(role -> !isGiven(stores, role))
            .collect(Collectors.toSet());
    return withheld.isEmpty()
        ? plans
        : plans.stream()
            .map(plan -> plan instanceof Plan.Admit admit ? admit.without(withheld) : plan)
            .toList();
  }

  private static boolean isGiven(Stores stores, long role) {
    return stores.rights().lock(Rights.Kind.ROLE, role)
        && stores.rights().permissionsOf(role).stream().noneMatch(Duty::isReserved);
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
