package vestibule.store.engine;

import java.time.Duration;

/**
 * Whether the change feed was read just now: only then may what a node remembers be trusted. The
 * feed tells, caches ask, and neither needs the other.
 */
public final class Freshness {

  private static final Duration TRUSTED = Duration.ofSeconds(1);

  private volatile boolean good;
  private volatile long lastGood;

  /** A read that began then, by the monotonic clock, went well. */
  void read(long began) {
    lastGood = began;
    good = true;
  }

  /** A read failed, or there will be no more. */
  void lose() {
    good = false;
  }

  /** Whether the last read was good and began less than a second before this time. */
  public boolean isAt(long now) {
    return good && now - lastGood < TRUSTED.toNanos();
  }
}
