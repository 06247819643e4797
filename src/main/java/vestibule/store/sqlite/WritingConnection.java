package vestibule.store.sqlite;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.store.engine.Dialect;
import vestibule.store.engine.Transaction;

/**
 * The writer's connection and the transaction on it; it is opened anew when it is no longer sound.
 * Used by one thread at a time.
 */
final class WritingConnection {
  private static final Logger LOG = LoggerFactory.getLogger(WritingConnection.class);

  private final Jdbi jdbi;
  private Optional<Handle> current = Optional.empty();

  WritingConnection(SqliteFile file) {
    this.jdbi = file.jdbi(false);
    jdbi.getConfig(SqlStatements.class)
        .addExceptionHandler(
            (failure, context) -> current.ifPresent(handle -> Statements.of(handle).fail(failure)));
  }

  /** Opens the connection where there is none; a setting that does not hold is refused here. */
  Handle open() {
    if (current.isEmpty()) {
      current = Optional.of(jdbi.open());
    }
    return current.get();
  }

  void begin() throws SQLException {
    open();
    control(Dialect.SQLITE.begin());
  }

  void commit() throws SQLException {
    control("commit");
  }

  /**
   * Runs {@code work} under a savepoint: whatever it throws undoes it alone. What it threw comes
   * back as it was; a failure of the transaction as a whole is an SQLException.
   */
  <T> T run(Function<Transaction, T> work, Transaction transaction) throws SQLException {
    control("savepoint work");
    T result;
    try {
      result = work.apply(transaction);
      refuseSwallowedFailure();
    } catch (Throwable failure) {
      undo(failure);
      throw failure;
    }
    tidy();
    control("release work");
    return result;
  }

  /**
   * PostgreSQL would undo the transaction of a work that goes on after a failed statement; so is it
   * here.
   */
  private void refuseSwallowedFailure() {
    Statements.of(open())
        .failure()
        .ifPresent(
            failure -> {
              throw new IllegalStateException("a failed statement must fail its work", failure);
            });
  }

  private void undo(Throwable failure) throws SQLException {
    switch (Dialect.SQLITE.trouble(failure)) {
      // These may have ended the whole transaction, so that there is nothing to go back to.
      case BUSY, LOST, PART, UNAVAILABLE -> throw new SQLException(failure);
      case OTHER -> {
        tidy();
        control("rollback to work");
        control("release work");
      }
    }
  }

  private void tidy() throws SQLException {
    if (!Statements.tidy(open())) {
      throw new SQLException("the connection was closed by its work");
    }
  }

  /** Undoes what is open, and gives the connection up when that does not succeed. */
  void heal() {
    if (current.isEmpty()) {
      return;
    }
    try {
      if (!Statements.tidy(current.get())) {
        close();
      } else {
        rollback();
      }
    } catch (SQLException e) {
      LOG.warn("the writing connection is opened anew", e);
      close();
    }
  }

  private void rollback() throws SQLException {
    try {
      control("rollback");
    } catch (SQLException e) {
      // SQLite has ended it by itself, as it may after a full disk; the message is all that tells.
      if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
        throw e;
      }
    }
  }

  void checkpoint() throws SQLException {
    if (current.isPresent()) {
      SqliteFile.checkpoint(current.get().getConnection());
    }
  }

  void close() {
    try {
      current.ifPresent(Handle::close);
    } catch (RuntimeException e) {
      LOG.debug("a broken connection did not close cleanly", e);
    } finally {
      current = Optional.empty();
    }
  }

  private void control(String sql) throws SQLException {
    try (Statement statement = open().getConnection().createStatement()) {
      statement.execute(sql);
    }
  }
}
