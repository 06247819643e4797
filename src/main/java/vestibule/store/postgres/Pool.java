package vestibule.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLException;
import java.time.Duration;
import vestibule.store.engine.Dialect;
import vestibule.store.engine.Failures;

/** The pool of connections to a PostgreSQL server, which dead ones leave. */
final class Pool {

  private static final int STATEMENT_SECONDS = 10;
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final int FEWEST = 4;
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration OLDEST = Duration.ofMinutes(10);

  private Pool() {}

  static HikariDataSource open(PostgresAddress server, int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("vestibule");
    config.setDataSource(new Connector(server, "vestibule", STATEMENT_SECONDS).source());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(Math.min(FEWEST, connections));
    config.setIdleTimeout(IDLE.toMillis());
    config.setConnectionTimeout(WAIT.toMillis());
    config.setMaxLifetime(OLDEST.toMillis());
    config.setExceptionOverride(new EvictDead());
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      throw worded(server, e);
    }
  }

  private static RuntimeException worded(
      PostgresAddress server, PoolInitializationException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalStateException setting) {
        return setting;
      }
    }
    return new IllegalArgumentException(
        "the database at " + server + " cannot be used: " + reason(failure), failure);
  }

  /** Before its first statement a connection knows nothing but the operator's own settings. */
  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getMessage() + Failures.code(cause);
  }

  /** The server's answers after which a connection is of no more use, beside those Hikari knows. */
  private static final class EvictDead implements SQLExceptionOverride {
    // The interface has a type of its own that is called as the annotation is.
    @java.lang.Override
    public Override adjudicate(SQLException failure) {
      return switch (Dialect.POSTGRES.trouble(failure)) {
        case LOST -> Override.MUST_EVICT;
        // Hikari takes every failure of class 08 for the connection's own.
        case PART -> Override.DO_NOT_EVICT;
        case BUSY, UNAVAILABLE, OTHER -> Override.CONTINUE_EVICT;
      };
    }
  }
}
