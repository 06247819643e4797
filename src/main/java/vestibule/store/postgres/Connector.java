package vestibule.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import vestibule.store.engine.Failures;

/**
 * What opens connections to a server: each has its settings made and read back before anybody gets
 * it, as a server may keep silent about what it does not take.
 *
 * @param application by which the server's lists name them
 * @param seconds how long one read from the server may take; 0 is for ever
 */
record Connector(PostgresAddress server, String application, int seconds) {

  private static final Driver DRIVER = new Driver();

  /**
   * The values under which a COMMIT is on the disk, of a synchronous standby too, when answered.
   */
  private static final Set<String> DURABLE = Set.of("on", "remote_apply");

  private static final String SETTINGS =
      """
      select current_setting('synchronous_commit'), current_setting('server_encoding'),
        pg_backend_pid()
      """;

  /** For those who want no more than a source of connections. */
  DataSource source() {
    return new PGSimpleDataSource() {
      @Override
      public Connection getConnection(String user, String password) throws SQLException {
        return connect();
      }
    };
  }

  private Connection connect() throws SQLException {
    Connection connection = DRIVER.connect(server.url(), server.properties(application));
    try {
      prepare(connection);
      if (!server.hasOption("socketTimeout")) {
        int patience = Math.toIntExact(TimeUnit.SECONDS.toMillis(seconds));
        connection.setNetworkTimeout(Runnable::run, patience);
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void prepare(Connection connection) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    try (Statement statement = connection.createStatement()) {
      if (!DURABLE.contains(text(statement, "show synchronous_commit"))) {
        statement.execute("set synchronous_commit = on");
      }
      try (ResultSet row = statement.executeQuery(SETTINGS)) {
        row.next();
        requireDurable(row.getString(1));
        if (!row.getString(2).equalsIgnoreCase("UTF8")) {
          throw new IllegalStateException(
              "the database has the encoding " + row.getString(2) + ", but UTF8 is needed");
        }
        PGConnection own = connection.unwrap(PGConnection.class);
        if (own.getBackendPID() != row.getInt(3) && !server.hasOption("prepareThreshold")) {
          // A pooler stands between, which may lend another server connection to each transaction;
          // a statement that was prepared on one is unknown to the next.
          own.setPrepareThreshold(0);
        }
      }
    }
  }

  /**
   * Refuses to go on where a COMMIT could be answered and lost.
   *
   * @param actual the value of {@code synchronous_commit}
   */
  static void requireDurable(String actual) {
    if (!DURABLE.contains(actual)) {
      throw Failures.insisting("synchronous_commit", actual, "on");
    }
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "nothing";
    }
  }
}
