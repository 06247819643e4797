package vestibule.core.arrival;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import vestibule.core.arrival.Arrival.StoredPassword;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Email;
import vestibule.core.model.Rights;

/** What is to be done with somebody who comes, drawn up before the unit of work that does it. */
sealed interface Plan {

  /** Nothing. */
  record Refuse(Outcome.Refused outcome) implements Plan {}

  /**
   * They may come in.
   *
   * @param newcomer by what they are known
   * @param event whose account they get, unless they have one
   */
  record Admit(
      Arrival arrival,
      Newcomer newcomer,
      Belongings belongings,
      AuditEvent event,
      SortedSet<Warning> warnings)
      implements Plan {

    String oldId() {
      return arrival.identity().oldId();
    }

    List<Email> emails() {
      return belongings.emails();
    }

    List<Right> rights() {
      return belongings.rights();
    }

    /** The account they get. */
    long account() {
      return event.account();
    }

    /** The ids of the roles among them. */
    Stream<Long> roles() {
      return rights().stream().filter(Right::isRole).map(right -> right.named().id());
    }

    /** The same without some roles, which is said. */
    Admit without(Set<Long> withheld) {
      if (roles().noneMatch(withheld::contains)) {
        return this;
      }
      List<Right> kept =
          rights().stream()
              .filter(right -> !right.isRole() || !withheld.contains(right.named().id()))
              .toList();
      SortedSet<Warning> more = new TreeSet<>(warnings);
      more.add(Warning.RIGHTS_DROPPED);
      Belongings left = new Belongings(belongings.emails(), kept, belongings.keys());
      return new Admit(arrival, newcomer, left, event, more);
    }

    Optional<String> digest() {
      return arrival.password().map(StoredPassword::digest);
    }
  }

  /**
   * What they bring along.
   *
   * @param emails their addresses, in the order of the newcomer's
   */
  record Belongings(List<Email> emails, List<Right> rights, List<ArrivingKeys.Key> keys) {}

  /** A group, role or permission that is there. */
  record Right(Rights.Kind kind, Rights.Named named) {

    boolean isRole() {
      return kind == Rights.Kind.ROLE;
    }
  }
}
