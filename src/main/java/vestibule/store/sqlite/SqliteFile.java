package vestibule.store.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import vestibule.core.disk.OwnersOnly;
import vestibule.store.engine.Dialect;
import vestibule.store.engine.Failures;
import vestibule.store.engine.NamedParameters;
import vestibule.store.engine.NoTransactions;
import vestibule.store.engine.Unavailable;

/**
 * The file of an SQLite database, and the settings that every connection to it must really have.
 */
final class SqliteFile {
  // A lock on a file excludes other processes, never the threads of one.
  private static final ReentrantLock IN_PROCESS = new ReentrantLock();

  /** The ends of the names of the database and of the files that lie beside it. */
  private static final List<String> FILES = List.of("", "-wal", "-shm", "-journal", "-migration");

  /**
   * Pages that the write-ahead log has before they go to the main file: a page that many batches of
   * an import change is moved once for all of them. 16 MB; SQLite's own choice is a quarter.
   */
  private static final String LOG_PAGES = "4000";

  private static final Set<StandardOpenOption> LOCKED =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

  private final Path path;
  private final SqliteDatabase.Settings settings;

  /**
   * Makes the file where there is none, readable by its owner alone; the driver would follow the
   * umask. Of one that is there, and of what lies beside it, others lose what rights they have.
   */
  SqliteFile(Path path, SqliteDatabase.Settings settings) {
    this.path = path.toAbsolutePath();
    this.settings = settings;
    makePrivate(this.path);
  }

  private static void makePrivate(Path file) {
    try {
      for (String end : FILES) {
        OwnersOnly.file(file.resolveSibling(file.getFileName() + end));
      }
      if (!Files.exists(file)) {
        Files.createFile(file, OwnersOnly.FILE);
      }
    } catch (FileAlreadyExistsException exists) {
      // Another start has made it in between.
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the database file " + file, e);
    }
  }

  /** Runs {@code action} while a lock on a file beside the database keeps all others away. */
  void alone(Runnable action) {
    Path lockFile = path.resolveSibling(path.getFileName() + "-migration");
    IN_PROCESS.lock();
    try (FileChannel file = FileChannel.open(lockFile, LOCKED, OwnersOnly.FILE);
        FileLock lock = file.lock()) {
      assert lock.isValid();
      action.run();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock the schema", e);
    } finally {
      IN_PROCESS.unlock();
    }
  }

  /**
   * Connections for tools, the migration tool first: writing ones, whose transactions take the
   * write lock when they begin, and wait ten times as long for it as a server's writer, which tries
   * again.
   */
  DataSource writingSource() {
    SQLiteConfig config = config();
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    return new SQLiteDataSource(config) {
      @Override
      public SQLiteConnection getConnection(String user, String password) throws SQLException {
        return connect(config, false, settings.lockWait().multipliedBy(10));
      }
    };
  }

  /** A source of handles. */
  Jdbi jdbi(boolean readOnly) {
    Jdbi jdbi = Jdbi.create(() -> connect(config(), readOnly, settings.lockWait()));
    jdbi.setStatementBuilderFactory(
        connection -> new Statements(((SQLiteConnection) connection).getDatabase()));
    jdbi.setTransactionHandler(new NoTransactions());
    Failures.hideArguments(jdbi);
    NamedParameters.readBy(jdbi.getConfig(SqlStatements.class));
    return jdbi;
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    // With generated keys the driver asks for the last row id after every insert.
    config.setGetGeneratedKeys(false);
    return config;
  }

  /**
   * Two processes that open a fresh file at once collide at the change to WAL, which does not wait
   * by itself.
   */
  private SQLiteConnection connect(SQLiteConfig config, boolean readOnly, Duration lockWait)
      throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        return connectOnce(config, readOnly, lockWait);
      } catch (SQLException e) {
        if (Dialect.SQLITE.trouble(e) != Dialect.Trouble.BUSY || !settings.mayRetry(attempt)) {
          throw e;
        }
      }
    }
  }

  private SQLiteConnection connectOnce(SQLiteConfig config, boolean readOnly, Duration lockWait)
      throws SQLException {
    SQLiteConnection connection = (SQLiteConnection) config.createConnection("jdbc:sqlite:" + path);
    try {
      for (Map.Entry<String, String> wanted : wantedSettings(readOnly, lockWait).entrySet()) {
        insist(connection, wanted.getKey(), wanted.getValue());
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static Map<String, String> wantedSettings(boolean readOnly, Duration lockWait) {
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put("busy_timeout", Long.toString(lockWait.toMillis()));
    wanted.put("journal_mode", "wal");
    // 2 is FULL: a COMMIT is on the disk before it is answered.
    wanted.put("synchronous", "2");
    wanted.put("foreign_keys", "1");
    if (readOnly) {
      wanted.put("query_only", "1");
    } else {
      wanted.put("wal_autocheckpoint", LOG_PAGES);
      // Deleted data is overwritten. Names and addresses of deleted people could be read in the
      // file for years otherwise.
      wanted.put("secure_delete", "1");
    }
    return wanted;
  }

  /**
   * SQLite answers a setting that it does not take (an old file system, a build without it) by
   * keeping silent.
   */
  static void insist(Connection connection, String name, String wanted) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma " + name + " = " + wanted);
      try (ResultSet result = statement.executeQuery("pragma " + name)) {
        String actual = result.next() ? result.getString(1) : "nothing";
        if (!wanted.equals(actual)) {
          throw Failures.insisting(name, actual, wanted);
        }
      }
    }
  }

  /** Moves all that is committed into the main file, unless another process is reading. */
  static void checkpoint(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma wal_checkpoint(truncate)");
    }
  }

  /**
   * Empties the write-ahead log, which keeps what was deleted until it is written over. Left for
   * the next time while somebody reads an older state: writers would wait for that one.
   *
   * @return whether the log is empty
   */
  boolean emptyLog() {
    Path log = path.resolveSibling(path.getFileName() + "-wal");
    try (Connection connection = connect(config(), false, settings.lockWait())) {
      if (Files.exists(log) && Files.size(log) > 0 && isAllMoved(connection)) {
        checkpoint(connection);
      }
      return !Files.exists(log) || Files.size(log) == 0;
    } catch (SQLException e) {
      throw new Unavailable("the write-ahead log was not emptied" + Failures.code(e), 1, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + log, e);
    }
  }

  private static boolean isAllMoved(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("pragma wal_checkpoint(passive)")) {
      return row.next() && row.getInt("log") == row.getInt("checkpointed");
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
