package vestibule.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.store.sqlite.ChildProcess;
import vestibule.store.sqlite.SqliteDatabase;

/** The schema is brought forward once, by whoever comes first, and only by who may. */
@Timeout(60)
class MigrationsTest {
  private static final String LOCATION = "db/test-migration";
  private static final List<String> BOTH = List.of("V1__fruit.sql", "V2__colour.sql");

  @TempDir Path folder;

  /** Opens the test's database once more, as another process. */
  Database open() {
    return SqliteDatabase.open(folder.resolve("test.db"), Databases.settings(100, 10));
  }

  private static Migrations program(Database database, List<String> scripts) {
    return new Migrations(database, LOCATION, scripts);
  }

  @Test
  void theListOfScriptsIsWhatTheFolderHolds() throws Exception {
    Path scripts = Path.of("src/main/resources", Migrations.LOCATION);
    if (Files.exists(scripts)) {
      try (var files = Files.list(scripts)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrderElementsOf(Migrations.SCRIPTS);
      }
    }
  }

  @Test
  void anEmptyDatabaseIsRefusedThenBroughtForwardThenAccepted() {
    try (Database database = open()) {
      Migrations migrations = program(database, BOTH);
      assertThat(migrations.pending()).isEqualTo(BOTH);
      assertThatThrownBy(() -> Migrations.check(database))
          .isInstanceOf(Migrations.SchemaOutdated.class)
          .hasMessageContaining("vestibule migrate");
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
      assertThat(new Migrations(writing, "db/test-previous", List.of("V1__fruit.sql")).migrate())
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
