package vestibule.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.store.engine.Database;
import vestibule.store.engine.Databases;

/** What writers may rely on while many of them share one COMMIT. */
@Timeout(60)
class GroupCommitTest {
  @TempDir Path folder;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private Database database;

  @BeforeEach
  void open() {
    database = Databases.open(folder);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    database.close();
  }

  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(Throwable cause) {
      super("refused", cause);
    }
  }

  /** Holds the writer until released, so that what is submitted meanwhile shares one batch. */
  private final class HeldWriter {
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final Future<?> work =
        threads.submit(
            () ->
                database.write(
                    transaction -> {
                      held.countDown();
                      awaitQuietly(released);
                      return 0;
                    }));

    HeldWriter() throws InterruptedException {
      held.await();
    }

    void release() throws Exception {
      released.countDown();
      work.get();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Submits in order: each only once the one before it stands in the queue. */
  private <T> List<Future<T>> queueInOrder(List<Callable<T>> calls) throws Exception {
    List<Future<T>> futures = new ArrayList<>();
    for (Callable<T> call : calls) {
      AtomicReference<Thread> caller = new AtomicReference<>();
      futures.add(
          threads.submit(
              () -> {
                caller.set(Thread.currentThread());
                return call.call();
              }));
      while (caller.get() == null || caller.get().getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
    return futures;
  }

  @Test
  void aRefusalInTheMiddleOfABatchUndoesOnlyItself() throws Exception {
    HeldWriter writer = new HeldWriter();
    List<Callable<Integer>> calls = new ArrayList<>();
    for (long id = 1; id <= 9; id++) {
      long number = id;
      calls.add(
          () ->
              database.write(
                  transaction -> {
                    int rows = Databases.insert(transaction.handle(), number);
                    if (number % 3 == 0) {
                      throw new Refused(null);
                    }
                    return rows;
                  }));
    }
    List<Future<Integer>> answers = queueInOrder(calls);
    writer.release();

    for (int i = 0; i < 9; i++) {
      Future<Integer> answer = answers.get(i);
      if (i % 3 == 2) {
        assertThatThrownBy(answer::get)
            .isInstanceOf(ExecutionException.class)
            .hasCauseExactlyInstanceOf(Refused.class);
      } else {
        assertThat(answer.get()).isEqualTo(1);
      }
    }
    assertThat(ids()).containsExactly(1L, 2L, 4L, 5L, 7L, 8L);
  }

  private List<Long> ids() {
    return database.read(
        handle -> handle.createQuery("select id from item order by id").mapTo(Long.class).list());
  }

  @Test
  void aViolationSeenOnlyAtTheCommitCostsOnlyItsOwner() throws Exception {
    Databases.run(database, "create table parent (id bigint primary key)");
    Databases.run(
        database,
        "create table child (id bigint primary key,"
            + " parent bigint references parent deferrable initially deferred)");
    HeldWriter writer = new HeldWriter();
    List<Future<Integer>> answers =
        queueInOrder(
            List.of(
                () -> database.write(t -> Databases.insert(t.handle(), 1)),
                () -> database.write(t -> t.handle().execute("insert into child values (1, 7)")),
                () -> database.write(t -> Databases.insert(t.handle(), 2))));
    writer.release();

    assertThat(answers.get(0).get()).isEqualTo(1);
    assertThat(answers.get(2).get()).isEqualTo(1);
    assertThatThrownBy(answers.get(1)::get).isInstanceOf(ExecutionException.class);
    assertThat(ids()).containsExactly(1L, 2L);
  }

  @Test
  void refusedCommitsCostOnlyThemselves() {
    Databases.run(database, "create table parent (id bigint not null primary key)");
    Databases.run(
        database,
        "create table child (id bigint not null primary key,"
            + " parent bigint references parent deferrable initially deferred)");
    for (long id = 1; id <= 3; id++) {
      assertThatThrownBy(
              () -> database.write(t -> t.handle().execute("insert into child values (1, 7)")))
          .rootCause()
          .hasMessageContaining("SQLITE_CONSTRAINT_FOREIGNKEY");
      long next = id;
      assertThat(database.<Integer>write(t -> Databases.insert(t.handle(), next))).isEqualTo(1);
    }
    assertThat(ids()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void fiftyThreadsIncrementWithoutLoss() throws Exception {
    Databases.run(database, "insert into item values (1, '0')");
    List<Future<?>> futures = new ArrayList<>();
    for (int thread = 0; thread < 50; thread++) {
      futures.add(threads.submit(() -> LongStream.range(0, 20).forEach(i -> increment())));
    }
    for (Future<?> future : futures) {
      future.get();
    }
    assertThat(number(1)).isEqualTo(1_000);
  }

  private void increment() {
    database.write(
        transaction -> {
          long now =
              transaction
                  .handle()
                  .createQuery("select name from item where id = 1")
                  .mapTo(Long.class)
                  .one();
          return transaction
              .handle()
              .createUpdate("update item set name = :name where id = 1")
              .bind("name", Long.toString(now + 1))
              .execute();
        });
  }

  private long number(long id) {
    return database.read(
        handle ->
            handle
                .createQuery("select name from item where id = :id")
                .bind("id", id)
                .mapTo(Long.class)
                .one());
  }

  @Test
  void nobodySeesWhatIsNotCommittedAndEverybodySeesWhatIs() throws Exception {
    CountDownLatch inserted = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Future<Integer> write =
        threads.submit(
            () ->
                database.write(
                    transaction -> {
                      int rows = Databases.insert(transaction.handle(), 1);
                      inserted.countDown();
                      awaitQuietly(released);
                      return rows;
                    }));
    inserted.await();
    assertThat(Databases.count(database)).isZero();
    assertThat(database.<Long>scan(Databases::count)).isZero();
    released.countDown();
    write.get();
    assertThat(Databases.count(database)).isEqualTo(1);
    assertThat(database.<Long>scan(Databases::count)).isEqualTo(1);
  }

  @Test
  void everyWriterReadsItsOwnWritesThroughEveryPool() throws Exception {
    List<Future<?>> futures = new ArrayList<>();
    for (int thread = 0; thread < 20; thread++) {
      long first = thread * 1_000L;
      futures.add(
          threads.submit(
              () ->
                  LongStream.range(first, first + 25)
                      .forEach(
                          id -> {
                            database.write(t -> Databases.insert(t.handle(), id));
                            assertThat(database.<Boolean>read(handle -> has(handle, id))).isTrue();
                            assertThat(database.<Boolean>scan(handle -> has(handle, id))).isTrue();
                          })));
    }
    for (Future<?> future : futures) {
      future.get();
    }
  }

  private static boolean has(Handle handle, long id) {
    return handle
        .createQuery("select id from item where id = :id")
        .bind("id", id)
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  @Test
  void whatFollowsTheCommitHappensAfterItBeforeTheAnswerAndNotForWhatIsUndone() {
    List<String> happened = new ArrayList<>();
    database.write(
        transaction -> {
          transaction.afterCommit(() -> happened.add("first"));
          transaction.afterCommit(
              () -> {
                throw new IllegalStateException("must not change the answer");
              });
          transaction.afterCommit(() -> happened.add("second"));
          return Databases.insert(transaction.handle(), 1);
        });
    assertThat(happened).containsExactly("first", "second");

    assertThatThrownBy(
            () ->
                database.write(
                    transaction -> {
                      transaction.afterCommit(() -> happened.add("undone"));
                      throw new Refused(null);
                    }))
        .isInstanceOf(Refused.class);
    assertThat(happened).containsExactly("first", "second");
  }

  @Test
  void afterTheCommitAnotherThreadSeesTheRow() throws Exception {
    AtomicReference<Future<Long>> seen = new AtomicReference<>();
    database.write(
        transaction -> {
          transaction.afterCommit(
              () -> {
                seen.set(threads.submit(() -> Databases.count(database)));
                try {
                  seen.get().get();
                } catch (InterruptedException | ExecutionException e) {
                  throw new IllegalStateException(e);
                }
              });
          return Databases.insert(transaction.handle(), 1);
        });
    assertThat(seen.get().get()).isEqualTo(1);
  }

  @Test
  void workThatUsesTheDatabaseOrBreaksItsConnectionHarmsOnlyItself() throws Exception {
    assertThatThrownBy(() -> database.write(t -> database.write(u -> 1)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> database.write(t -> Databases.count(database)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> database.write(t -> t.handle().inTransaction(h -> h.execute("select 1"))))
        .isInstanceOf(UnsupportedOperationException.class);

    HeldWriter writer = new HeldWriter();
    AtomicInteger runs = new AtomicInteger();
    List<Future<Integer>> answers =
        queueInOrder(
            List.of(
                () ->
                    database.write(
                        t -> runs.incrementAndGet() * 0 + Databases.insert(t.handle(), 1)),
                () ->
                    database.write(
                        transaction -> {
                          transaction.handle().close();
                          return 0;
                        }),
                () ->
                    database.write(
                        transaction -> {
                          Thread.currentThread().interrupt();
                          return Databases.insert(transaction.handle(), 2);
                        }),
                () -> database.write(t -> Databases.insert(t.handle(), 3))));
    writer.release();

    assertThat(answers.get(0).get()).isEqualTo(1);
    assertThatThrownBy(answers.get(1)::get).isInstanceOf(ExecutionException.class);
    assertThat(answers.get(2).get()).isEqualTo(1);
    assertThat(answers.get(3).get()).isEqualTo(1);
    assertThat(ids()).containsExactly(1L, 2L, 3L);
    assertThat(runs.get()).as("the work ran again").isGreaterThan(1);
  }

  @Test
  void errorsOfWorkComeBackToTheCallerAndTheWriterGoesOn() {
    assertThatThrownBy(
            () ->
                database.write(
                    transaction -> {
                      Databases.insert(transaction.handle(), 1);
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);
    assertThat(ids()).isEmpty();
  }
}
