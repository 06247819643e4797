package vestibule.core.arrival;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import vestibule.core.TestCore;
import vestibule.core.address.AddressClaims;
import vestibule.core.cache.SessionEnd;
import vestibule.core.model.Session;
import vestibule.store.Stage;

/**
 * Arrivals of a core under test; the keys that people bring along are those of one of its doors.
 */
public final class TestArrivals {

  private static final AtomicLong FAR = new AtomicLong(1_000_000_000);

  private TestArrivals() {}

  /**
   * An account id, with the 999,999 after it, that no node has drawn and no other test is given.
   */
  public static long farId() {
    return FAR.getAndAdd(1_000_000);
  }

  /** Arrivals of that core. */
  public static Arrivals of(TestCore core, Stage stage, boolean discreet) {
    ArrivingKeys keys =
        new ArrivingKeys(
            stage.ids,
            new SessionEnd(Map.of()),
            TestCore.PERSONAL,
            new Session.Terms(OptionalInt.empty(), false, Duration.ofDays(30)),
            core.secondFactors.rules()::isDemanded);
    Landing landing = new Landing(new AddressClaims(discreet), keys);
    return new Arrivals(
        core.changes,
        stage.ids,
        landing,
        new CatchUp(landing, keys),
        new ArrivingRights(core.rights),
        keys);
  }
}
