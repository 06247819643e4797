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
 * The question what became of a COMMIT whose answer never came, or came with a warning. It is asked
 * by inserting a row of the lost transaction once more: where that one still hangs on the server,
 * the insert waits for its end, which no reading would. A row that is there may be on this machine
 * alone: the wait for the standby was cut short, or the server has restarted in the middle of it.
 * So it is written over and committed once more: the log is in order, and where the standby has
 * this COMMIT it has the lost one.
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

  /** Looks on fresh connections, while retries allow; without a witness nothing can be told. */
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

  /** It has waited for a lock in vain: the COMMIT waits for its standby, nobody knows how long. */
  private static boolean isStillCommitting(Exception failure) {
    return !(failure instanceof Unavailable)
        && Dialect.POSTGRES.trouble(failure) == Dialect.Trouble.UNAVAILABLE;
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
          // Removed in between: a COMMIT of nothing waits for nobody, and proves nothing.
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
