package vestibule.store.engine;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import vestibule.store.PostgresServer;
import vestibule.store.sqlite.SqliteDatabase;

/**
 * Databases for tests, with small bounds that a test can reach, and the little tables the tests
 * write to.
 */
public final class Databases {
  private Databases() {}

  public static Database open(Path folder) {
    return open(folder, settings(1_000, 64));
  }

  public static Database open(Path folder, SqliteDatabase.Settings settings) {
    return withTables(SqliteDatabase.open(folder.resolve("test.db"), settings));
  }

  /** A PostgreSQL database that exists, with the same little tables. */
  public static Database postgres(String name) {
    return withTables(PostgresServer.open(PostgresServer.at(name)));
  }

  private static Database withTables(Database database) {
    run(database, "create table if not exists item (id bigint primary key, name text unique)");
    run(
        database,
        "create table if not exists id_block (name text primary key, next bigint not null)");
    run(
        database,
        """
        create table if not exists change (
          slot smallint, at bigint, id bigint, account bigint, what text,
          primary key (slot, at, id))
        """);
    return database;
  }

  public static SqliteDatabase.Settings settings(int queue, int batch) {
    return new SqliteDatabase.Settings(
        4, 1, queue, batch, Duration.ofMillis(200), new SecureRandom());
  }

  public static void run(Database database, String sql) {
    database.write(transaction -> transaction.handle().execute(sql));
  }

  public static int insert(Handle handle, long id) {
    return handle.execute("insert into item (id, name) values (?, ?)", id, "item " + id);
  }

  public static long count(Handle handle) {
    return handle.createQuery("select count(*) from item").mapTo(Long.class).one();
  }

  public static long count(Database database) {
    return database.read(Databases::count);
  }
}
