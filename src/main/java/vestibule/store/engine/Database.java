package vestibule.store.engine;

import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/**
 * An open database: runs work in write transactions, in short reads and in long ones, and answers
 * after the COMMIT.
 */
public interface Database extends AutoCloseable {

  /** Which database this is: what its SQL may need to know. */
  Dialect dialect();

  /**
   * Runs {@code work} in a transaction and returns its result once it is durable. The work does SQL
   * only (no hash, no wait, no read or write of its own) and may run again, each time from the
   * beginning; whatever it throws undoes it whole and is thrown here. A failed statement must fail
   * its work.
   *
   * @throws Unavailable when the database cannot take the work now, or the calling thread was
   *     interrupted before the work began; nothing was kept, unless its words say otherwise
   * @throws IllegalStateException inside another write
   */
  <T> T write(Function<Transaction, T> work);

  /**
   * Runs a short read on the calling thread and returns its result, complete (no open stream or
   * iterator). It sees all that was committed before, and may run again. Each statement is a
   * snapshot of its own.
   *
   * @throws Unavailable when no connection comes free, or the database cannot answer now
   * @throws IllegalStateException inside a write
   */
  <T> T read(Function<Handle, T> work);

  /**
   * Like {@link #read}, for what may take longer than a few milliseconds. A caller who is
   * interrupted may leave the read to end by itself.
   *
   * @throws Unavailable also when too many long reads are queued
   */
  <T> T scan(Function<Handle, T> work);

  /** Refuses work that would wait for the write that it is called in. */
  void refuseInsideWrite();

  /** A reading connection of its own for the change feed, which keeps it; the caller closes it. */
  Handle dedicated();

  /**
   * A reading connection of its own whose reads all see what one moment held, which is that of the
   * first; the caller closes it. Others write meanwhile.
   */
  Handle snapshot();

  /**
   * Connections outside of the pools, for tools that run transactions of their own and take their
   * time: writing ones, whose transactions exclude each other where the migration tool needs that.
   */
  DataSource unpooled();

  /**
   * Runs {@code action} while no other process migrates this database. The migration tool cannot
   * always exclude others by itself.
   */
  void migrateAlone(Runnable action);

  /**
   * Removes deleted data from where the database keeps it after its COMMIT, as far as the program
   * has to, and unless somebody reads an older state.
   *
   * @return false when somebody does: it is to be done again later
   * @throws Unavailable when the database cannot be used now
   */
  boolean forgetDeleted();

  /**
   * Refuses new work, ends what is queued and running (for some seconds at most), and closes the
   * database.
   */
  @Override
  void close();
}
