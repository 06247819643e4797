package vestibule.store.engine;

import static java.util.Comparator.comparingInt;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;

/** Brings a database to this program's schema, or says which scripts it lacks. */
public final class Migrations {
  /** The folder of the scripts of all databases, on the class path. */
  static final String LOCATION = "db/migration";

  /**
   * The scripts of all databases, oldest first; a test holds this list and the folder together.
   * Comparing it with the history table takes milliseconds, while loading the migration tool takes
   * half a second, which only a start with news has to pay.
   */
  public static final List<String> SCRIPTS =
      List.of(
          "V1__schema.sql",
          "V2__chore.sql",
          "V3__transfer.sql",
          "V6__privacy.sql",
          "V7__bounces.sql",
          "V8__factors.sql",
          "V9__limits.sql",
          "V10__keys.sql",
          "V11__audit.sql",
          "V12__former_names.sql",
          "V13__sessions.sql",
          "V14__challenges.sql",
          "V15__role_notices.sql",
          "V16__password_forms.sql",
          "V17__arrivals.sql",
          "V18__kept_answers.sql",
          "V19__former_keys.sql",
          "V20__former_tokens.sql",
          "V21__services.sql",
          "V22__second_factors.sql",
          "V23__events.sql",
          "V24__webhooks.sql",
          "V25__erasure.sql",
          "V27__avatars.sql",
          "V28__mailed_sign_ins.sql",
          "V29__sealed_erasures.sql",
          "V30__import_reports.sql",
          "V31__nodes.sql");

  /** The folder of the scripts that SQLite alone runs; no version is in both folders. */
  static final String SQLITE_LOCATION = "db/sqlite";

  /** The scripts that SQLite alone runs: how it lays out tables that are the same everywhere. */
  static final List<String> SQLITE_SCRIPTS = List.of("V4__clustered.sql");

  /** The folder of the scripts that PostgreSQL alone runs. */
  static final String POSTGRES_LOCATION = "db/postgres";

  /** The scripts that PostgreSQL alone runs: what SQLite does without an index of its own. */
  static final List<String> POSTGRES_SCRIPTS = List.of("V26__login_search.sql");

  private static final String HISTORY = "flyway_schema_history";

  private final Database database;
  private final List<String> locations;
  private final List<String> scripts;

  /** Brings a database forward by these scripts, the oldest first, of all in these folders. */
  Migrations(Database database, List<String> locations, List<String> scripts) {
    this.database = database;
    this.locations = locations;
    this.scripts = scripts;
  }

  static Migrations of(Database database) {
    return switch (database.dialect()) {
      case SQLITE -> of(database, SQLITE_LOCATION, SQLITE_SCRIPTS);
      case POSTGRES -> of(database, POSTGRES_LOCATION, POSTGRES_SCRIPTS);
    };
  }

  private static Migrations of(Database database, String location, List<String> own) {
    return new Migrations(
        database,
        List.of(LOCATION, location),
        Stream.concat(SCRIPTS.stream(), own.stream())
            .sorted(comparingInt(script -> Integer.parseInt(version(script))))
            .toList());
  }

  /**
   * Runs what is pending, and returns how many scripts that were. Safe when several processes do it
   * at once.
   */
  public static int migrate(Database database) {
    return of(database).migrate();
  }

  /**
   * The scripts that this program has and the database lacks, oldest first; none when it is current
   * or newer.
   */
  public static List<String> pending(Database database) {
    return of(database).pending();
  }

  /**
   * Refuses to work on a schema older than this program; a newer one is accepted, as schema changes
   * only add.
   *
   * @throws SchemaOutdated with the words for the operator
   */
  public static void check(Database database) {
    Migrations migrations = of(database);
    List<String> pending = migrations.pending();
    if (!pending.isEmpty()) {
      throw pending.equals(migrations.scripts)
          ? SchemaOutdated.ofNothing()
          : new SchemaOutdated(pending);
    }
  }

  /** The number of the newest script that there is. */
  public static int newest() {
    return Stream.of(SCRIPTS, SQLITE_SCRIPTS, POSTGRES_SCRIPTS)
        .mapToInt(scripts -> Integer.parseInt(version(scripts.getLast())))
        .max()
        .orElseThrow();
  }

  /** Whether the database has scripts that this program lacks. */
  public static boolean isNewer(Database database) {
    List<String> known = of(database).scripts.stream().map(Migrations::version).toList();
    return !known.containsAll(database.read(Migrations::applied));
  }

  int migrate() {
    if (pending().isEmpty()) {
      return 0;
    }
    AtomicInteger run = new AtomicInteger();
    database.migrateAlone(() -> run.set(bringForward()));
    return run.get();
  }

  /** What another node has made meanwhile is no news. */
  private int bringForward() {
    List<String> pending = pending();
    if (pending.equals(scripts) && database.read(this::isWorker)) {
      throw new SchemaOutdated();
    }
    if (pending.equals(scripts) && new FreshSchema(database, locations, scripts).make()) {
      return scripts.size();
    }
    return pending().isEmpty() ? 0 : runScripts();
  }

  /** A machine of Citus that has the spread tables, and not the history. */
  private boolean isWorker(Handle handle) {
    return database.dialect() == Dialect.POSTGRES
        && handle
            .createQuery(
                "select to_regclass('pg_dist_partition') is not null"
                    + " and to_regclass('account') is not null")
            .mapTo(Boolean.class)
            .one();
  }

  int runScripts() {
    try {
      return Flyway.configure()
          .dataSource(database.unpooled())
          .locations(locations.stream().map("classpath:"::concat).toArray(String[]::new))
          .target(version(scripts.getLast()))
          .loggers("slf4j")
          .load()
          .migrate()
          .migrationsExecuted;
    } catch (FlywayException failure) {
      throw new SchemaOutdated(pending(), failure);
    }
  }

  List<String> pending() {
    Set<String> applied = database.read(Migrations::applied);
    return scripts.stream().filter(script -> !applied.contains(version(script))).toList();
  }

  static String version(String script) {
    return script.substring(1, script.indexOf("__"));
  }

  private static Set<String> applied(Handle handle) {
    if (!hasHistory(handle.getConnection())) {
      return Set.of();
    }
    return handle
        .createQuery("select version from " + HISTORY + " where success and version is not null")
        .mapTo(String.class)
        .collectIntoSet();
  }

  private static boolean hasHistory(Connection connection) {
    try (ResultSet tables =
        connection
            .getMetaData()
            .getTables(null, connection.getSchema(), HISTORY, new String[] {"TABLE"})) {
      return tables.next();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read the list of tables", e);
    }
  }

  /** The refusal to work on a database whose schema is older than the program. */
  public static final class SchemaOutdated extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SchemaOutdated(List<String> pending) {
      super("the database lacks " + String.join(", ", pending) + ": run vestibule migrate");
    }

    private SchemaOutdated(String words) {
      super(words);
    }

    /** A list of all scripts says less than that there are no tables. */
    static SchemaOutdated ofNothing() {
      return new SchemaOutdated(
          "the database has no tables yet: start the server once, or run vestibule migrate");
    }

    /** What is to be done is known on the coordinator alone. */
    SchemaOutdated() {
      super(
          "this is a worker that does not know every table: start a node on the coordinator, which"
              + " says what to run there");
    }

    /** The tool's own words quote statements and what the database said of rows. */
    SchemaOutdated(List<String> pending, RuntimeException failure) {
      super(
          "the database lacks "
              + String.join(", ", pending)
              + ", and could not be brought up to date"
              + Failures.code(failure),
          failure);
    }
  }
}
