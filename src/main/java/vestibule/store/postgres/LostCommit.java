package vestibule.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.store.engine.Dialect;
import vestibule.store.engine.Retries;
import vestibule.store.engine.Unavailable;

/**
 * The question what became of a COMMIT whose answer never came. It is asked by inserting a row of
 * the lost transaction once more: where that one still hangs on the server, the insert waits for
 * its end, which no reading would.
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
  Fate fate(Optional<ToIntFunction<Handle>> witness) {
    if (witness.isEmpty()) {
      return Fate.UNKNOWN;
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return isAbsent(witness.get()) ? Fate.UNDONE : Fate.KEPT;
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

  private boolean isAbsent(ToIntFunction<Handle> insertAgain) throws SQLException {
    try (Handle handle = connections.get()) {
      Connection connection = handle.getConnection();
      connection.setAutoCommit(false);
      try {
        Wire.begin(connection);
        return insertAgain.applyAsInt(handle) == 1;
      } finally {
        connection.rollback();
      }
    }
  }
}
