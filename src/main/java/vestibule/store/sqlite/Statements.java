package vestibule.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * One SQLite connection's prepared statements, kept for their next use: the driver compiles a
 * statement anew each time, which is half the cost of a look-up.
 */
final class Statements extends DefaultStatementBuilder {
  /** More different statements than the stores have; the least recently used gives way. */
  private static final int KEPT = 256;

  private final DB database;
  private final LinkedHashMap<String, PreparedStatement> idle =
      new LinkedHashMap<>(2 * KEPT, 0.75f, true);
  private final Map<Statement, String> lent = new IdentityHashMap<>();
  private Optional<SQLException> failure = Optional.empty();

  Statements(DB database) {
    this.database = database;
  }

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    if (failure.isPresent()) {
      throw new SQLException("an earlier statement of this work has failed", failure.get());
    }
    PreparedStatement kept = idle.remove(sql);
    PreparedStatement statement = kept == null ? super.create(connection, sql, context) : kept;
    lent.put(statement, sql);
    return statement;
  }

  @Override
  public void close(Connection connection, String sql, Statement statement) throws SQLException {
    // Keyed by what was prepared: the text given here is the one before named parameters were
    // replaced.
    String prepared = lent.remove(statement);
    if (prepared == null
        || !(statement instanceof PreparedStatement reusable)
        || !reset(reusable)) {
      statement.close();
      return;
    }
    PreparedStatement twin = idle.put(prepared, reusable);
    if (twin != null) {
      twin.close();
    }
    if (idle.size() > KEPT) {
      idle.pollFirstEntry().getValue().close();
    }
  }

  /**
   * Brings a statement to the state of a new one, but for its parameters, which the driver binds
   * anew at each use; an unfinished one would hold its old view of the database.
   */
  private boolean reset(PreparedStatement statement) throws SQLException {
    if (statement.isClosed() || !(statement instanceof CoreStatement core)) {
      return false;
    }
    statement.clearBatch();
    statement.setMaxRows(0);
    statement.setFetchSize(0);
    statement.setQueryTimeout(0);
    // Clearing the parameters would make SQLite compile again every statement with an "order by".
    core.pointer.safeRunInt(DB::reset);
    return true;
  }

  /**
   * Refuses every statement until the next {@link #tidy}, as PostgreSQL does after a failed one.
   */
  void fail(SQLException cause) {
    if (failure.isEmpty()) {
      failure = Optional.of(cause);
    }
  }

  Optional<SQLException> failure() {
    return failure;
  }

  /** Those of a handle that {@link SqliteFile} has opened. */
  static Statements of(Handle handle) {
    return (Statements) handle.getStatementBuilder();
  }

  /** Ends what a piece of work has left open; false when the handle is of no more use. */
  static boolean tidy(Handle handle) {
    try {
      if (handle.isClosed() || handle.getConnection().isClosed()) {
        return false;
      }
      handle.clean();
      of(handle).restart();
      return true;
    } catch (SQLException | RuntimeException e) {
      return false;
    }
  }

  private void restart() throws SQLException {
    failure = Optional.empty();
    if (!lent.isEmpty()) {
      List<Statement> leaked = List.copyOf(lent.keySet());
      lent.clear();
      for (Statement statement : leaked) {
        statement.close();
      }
    }
  }
}
