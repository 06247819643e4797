package vestibule.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import vestibule.store.engine.Dialect;

/** How a transaction on a PostgreSQL connection begins and ends. */
final class Wire {
  private Wire() {}

  /** Begins with one round trip, and insists on a durable end. */
  static void begin(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(Dialect.POSTGRES.begin());
        ResultSet row = statement.executeQuery()) {
      row.next();
      Connector.requireDurable(row.getString(1));
    }
  }

  /** Refuses to commit after a failed statement, of which the server would keep nothing. */
  static void requireSound(Connection connection) throws SQLException {
    if (connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.FAILED) {
      throw new IllegalStateException("a failed statement must fail its work");
    }
  }

  /**
   * Commits. A COMMIT that answers with a warning was cut short while it waited for its standby: it
   * is done on one machine alone. Other notices may stand before that warning.
   */
  static void commit(Connection connection) throws SQLException {
    connection.clearWarnings();
    connection.commit();
    SQLWarning warning = connection.getWarnings();
    for (; warning != null; warning = warning.getNextWarning()) {
      if (warning.getSQLState().startsWith("01")) {
        throw new SQLException("the COMMIT may be on one machine alone", "08007", warning);
      }
    }
  }
}
