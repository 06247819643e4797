package vestibule.store.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far this machine's clock is off the database's. Codes, tokens, leases and the change feed
 * compare the times of several nodes, so that one whose clock is wrong must not serve.
 */
final class ClockCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ClockCheck.class);

  private static final Duration MOST = Duration.ofSeconds(2);
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final Optional<String> query;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private volatile boolean right = true;
  private Optional<Long> lastLook = Optional.empty();

  ClockCheck(Dialect dialect, InstantSource clock, LongSupplier nanoTime) {
    this.query = dialect.time();
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** False from a look that found the clock off by more than two seconds to one that did not. */
  boolean isRight() {
    return right;
  }

  /** Asks the database, every five seconds; on the feed's thread. */
  void look(Handle handle) {
    long now = nanoTime.getAsLong();
    if (query.isEmpty() || lastLook.filter(last -> now - last < PERIOD.toNanos()).isPresent()) {
      return;
    }
    lastLook = Optional.of(now);
    Instant before = clock.instant();
    long theirs = handle.createQuery(query.get()).mapTo(Long.class).one();
    judge(before, Duration.ofNanos(nanoTime.getAsLong() - now), theirs);
  }

  /** The database looked at its clock somewhere between the question and its answer. */
  private void judge(Instant before, Duration trip, long theirs) {
    Instant database = Columns.time(theirs);
    Duration half = trip.dividedBy(2);
    Duration off = Duration.between(before.plus(half), database);
    boolean good = off.abs().minus(half).compareTo(MOST) <= 0;
    if (!good && right) {
      LOG.error(
          "This machine's clock is {} ms {} the database's: not ready until it is right",
          off.abs().toMillis(),
          off.isNegative() ? "ahead of" : "behind");
    } else if (good && !right) {
      LOG.info("This machine's clock is right again");
    }
    right = good;
  }
}
