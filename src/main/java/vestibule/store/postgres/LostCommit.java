package vestibule.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.store.engine.Dialect;
import vestibule.store.engine.Retries;
import vestibule.store.engine.Unavailable;
import vestibule.store.engine.Witness;

/**
 * Finds out what became of a COMMIT whose answer never came, or came with a warning. It inserts a
 * row of the lost transaction once more: if that transaction still runs on the server, the insert
 * waits for its end, which no read would. A row that is there may be on this machine alone, when
 * the wait for the standby was cut short or the server has restarted during it. So the row is
 * written over and committed once more: the log is in order, and a standby that has this COMMIT has
 * the lost one too.
 */
final class LostCommit {

  private static final Logger LOG = LoggerFactory.getLogger(LostCommit.class);

  private final Supplier<Handle> connections;
  private final Retries retries;

  enum Fate {
    KEPT,
    UNDONE,
    UNKNOWN
  }

  LostCommit(Supplier<Handle> connections, Retries retries) {
    this.connections = connections;
    this.retries = retries;
  }

  /** Asks on fresh connections, while retries allow; without a witness nothing can be told. */
  Fate fate(Optional<Witness> witness) {
    if (witness.isEmpty()) {
      return Fate.UNKNOWN;
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return ask(witness.get());
      } catch (SQLException | RuntimeException e) {
        if (isStillCommitting(e) || !retries.mayRetry(attempt)) {
          LOG.warn("what became of a COMMIT without an answer cannot be told", e);
          return Fate.UNKNOWN;
        }
      }
    }
  }

  /**
   * The row is locked, as the COMMIT waits for its standby, or lies where nobody can look now; for
   * how long, nobody knows.
   */
  private static boolean isStillCommitting(Exception failure) {
    Dialect.Trouble trouble = Dialect.POSTGRES.trouble(failure);
    return !(failure instanceof Unavailable)
        && (trouble == Dialect.Trouble.UNAVAILABLE || trouble == Dialect.Trouble.PART);
  }

  private Fate ask(Witness witness) throws SQLException {
    try (Handle handle = connections.get()) {
      Connection connection = handle.getConnection();
      connection.setAutoCommit(false);
      try {
        Wire.begin(connection);
        if (witness.insertAgain().applyAsInt(handle) == 1) {
          return Fate.UNDONE;
        }
        if (witness.writeOver().applyAsInt(handle) == 0) {
          // The row was removed since: a COMMIT of nothing waits for nobody and proves nothing.
          return Fate.UNKNOWN;
        }
        Wire.commit(connection);
        return Fate.KEPT;
      } finally {
        connection.rollback();
      }
    }
  }
}
