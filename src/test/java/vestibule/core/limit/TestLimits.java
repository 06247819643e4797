package vestibule.core.limit;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;

/** Limits for tests. */
public final class TestLimits {

  private static final byte[] KEY = new byte[32];

  private TestLimits() {}

  /** Limits that count nothing. */
  public static Limits off() {
    return new Limits(new Uses(KEY), devices(), false, InstantSource.fixed(Instant.EPOCH));
  }

  /** Limits that have counted nothing so far. */
  public static Limits on(InstantSource clock) {
    return new Limits(new Uses(KEY), devices(), true, clock);
  }

  /** Makes the marks that these limits know. */
  public static Devices devices() {
    return new Devices(KEY, new SecureRandom());
  }
}
