package vestibule.store.postgres;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/**
 * What opens connections: each has its settings made and read back before anybody gets it, as a
 * server may keep silent about what it does not take.
 */
final class Connector implements DataSource {

  /**
   * The values under which a COMMIT is on the disk, of a synchronous standby too, when answered.
   */
  private static final Set<String> DURABLE = Set.of("on", "remote_apply");

  private static final String SETTINGS =
      """
      select current_setting('synchronous_commit'), current_setting('server_encoding'),
        pg_backend_pid()
      """;

  private final Driver driver = new Driver();
  private final PostgresAddress server;
  private final Properties properties;
  private final int patience;

  /**
   * Opens connections to a server.
   *
   * @param application by which the server's lists name them
   * @param seconds how long one read from the server may take; 0 is for ever
   */
  Connector(PostgresAddress server, String application, int seconds) {
    this.server = server;
    this.properties = server.properties(application);
    this.patience = Math.toIntExact(TimeUnit.SECONDS.toMillis(seconds));
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = driver.connect(server.url(), properties);
    try {
      prepare(connection);
      if (!server.hasOption("socketTimeout")) {
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
              String.format(
                  Locale.ROOT,
                  "the database has the encoding %s, but UTF8 is needed",
                  row.getString(2)));
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
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the database insists on synchronous_commit = %s, but on is needed",
              actual));
    }
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "nothing";
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the user is a setting");
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
