package vestibule.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.store.sqlite.ChildProcess;
import vestibule.store.sqlite.SqliteDatabase;

/** The schema is brought forward once, by whoever comes first, and only by who may. */
@Tag("processes")
@Timeout(60)
class MigrationsTest {
  private static final String LOCATION = "db/test-migration";
  private static final List<String> BOTH = List.of("V1__fruit.sql", "V2__colour.sql");

  @TempDir Path folder;

  /** The scripts that came before SQLite's own. */
  private static final List<String> BEFORE_TREES =
      List.of("V1__schema.sql", "V2__chore.sql", "V3__transfer.sql");

  /** Opens the test's database once more, as another process. */
  Database open() {
    return SqliteDatabase.open(folder.resolve("test.db"), Databases.settings(100, 10));
  }

  private static Migrations program(Database database, List<String> scripts) {
    return new Migrations(database, List.of(LOCATION), scripts);
  }

  @Test
  void theListOfScriptsIsWhatTheFolderHolds() throws Exception {
    assertThat(scriptsIn(Migrations.LOCATION))
        .containsExactlyInAnyOrderElementsOf(Migrations.SCRIPTS);
    assertThat(scriptsIn(Migrations.SQLITE_LOCATION))
        .containsExactlyInAnyOrderElementsOf(Migrations.SQLITE_SCRIPTS);
    assertThat(scriptsIn(Migrations.POSTGRES_LOCATION))
        .containsExactlyInAnyOrderElementsOf(Migrations.POSTGRES_SCRIPTS);
  }

  /**
   * One that came into a gap later would be older than what databases have, and never run there.
   */
  @Test
  void noNewVersionIsLeftOut() {
    List<String> sinceTheGap =
        Stream.concat(
                Migrations.SCRIPTS.stream().skip(BEFORE_TREES.size()),
                Migrations.POSTGRES_SCRIPTS.stream())
            .sorted(Comparator.comparingInt(one -> Integer.parseInt(Migrations.version(one))))
            .toList();
    for (int i = 0; i < sinceTheGap.size(); i++) {
      assertThat(sinceTheGap.get(i)).startsWith("V" + (6 + i) + "__");
    }
  }

