package vestibule.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The reading side of the change feed: tells this node's caches what any node, or the command line,
 * has changed.
 */
public final class ChangeFeed implements AutoCloseable {
  /** One change that a cache may hold the old state of. */
  public record Change(long account, String what) {}

  /**
   * What to tell: each change (one may come twice), and that changes may have been missed, so that
   * all must be dropped.
   */
  public record Listener(Consumer<Change> changed, Runnable missed) {}

  /**
   * How long housekeeping must keep rows of {@code change} at least: a node that was away longer
   * drops its caches.
   */
  public static final Duration KEPT = Duration.ofMinutes(10);

  /** Reads nothing yet; {@code nanoTime} is a monotonic clock. */
  public ChangeFeed(
      Database database, InstantSource clock, LongSupplier nanoTime, Listener listener) {}

  /** Starts polling, every 250 ms on a thread of its own. */
  public void start() {}

  /** Whether the last good poll began less than a second ago: only then may a cache be trusted. */
  public boolean isFresh() {
    return false;
  }

  /** Waits until a poll that began after this call has ended, good or not. */
  public void awaitPoll() throws InterruptedException {}

  @Override
  public void close() {}
}
