package vestibule.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.store.engine.Database;
import vestibule.store.engine.Databases;
import vestibule.store.engine.Unavailable;

/**
 * A database in trouble: full, held by another process, interrupted, closed, or not what it should
 * be.
 */
@Timeout(60)
class SqliteDatabaseTest {
  @TempDir Path folder;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static Map<String, String> settingsOf(Handle handle) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String name :
        List.of("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "query_only")) {
      settings.put(name, handle.createQuery("pragma " + name).mapTo(String.class).one());
    }
    return settings;
  }

  @Test
  void everyConnectionHasTheSettingsOnWhichDurabilityDepends() {
    try (Database database = Databases.open(folder)) {
      Map<String, String> wanted =
          Map.of(
              "journal_mode", "wal",
              "synchronous", "2",
              "foreign_keys", "1",
              "busy_timeout", "200",
              "query_only", "1");
      assertThat(database.<Map<String, String>>read(SqliteDatabaseTest::settingsOf))
          .isEqualTo(wanted);
      assertThat(database.<Map<String, String>>scan(SqliteDatabaseTest::settingsOf))
          .isEqualTo(wanted);
      Map<String, String> writing = new LinkedHashMap<>(wanted);
      writing.put("query_only", "0");
      assertThat(database.<Map<String, String>>write(t -> settingsOf(t.handle())))
          .isEqualTo(writing);
    }
  }

  @Test
  void aSettingThatDoesNotHoldStopsTheStart() throws SQLException {
    // A database in memory has no write-ahead log, and says so only to who asks.
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      assertThatThrownBy(() -> SqliteFile.insist(connection, "journal_mode", "wal"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("journal_mode")
          .hasMessageContaining("memory");
    }
  }

  @Test
  void aFileThatIsNoDatabaseStopsTheStart() throws Exception {
    Path file =
        Files.writeString(folder.resolve("test.db"), "not a database, but long ".repeat(99));
    assertThatThrownBy(() -> SqliteDatabase.open(file, Databases.settings(10, 10)))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(
            () -> SqliteDatabase.open(folder.resolve("no/such"), Databases.settings(10, 10)))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void aNewFileIsItsOwnersAlone() throws Exception {
    try (Database database = Databases.open(folder)) {
      Databases.run(database, "insert into item values (1, 'one')");
      try (var files = Files.list(folder)) {
        assertThat(files)
            .isNotEmpty()
            .allSatisfy(
                file ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void closingEndsWhatIsQueuedAndLeavesOneFile() throws Exception {
    Database database = Databases.open(folder);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(1);
    List<Future<Integer>> answers = new ArrayList<>();
    Future<Integer> holder =
        threads.submit(
            () ->
                database.write(
                    t -> {
                      begun.countDown();
                      return awaiting(held, Databases.insert(t.handle(), 0));
                    }));
    begun.await();
    for (long id = 1; id <= 100; id++) {
      long number = id;
      answers.add(threads.submit(() -> database.write(t -> Databases.insert(t.handle(), number))));
    }
    Future<?> closing = threads.submit(database::close);
    held.countDown();
    closing.get();
    holder.get();
    long kept = 1;
    for (Future<Integer> answer : answers) {
      try {
        kept += answer.get();
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(Unavailable.class);
      }
    }
    assertThatThrownBy(() -> Databases.count(database)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> database.scan(Databases::count)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> Databases.run(database, "delete from item"))
        .isInstanceOf(Unavailable.class);
    database.close();
    assertThat(folder.resolve("test.db-wal")).doesNotExist();
    try (Database again = Databases.open(folder)) {
      assertThat(Databases.count(again)).isEqualTo(kept);
    }
  }

  private static <T> T awaiting(CountDownLatch latch, T result) {
    try {
      latch.await();
      return result;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFullQueueRefusesAtOnce() throws Exception {
    try (Database database = Databases.open(folder, Databases.settings(3, 2))) {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch held = new CountDownLatch(1);
      threads.submit(
          () ->
              database.write(
                  t -> {
                    begun.countDown();
                    return awaiting(held, 0);
                  }));
      begun.await();
      List<Future<Integer>> answers = new ArrayList<>();
      CountDownLatch refused = new CountDownLatch(2);
      for (long id = 1; id <= 5; id++) {
        long number = id;
        answers.add(
            threads.submit(
                () -> {
                  try {
                    return database.write(t -> Databases.insert(t.handle(), number));
                  } catch (Unavailable e) {
                    assertThat(e.retryAfterSeconds()).isPositive();
                    refused.countDown();
                    return 0;
                  }
                }));
      }
      refused.await();
      held.countDown();
      int kept = 0;
      for (Future<Integer> answer : answers) {
        kept += answer.get();
      }
      assertThat(kept).isEqualTo(3);
      assertThat(Databases.count(database)).isEqualTo(3);
    }
  }

  @Test
  void anInterruptWithdrawsWorkThatHasNotBegunAndWaitsForWorkThatHas() throws Exception {
    try (Database database = Databases.open(folder)) {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch held = new CountDownLatch(1);
      AtomicReference<Object> running = new AtomicReference<>();
      Thread first =
          Thread.startVirtualThread(
              () -> {
                int rows =
                    database.write(
                        t -> {
                          begun.countDown();
                          return awaiting(held, Databases.insert(t.handle(), 1));
                        });
                running.set(rows + " interrupted " + Thread.currentThread().isInterrupted());
              });
      begun.await();
      AtomicReference<Object> queued = new AtomicReference<>();
      Thread second =
          Thread.startVirtualThread(
              () -> {
                try {
                  queued.set(database.<Integer>write(t -> Databases.insert(t.handle(), 2)));
                } catch (Unavailable e) {
                  queued.set("refused, interrupted " + Thread.currentThread().isInterrupted());
                }
              });
      second.interrupt();
      second.join();
      first.interrupt();
      held.countDown();
      first.join();

      assertThat(queued.get()).isEqualTo("refused, interrupted true");
      assertThat(running.get()).isEqualTo("1 interrupted true");
      assertThat(Databases.count(database)).isEqualTo(1);
    }
  }

  @Test
  void aFullDiskIsARefusalForAllAndHealsWhenThereIsRoom() throws Exception {
    try (Database database = Databases.open(folder)) {
      Databases.run(database, "insert into item values (0, 'before')");
      limitPages(database, 20);
      List<Long> kept = new ArrayList<>();
      assertThatThrownBy(
              () -> {
                for (long id = 1; id < 10_000; id++) {
                  long number = id;
                  database.write(t -> insertLarge(t.handle(), number));
                  kept.add(number);
                }
              })
          .isExactlyInstanceOf(Unavailable.class);
      assertThat(kept).isNotEmpty();
      assertThat(Databases.count(database)).isEqualTo(1 + kept.size());
      assertThatThrownBy(() -> database.write(t -> insertLarge(t.handle(), 20_000)))
          .isExactlyInstanceOf(Unavailable.class);

      limitPages(database, 1_000_000);
      assertThat(database.<Integer>write(t -> insertLarge(t.handle(), 20_000))).isEqualTo(1);
      assertThat(Databases.count(database)).isEqualTo(2 + kept.size());
      assertThat(integrity(database)).isEqualTo("ok");
    }
  }

  private static int insertLarge(Handle handle, long id) {
    return handle.execute("insert into item values (?, ?)", id, ("large " + id).repeat(2_000));
  }

  private static void limitPages(Database database, long more) {
    database.write(
        t -> {
          Handle handle = t.handle();
          long count = handle.createQuery("pragma page_count").mapTo(Long.class).one();
          String limit = "pragma max_page_count = " + (count + more);
          return handle.createQuery(limit).mapTo(Long.class).one();
        });
  }

  private static String integrity(Database database) {
    return database.scan(
        handle -> handle.createQuery("pragma integrity_check").mapTo(String.class).one());
  }

  @Test
  void twoProcessesWaitForEachOther() throws Exception {
    try (Database server = Databases.open(folder);
        Database commandLine = Databases.open(folder)) {
      List<Future<?>> futures = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        Database database = thread % 2 == 0 ? server : commandLine;
        long first = thread * 1_000L;
        futures.add(
            threads.submit(
                () ->
                    LongStream.range(first, first + 50)
                        .forEach(id -> database.write(t -> Databases.insert(t.handle(), id)))));
      }
      for (Future<?> future : futures) {
        future.get();
      }
      assertThat(Databases.count(server)).isEqualTo(400);
      assertThat(Databases.count(commandLine)).isEqualTo(400);
    }
  }

  @Test
  void manyProcessesMayMakeTheDatabaseAtOnce() throws Exception {
    List<Future<Database>> opened = new ArrayList<>();
    for (int process = 0; process < 6; process++) {
      opened.add(threads.submit(() -> Databases.open(folder)));
    }
    for (Future<Database> database : opened) {
      database.get().close();
    }
  }

  @Test
  void aWriteThatAnotherProcessHoldsUpForTooLongIsRefusedWhole() throws Exception {
    try (Database database = Databases.open(folder);
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("test.db"));
        var statement = other.createStatement()) {
      statement.execute("begin immediate");
      assertThatThrownBy(() -> database.write(t -> Databases.insert(t.handle(), 1)))
          .isExactlyInstanceOf(Unavailable.class);
      assertThat(Databases.count(database)).as("readers do not wait for writers").isZero();
      statement.execute("rollback");
      assertThat(database.<Integer>write(t -> Databases.insert(t.handle(), 1))).isEqualTo(1);
    }
  }

  @Test
  void readersCannotWrite() {
    try (Database database = Databases.open(folder)) {
      assertThatThrownBy(() -> database.read(handle -> Databases.insert(handle, 1)))
          .isInstanceOf(JdbiException.class);
      assertThatThrownBy(() -> database.scan(handle -> Databases.insert(handle, 1)))
          .isInstanceOf(JdbiException.class);
      assertThat(Databases.count(database)).isZero();
    }
  }

  @Test
  void readsBeyondThePoolWaitTheirTurn() throws Exception {
    try (Database database = Databases.open(folder)) {
      List<Future<Long>> answers = new ArrayList<>();
      for (int reader = 0; reader < 200; reader++) {
        boolean isLong = reader % 4 == 0;
        answers.add(
            threads.submit(
                () ->
                    isLong
                        ? database.<Long>scan(Databases::count)
                        : database.<Long>read(Databases::count)));
      }
      for (Future<Long> answer : answers) {
        assertThat(answer.get()).isZero();
      }
    }
  }
}