  private static List<String> scriptsIn(String location) throws IOException {
    try (var files = Files.list(Path.of("src/main/resources", location))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void anEmptyDatabaseIsRefusedThenBroughtForwardThenAccepted() {
    try (Database database = open()) {
      Migrations migrations = program(database, BOTH);
      assertThat(migrations.pending()).isEqualTo(BOTH);
      assertThatThrownBy(() -> Migrations.check(database))
          .isInstanceOf(Migrations.SchemaOutdated.class)
          .hasMessage(
              "the database has no tables yet: start the server once, or run vestibule migrate");
      assertThat(migrations.migrate()).isEqualTo(2);
      assertThat(migrations.pending()).isEmpty();
      assertThat(migrations.migrate()).isZero();
      Databases.run(database, "insert into fruit (id, name, colour) values (1, 'fig', 'green')");
    }
  }

  @Test
  void aProgramOneVersionOlderWorksOnANewerSchema() {
    try (Database database = open()) {
      program(database, BOTH).migrate();
      Migrations older = program(database, List.of("V1__fruit.sql"));
      assertThat(older.pending()).isEmpty();
      assertThat(older.migrate()).isZero();
    }
  }

  @Test
  void aProcessMigratesWhileAnotherWritesAndNoWriteIsLost() throws Exception {
    try (Database writing = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(
              new Migrations(writing, List.of("db/test-previous"), List.of("V1__fruit.sql"))
                  .migrate())
          .isEqualTo(1);
      List<Future<Integer>> counts = new ArrayList<>();
      for (int process = 0; process < 4; process++) {
        counts.add(threads.submit(this::migrateOnce));
      }
      for (long id = 0; id < 200; id++) {
        Databases.run(writing, "insert into fruit (id, name) values (" + id + ", 'fig')");
      }
      int all = 0;
      for (Future<Integer> count : counts) {
        all += count.get();
      }
      assertThat(all).isEqualTo(1);
      assertThat(
              writing.<Long>read(
                  h -> h.createQuery("select count(*) from fruit").mapTo(Long.class).one()))
          .isEqualTo(200);
    }
  }

  @Test
  void noRowAndNoIndexIsLostWhenTablesBecomeOneTreeWithTheirKeys() {
    try (Database database = open()) {
      new Migrations(database, List.of(Migrations.LOCATION), BEFORE_TREES).migrate();
      List<String> tables = names(database, "table", "name not like 'flyway%'");
      for (String table : tables) {
        for (int row = 1; row <= 3; row++) {
          Databases.run(database, anyRow(database, table, row));
        }
      }
      String indexes = "sql is not null and tbl_name not like 'flyway%'";
      Map<String, List<Map<String, Object>>> before = rows(database, tables);
      List<String> indexesBefore = texts(database, indexes);

      List<String> all =
          Stream.concat(BEFORE_TREES.stream(), Migrations.SQLITE_SCRIPTS.stream()).toList();
      List<String> both = List.of(Migrations.LOCATION, Migrations.SQLITE_LOCATION);
      assertThat(new Migrations(database, both, all).migrate()).isEqualTo(1);

      assertThat(rows(database, tables)).isEqualTo(before);
      assertThat(texts(database, indexes)).isEqualTo(indexesBefore).hasSize(7);
      assertThat(names(database, "table", "sql like '%without rowid'")).hasSize(6);
      assertThat(names(database, "table", "name like 'new%'")).isEmpty();
    }
  }

  private static List<String> names(Database database, String type, String which) {
    String query = "select name from sqlite_master where type = '%s' and %s order by name";
    return database.read(
        handle -> handle.createQuery(query.formatted(type, which)).mapTo(String.class).list());
  }

  private static List<String> texts(Database database, String which) {
    String query =
        "select sql from sqlite_master where type = 'index' and %s order by name".formatted(which);
    return database.read(handle -> handle.createQuery(query).mapTo(String.class).list());
  }

  /**
   * Texts in columns of texts, numbers in those of numbers, none twice in a column; in the third
   * row null wherever that may be.
   */
  private static String anyRow(Database database, String table, int row) {
    String columns =
        """
        select case when %1$s = 3 and not "notnull" then 'null'
          when lower(type) = 'text' then quote('é%1$s' || cid)
          else '-%1$s' || cid end
        from pragma_table_info('%2$s') order by cid
        """
            .formatted(row, table);
    List<String> values =
        database.read(handle -> handle.createQuery(columns).mapTo(String.class).list());
    return "insert into " + table + " values (" + String.join(", ", values) + ")";
  }

  private static Map<String, List<Map<String, Object>>> rows(
      Database database, List<String> tables) {
    Map<String, List<Map<String, Object>>> found = new TreeMap<>();
    for (String table : tables) {
      String query = "select * from " + table + " order by 1";
      found.put(table, database.read(handle -> handle.createQuery(query).mapToMap().list()));
    }
    return found;
  }

  private int migrateOnce() {
    try (Database database = open()) {
      return program(database, BOTH).migrate();
    }
  }

  /**
   * The process that the next test starts several times: says on stdout how many scripts it ran.
   */
  static final class MigratingProcess {
    private MigratingProcess() {}

    public static void main(String[] arguments) {
      Path file = Path.of(arguments[0]);
      try (Database database = SqliteDatabase.open(file, Databases.settings(100, 10))) {
        System.out.println(program(database, BOTH).migrate());
      }
    }
  }

  @Test
  void processesThatStartAtOnceRunEveryScriptOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int process = 0; process < 3; process++) {
      processes.add(
          ChildProcess.start(MigratingProcess.class, folder.resolve("test.db").toString()));
    }
    int all = 0;
    for (Process process : processes) {
      try (var output = process.inputReader()) {
        all += Integer.parseInt(output.readLine());
      }
      assertThat(process.waitFor()).isZero();
    }
    assertThat(all).isEqualTo(2);
  }
}
