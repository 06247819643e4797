package vestibule.store;

import java.nio.file.Path;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * An open database: runs work in write transactions, in short reads and in long ones, and answers
 * after the COMMIT.
 */
public final class Database implements AutoCloseable {

  private Database() {}

  /** Opens, and makes where there is none (mode 0600), the SQLite database in {@code file}. */
  public static Database sqlite(Path file) {
    throw new UnsupportedOperationException(file.toString());
  }

  /**
   * Runs {@code work} in a transaction and returns its result once it is durable. The work does SQL
   * only (no hash, no wait, no read or write of its own) and may run again, each time from the
   * beginning; whatever it throws undoes it whole and is thrown here.
   *
   * @throws UniqueViolation when a key was taken; never retried
   * @throws Unavailable when the queue is full, the disk is full, or another process holds the
   *     database
   * @throws IllegalStateException inside another write
   */
  public <T> T write(Function<Transaction, T> work) {
    throw new UnsupportedOperationException();
  }

  /**
   * Runs a short read on the calling thread and returns its result, complete (no open stream or
   * iterator). It sees all that was committed before, and may run again.
   *
   * @throws Unavailable when no connection comes free, or another process holds the database
   * @throws IllegalStateException inside a write
   */
  public <T> T read(Function<Handle, T> work) {
    throw new UnsupportedOperationException();
  }

  /**
   * Like {@link #read}, for what may take longer than a few milliseconds: on a thread of a small
   * pool of its own.
   */
  public <T> T scan(Function<Handle, T> work) {
    throw new UnsupportedOperationException();
  }

  /** Refuses new work, ends what is queued and running, and closes the database. */
  @Override
  public void close() {}
}
