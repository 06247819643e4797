package vestibule.core.limit;

import java.time.Duration;

/**
 * What a counter's level allows. A level rises by one with each use and falls by itself, so that
 * what was used is forgotten with time.
 */
sealed interface Policy {

  /** How much a level falls in an hour. */
  double perHour();

  /** The greatest level that is kept: what lies above it would only take longer to forget. */
  double most();

  /** The level from which on other nodes have to know of it: half of what is free. */
  double shared();

  /**
   * How long the next use has to wait.
   *
   * @param level what is used
   * @param sinceLast the time since the last use
   * @return zero when it may come now
   */
  Duration wait(double level, Duration sinceLast);

  /**
   * So many uses at once, and so many an hour in the long run. In any hour at most the sum of both
   * is let through.
   */
  record Bucket(double most, double perHour) implements Policy {

    @Override
    public double shared() {
      return most / 2;
    }

    @Override
    public Duration wait(double level, Duration sinceLast) {
      double over = level + 1 - most;
      return over <= 0
          ? Duration.ZERO
          : Duration.ofMillis((long) Math.ceil(over / perHour * Duration.ofHours(1).toMillis()));
    }
  }

  /**
   * Some uses are free; then each has to wait twice as long after the one before.
   *
   * @param first what the first one after the free ones waits
   * @param doublings how often that doubles
   * @param perHour how many uses are forgotten in an hour
   */
  record Delays(int free, Duration first, int doublings, double perHour) implements Policy {

    @Override
    public double shared() {
      return free / 2.0;
    }

    @Override
    public double most() {
      return free + doublings + 1.0;
    }

    @Override
    public Duration wait(double level, Duration sinceLast) {
      // What was forgotten since the last use is less than half a use.
      long beyond = Math.round(level) - free;
      if (beyond < 0) {
        return Duration.ZERO;
      }
      Duration delay = first.multipliedBy(1L << Math.min(beyond, doublings));
      Duration wait = delay.minus(sinceLast);
      return wait.isNegative() ? Duration.ZERO : wait;
    }
  }
}
