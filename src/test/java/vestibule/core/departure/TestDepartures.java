package vestibule.core.departure;

import java.time.Duration;
import vestibule.core.change.Changes;
import vestibule.core.limit.Limits;
import vestibule.core.outbox.Notices;
import vestibule.core.password.PasswordCheck;

/**
 * The deletion of accounts by their people.
 *
 * @param atOnce the same where nothing is waited for
 */
public record TestDepartures(
    Departure departure, Departure atOnce, Keeping keeping, Erasures erasures) {

  /** How long an account is only shut. */
  static final Duration WAIT = Duration.ofDays(14);

  /** Of one core. */
  public static TestDepartures of(
      Changes changes, PasswordCheck check, Notices notices, Limits limits) {
    return new TestDepartures(
        new Departure(changes, check, notices, WAIT),
        new Departure(changes, check, notices, Duration.ZERO),
        new Keeping(changes, limits),
        new Erasures(changes));
  }
}
