package vestibule.moving;

import java.util.Optional;
import java.util.SortedSet;
import vestibule.core.arrival.Arrival;
import vestibule.core.arrival.Outcome;
import vestibule.core.arrival.Outcome.Reason;
import vestibule.core.arrival.Outcome.Warning;

/**
 * One row of a source, as it was read.
 *
 * @param oldId "" where it could not be read
 * @param person empty where the row is refused as it stands
 * @param hash the form of the password's hash, for the report; "" without one
 * @param warnings of what the row holds and does not bring along
 */
public record Incoming(
    String oldId,
    Optional<Arrival> person,
    Optional<Outcome.Refused> refused,
    String hash,
    SortedSet<Warning> warnings) {

  /** A row that is refused as it stands. */
  public static Incoming refused(String oldId, Reason reason, String field) {
    return new Incoming(
        oldId,
        Optional.empty(),
        Optional.of(new Outcome.Refused(reason, field)),
        "",
        Outcome.noWarnings());
  }
}
