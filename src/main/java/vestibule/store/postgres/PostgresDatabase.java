package vestibule.store.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.store.engine.Database;
import vestibule.store.engine.Dialect;
import vestibule.store.engine.Failures;
import vestibule.store.engine.NamedParameters;
import vestibule.store.engine.NoTransactions;
import vestibule.store.engine.Retries;
import vestibule.store.engine.Transaction;
import vestibule.store.engine.Unavailable;

/**
 * A PostgreSQL database: each piece of work runs on a pooled connection of its own, and the server
 * sees to it that they do not disturb each other.
 */
public final class PostgresDatabase implements Database {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);

  /** The database that the calling thread writes to; one piece of code may use two. */
  private static final ScopedValue<PostgresDatabase> WRITING = ScopedValue.newInstance();

  /**
   * An attempt that took longer is not repeated: it has waited for the network, and so would the
   * next one, while the person waits for both.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final PostgresAddress server;
  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final Retries retries;

  /**
   * How much of the database one process takes.
   *
   * @param connections at a time, for writes and reads together, at least 1
   * @param jitter spreads the retries of work that collided; must be safe for threads
   */
  public record Settings(int connections, RandomGenerator jitter) {

    /** For a server: eight connections a core, as most of them wait for the disk or the network. */
    public static Settings server(RandomGenerator jitter) {
      int cores = Runtime.getRuntime().availableProcessors();
      return new Settings(Math.clamp(8L * cores, 8, 32), jitter);
    }

    /** For one command beside running servers. */
    public static Settings commandLine(RandomGenerator jitter) {
      return new Settings(2, jitter);
    }
  }

  private PostgresDatabase(PostgresAddress server, Settings settings) {
    this.server = server;
    this.retries = new Retries(settings.jitter());
    this.pool = Pool.open(server, settings.connections());
    this.jdbi = jdbi(pool);
  }

  /**
   * Opens a database that exists.
   *
   * @throws IllegalArgumentException when the server cannot be reached or refuses the user, with
   *     the words for the operator
   * @throws IllegalStateException when a setting that durability depends on does not hold
   */
  public static PostgresDatabase open(PostgresAddress server, Settings settings) {
    return new PostgresDatabase(server, settings);
  }

  private static Jdbi jdbi(DataSource source) {
    Jdbi jdbi = Jdbi.create(source);
    jdbi.setTransactionHandler(new NoTransactions());
    Failures.hideArguments(jdbi);
    // The pool rolls back what is open, and sets auto-commit again, when a connection comes back.
    jdbi.getConfig(Handles.class).setForceEndTransactions(false);
    NamedParameters.readBy(jdbi.getConfig(SqlStatements.class));
    return jdbi;
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRES;
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    refuseInsideWrite();
    return patiently(() -> ScopedValue.where(WRITING, this).call(() -> once(work)));
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    refuseInsideWrite();
    return patiently(
        () -> {
          try (Handle handle = lend()) {
            return work.apply(handle);
          }
        });
  }

  @Override
  public <T> T scan(Function<Handle, T> work) {
    return read(work);
  }

  @Override
  public void refuseInsideWrite() {
    if (WRITING.isBound() && WRITING.get() == this) {
      throw new IllegalStateException("work must not use the database but through its transaction");
    }
  }

  private interface Attempt<T> {
    T run() throws SQLException;
  }

  private <T> T patiently(Attempt<T> attempt) {
    long begun = System.nanoTime();
    for (int number = 1; ; number++) {
      try {
        return attempt.run();
      } catch (SQLException | RuntimeException | Error e) {
        boolean again =
            switch (Dialect.POSTGRES.trouble(e)) {
                  case BUSY -> !(e instanceof Unavailable);
                  case LOST -> !(e instanceof Unavailable) && leaveDeadConnections(e);
                  case PART, UNAVAILABLE, OTHER -> false;
                }
                && System.nanoTime() - begun < PATIENCE.toNanos();
        if (!again || !retries.mayRetry(number)) {
          throw Failures.unchecked(Failures.worded(Dialect.POSTGRES, e));
        }
      }
    }
  }

  /** When one connection has died, the server of the others is gone too, or takes no writes. */
  private boolean leaveDeadConnections(Throwable failure) {
    LOG.info("connections to the database are renewed{}", Failures.code(failure));
    pool.getHikariPoolMXBean().softEvictConnections();
    return true;
  }

  private Handle lend() {
    try {
      return jdbi.open();
    } catch (ConnectionException e) {
      throw new Unavailable("no connection to the database can be had", 2, e);
    }
  }

  private <T> T once(Function<Transaction, T> work) throws SQLException {
    Handle handle = lend();
    Connection connection = handle.getConnection();
    Transaction transaction = new Transaction(handle);
    T result;
    try {
      connection.setAutoCommit(false);
      Wire.begin(connection);
      result = work.apply(transaction);
      handle.clean();
      Wire.requireSound(connection);
      commit(connection, transaction);
    } catch (Throwable failure) {
      undo(connection, failure);
      throw failure;
    } finally {
      giveBack(handle);
    }
    transaction.followCommit();
    return result;
  }

  /** Finds out whether a COMMIT without an answer was kept; if not, the work may run again. */
  private void commit(Connection connection, Transaction transaction) throws SQLException {
    try {
      Wire.commit(connection);
    } catch (SQLException failure) {
      Dialect.Trouble trouble = Dialect.POSTGRES.trouble(failure);
      if (trouble == Dialect.Trouble.LOST) {
        pool.evictConnection(connection);
      } else if (trouble != Dialect.Trouble.PART) {
        // The server has denied it. It cannot deny what it asked of a machine that died meanwhile.
        throw failure;
      }
      switch (new LostCommit(this::lend, retries).fate(transaction.witness())) {
        case KEPT -> LOG.info("a COMMIT without an answer had succeeded");
        case UNDONE -> throw failure;
        case UNKNOWN -> {
          // It may be kept, so nothing that it changes may be remembered as it was.
          transaction.followCommit();
          throw new Unavailable(
              "the connection was lost during COMMIT: the work may have been kept", 5, failure);
        }
      }
    }
  }

  private void undo(Connection connection, Throwable failure) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
      pool.evictConnection(connection);
    }
  }

  private static void giveBack(Handle handle) {
    try {
      handle.close();
    } catch (RuntimeException e) {
      LOG.debug("a broken connection did not close cleanly", e);
    }
  }

  /** A poll that takes longer than two seconds is of no use; it must not wait for ten. */
  @Override
  public Handle dedicated() {
    return jdbi(new Connector(server, "vestibule-feed", 2).source()).open();
  }

  @Override
  public Handle snapshot() {
    Handle handle = jdbi(unpooled()).open();
    handle.execute("begin transaction isolation level repeatable read read only");
    return handle;
  }

  @Override
  public DataSource unpooled() {
    return new Connector(server, "vestibule-tool", 0).source();
  }

  /** The migration tool holds a lock of the server while it works. */
  @Override
  public void migrateAlone(Runnable action) {
    action.run();
  }

  /** The server's own vacuum does that. */
  @Override
  public boolean forgetDeleted() {
    return true;
  }

  @Override
  public void close() {
    pool.close();
  }
}
