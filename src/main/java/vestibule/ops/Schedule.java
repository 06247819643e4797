package vestibule.ops;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chores that a node repeats: they run one after another on one platform thread, and a failing
 * one is tried again next time.
 */
public final class Schedule implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);
  private static final Duration LAST_RUN = Duration.ofSeconds(5);

  private final ScheduledExecutorService thread;

  /** A schedule with nothing on it yet; its thread is called by that name. */
  public Schedule(String name) {
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
  }

  /** Does a chore soon, and not again. */
  public void once(String name, Runnable chore) {
    thread.execute(() -> run(name, chore));
  }

  /** Repeats a chore, the first time after one pause. */
  public void every(Duration pause, String name, Runnable chore) {
    thread.scheduleWithFixedDelay(
        () -> run(name, chore), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Runs a chore a last time, after what is running, and waits for it. */
  public void last(String name, Runnable chore) {
    try {
      thread.submit(() -> run(name, chore)).get(LAST_RUN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException slow) {
      LOG.warn("The last {} did not end in time", name);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private static void run(String name, Runnable chore) {
    try {
      chore.run();
    } catch (RuntimeException failed) {
      LOG.warn("The chore {} failed and is tried again", name, failed);
    }
  }
}
