package vestibule.store.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** A synchronous standby as its primary sees it: it takes the WAL and says that it is kept. */
final class Standby implements AutoCloseable {

  static final String NAME = "standby";

  private final Connection connection;
  private final PGReplicationStream stream;
  private final ExecutorService keeping = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean open = true;

  /** Comes to a primary that waits for {@link #NAME}. */
  Standby(int primary) throws SQLException {
    Properties properties = new Properties();
    PGProperty.USER.set(properties, "postgres");
    PGProperty.APPLICATION_NAME.set(properties, NAME);
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
    PGProperty.REPLICATION.set(properties, "true");
    PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
    connection =
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:" + primary + "/postgres", properties);
    stream =
        connection
            .unwrap(PGConnection.class)
            .getReplicationAPI()
            .replicationStream()
            .physical()
            .withStartPosition(position())
            .start();
    keeping.execute(this::keep);
  }

  private LogSequenceNumber position() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
      row.next();
      return LogSequenceNumber.valueOf(row.getString("xlogpos"));
    }
  }

  private void keep() {
    try {
      while (open) {
        while (stream.readPending() != null) {
          // To have received it is all that is asked.
        }
        stream.setFlushedLSN(stream.getLastReceiveLSN());
        stream.forceUpdateStatus();
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
    } catch (SQLException gone) {
      // The primary has ended; so does its standby.
    }
  }

  /** Goes; from here the primary's COMMITs wait. */
  @Override
  public void close() throws SQLException {
    open = false;
    keeping.close();
    connection.abort(Runnable::run);
  }
}
