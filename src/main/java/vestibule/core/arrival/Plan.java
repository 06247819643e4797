package vestibule.core.arrival;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
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
  record Right(Rights.Kind kind, Rights.Named named) {}
}
