package vestibule;

import java.util.Optional;
import java.util.random.RandomGenerator;
import vestibule.store.engine.Database;
import vestibule.store.postgres.PostgresDatabase;
import vestibule.store.postgres.Server.Host;
import vestibule.store.sqlite.Occupation;
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
  public static Database open(Config.Database wanted, RandomGenerator jitter, boolean server) {
    return switch (wanted) {
      case Config.Database.Embedded embedded -> open(embedded, jitter, server);
      case Config.Database.Postgres postgres -> open(postgres, jitter, server);
    };
  }

  /** Says that a server works on a database file; other databases know their servers. */
  static Optional<Occupation> occupy(Config.Database database) {
    return switch (database) {
      case Config.Database.Embedded embedded -> Occupation.shared(embedded.file());
      case Config.Database.Postgres postgres -> Optional.empty();
    };
  }

  private static Database open(
      Config.Database.Embedded wanted, RandomGenerator jitter, boolean server) {
    SqliteLibrary.unpackInto(wanted.file().resolveSibling("native"));
    return SqliteDatabase.open(
        wanted.file(),
        server
            ? SqliteDatabase.Settings.server(jitter)
            : SqliteDatabase.Settings.commandLine(jitter));
  }

  private static Database open(
      Config.Database.Postgres wanted, RandomGenerator jitter, boolean server) {
    try {
      return PostgresDatabase.open(
          address(wanted),
          server
              ? PostgresDatabase.Settings.server(jitter)
              : PostgresDatabase.Settings.commandLine(jitter));
    } catch (IllegalArgumentException unusable) {
      throw new Foundation.UnusableException(unusable.getMessage());
    }
  }

  private static vestibule.store.postgres.Server address(Config.Database.Postgres wanted) {
    return new vestibule.store.postgres.Server(
        wanted.hosts().stream().map(host -> new Host(host.host(), host.port())).toList(),
        wanted.name(),
        wanted.credentials().user(),
        wanted.credentials().password().value(),
        wanted.options());
  }
}
