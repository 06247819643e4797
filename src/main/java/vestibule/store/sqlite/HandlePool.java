package vestibule.store.sqlite;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.store.engine.Dialect;
import vestibule.store.engine.Unavailable;

/**
 * A bounded pool of read-only SQLite connections that keep their prepared statements. A general
 * pool closes these when a connection comes back, which halves the look-ups a second.
 */
final class HandlePool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HandlePool.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Jdbi jdbi;
  private final int size;
  private final Semaphore permits;
  // The last one used comes first: its statements and pages are warm.
  private final ConcurrentLinkedDeque<Handle> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  HandlePool(Jdbi jdbi, int size) {
    this.jdbi = jdbi;
    this.size = size;
    this.permits = new Semaphore(size);
  }

  /** Lends a connection to {@code work}; waits up to five seconds for one. */
  <T> T with(Function<Handle, T> work) {
    acquire();
    try {
      Handle kept = idle.pollFirst();
      Handle handle = kept == null ? jdbi.open() : kept;
      boolean sound = true;
      try {
        return work.apply(handle);
      } catch (Throwable e) {
        sound = Dialect.SQLITE.trouble(e) != Dialect.Trouble.UNAVAILABLE;
        throw e;
      } finally {
        giveBack(handle, sound);
      }
    } finally {
      permits.release();
    }
  }

  private void acquire() {
    try {
      if (closed) {
        throw new Unavailable("the database is closed", 1);
      }
      if (!permits.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Unavailable("all " + size + " reading connections are busy", 1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted while waiting for a connection", 1, e);
    }
  }

  private void giveBack(Handle handle, boolean sound) {
    if (sound && !closed && Statements.tidy(handle)) {
      idle.addFirst(handle);
    } else {
      discard(handle);
    }
  }

  private static void discard(Handle handle) {
    try {
      handle.close();
    } catch (RuntimeException e) {
      LOG.debug("a broken connection did not close cleanly", e);
    }
  }

  /**
   * Lets reads that run end, for five seconds at most; one that runs longer closes its connection
   * itself.
   */
  @Override
  public void close() {
    closed = true;
    try {
      if (permits.tryAcquire(size, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        permits.release(size);
      } else {
        LOG.warn("reads are still running while the database closes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Handle handle = idle.pollFirst(); handle != null; handle = idle.pollFirst()) {
      discard(handle);
    }
  }
}
