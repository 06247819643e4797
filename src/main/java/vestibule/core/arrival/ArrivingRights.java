package vestibule.core.arrival;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vestibule.core.model.Rights;
import vestibule.core.model.Rights.Named;
import vestibule.core.refusal.RefusedException;
import vestibule.core.rights.RightsAdministration;

/** Finds the groups, roles and permissions that people bring along, or makes them. */
public final class ArrivingRights {

  private final RightsAdministration rights;
  private final Map<Arrival.Right, Optional<Named>> known = new HashMap<>();

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
