package vestibule.wiring;

import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import vestibule.config.Secret;
import vestibule.config.StorageConfig;
import vestibule.core.refusal.Sayable;
import vestibule.store.engine.Database;
import vestibule.store.postgres.PostgresAddress;
import vestibule.store.postgres.PostgresAddress.Host;
import vestibule.store.postgres.PostgresDatabase;
import vestibule.store.sqlite.ServerLock;
import vestibule.store.sqlite.SqliteDatabase;
import vestibule.store.sqlite.SqliteLibrary;

/** Opens the database that the settings name. */
public final class Databases {
  private Databases() {}

  /**
   * Opens a database; its schema is left alone.
   *
   * @param jitter spreads retries; safe for threads
   * @param server whether a whole server uses it, or one command
   */
  public static Database open(
      StorageConfig.Database wanted, RandomGenerator jitter, boolean server) {
    // No switch over the types: the first one of a process costs a start some 30 ms.
    if (wanted instanceof StorageConfig.Database.Embedded(Path file, Path nativeDir)) {
      SqliteLibrary.load(nativeDir);
      return SqliteDatabase.open(
          file,
          server
              ? SqliteDatabase.Settings.server(jitter)
              : SqliteDatabase.Settings.commandLine(jitter));
    }
    return open((StorageConfig.Database.Postgres) wanted, jitter, server);
  }

  /**
   * Refuses a URL with options that the driver does not know, before anything is opened.
   *
   * @throws Foundation.UnusableException with the words for the operator
   */
  public static void requireKnownOptions(StorageConfig.Database wanted) {
    if (wanted instanceof StorageConfig.Database.Postgres postgres) {
      address(postgres);
    }
  }

  /** Says that a server works on a database file; other databases know their servers. */
  static Optional<ServerLock> lock(StorageConfig.Database database) {
    return database instanceof StorageConfig.Database.Embedded embedded
        ? ServerLock.shared(embedded.file())
        : Optional.empty();
  }

  private static Database open(
      StorageConfig.Database.Postgres wanted, RandomGenerator jitter, boolean server) {
    try {
      return PostgresDatabase.open(
          address(wanted),
          server
              ? PostgresDatabase.Settings.server(jitter)
              : PostgresDatabase.Settings.commandLine(jitter));
    } catch (IllegalArgumentException | IllegalStateException unusable) {
      throw unusable(unusable);
    }
  }

  public static PostgresAddress address(StorageConfig.Database.Postgres wanted) {
    try {
      return new PostgresAddress(
          wanted.hosts().stream().map(host -> new Host(host.host(), host.port())).toList(),
          wanted.name(),
          wanted.user(),
          wanted.password().map(Secret::value),
          wanted.options());
    } catch (IllegalArgumentException unusable) {
      throw unusable(unusable);
    }
  }

  private static Foundation.UnusableException unusable(RuntimeException failure) {
    return new Foundation.UnusableException(
        Sayable.message(failure).orElse("the database cannot be used"));
  }
}
