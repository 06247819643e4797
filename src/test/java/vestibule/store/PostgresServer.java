package vestibule.store;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import vestibule.store.postgres.PostgresAddress;
import vestibule.store.postgres.PostgresDatabase;

/** A PostgreSQL server, one for all tests of a JVM. */
public final class PostgresServer {

  private static final AtomicInteger NAMES = new AtomicInteger();

  private PostgresServer() {}

  private static final class Running {
    /** Transactions that wait for each other are told soon: races are what is tested. */
    static final PostgresCluster SERVER =
        PostgresCluster.start(Map.of("max_connections", "300", "deadlock_timeout", "20ms"));
  }

  /** Makes an empty database and returns its name. */
  public static String newDatabase() {
    String name = "test" + NAMES.incrementAndGet();
    run("create database " + name + " template template0 encoding 'UTF8'");
    return name;
  }

  /** Runs a statement as the superuser. */
  public static void run(String sql) {
    try (Connection connection = Running.SERVER.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As whom tests use a database. */
  public static PostgresAddress at(String database) {
    return at(database, port());
  }

  /** The same through another port: a proxy's. */
  public static PostgresAddress at(String database, int port) {
    return new PostgresAddress(
        List.of(new PostgresAddress.Host("127.0.0.1", port)),
        database,
        Optional.of("postgres"),
        Optional.of("any"),
        Map.of());
  }

  /** The setting for a server under test. */
  public static String url(String database) {
    return "postgresql://postgres:any@127.0.0.1:" + port() + "/" + database;
  }

  public static int port() {
    return Running.SERVER.port();
  }

  /** Opens an empty database of its own. */
  public static PostgresDatabase open() {
    return open(at(newDatabase()));
  }

  public static PostgresDatabase open(PostgresAddress server) {
    return PostgresDatabase.open(server, new PostgresDatabase.Settings(8, new SecureRandom()));
  }
}
