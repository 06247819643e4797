package vestibule.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vestibule.store.PostgresServer;
import vestibule.store.engine.Database;
import vestibule.store.engine.Transaction;
import vestibule.store.engine.Unavailable;

/** What the engine promises on PostgreSQL when work collides, fails, or cannot be done. */
@Tag("processes")
@Timeout(120)
class PostgresDatabaseTest {

  private static final int CONNECTIONS = 3;

  private final String name = PostgresServer.newDatabase();
  private Database database;

  @BeforeEach
  void open() {
    database = open(PostgresServer.at(name));
    write("create table item (id bigint primary key, name text)");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static Database open(PostgresAddress server) {
    return PostgresDatabase.open(
        server, new PostgresDatabase.Settings(CONNECTIONS, new SecureRandom()));
  }

  private void write(String sql) {
    database.write(transaction -> transaction.handle().execute(sql));
  }

  private long count() {
    return database.read(PostgresDatabaseTest::count);
  }

  private static long count(Handle handle) {
    return handle.createQuery("select count(*) from item").mapTo(Long.class).one();
  }

  private static int insert(Transaction transaction, long id) {
    return transaction.handle().execute("insert into item (id) values (?)", id);
  }

  @Test
  void twoWhoWaitForEachOtherBothSucceed() throws Exception {
    write("insert into item values (1, 'a'), (2, 'b')");
    CyclicBarrier both = new CyclicBarrier(2);
    AtomicInteger runs = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> ends =
          IntStream.of(1, 2)
              .mapToObj(first -> threads.submit(() -> lockBoth(first, 3 - first, both, runs)))
              .toList();
      for (Future<Integer> end : ends) {
        assertThat(end.get()).isEqualTo(2);
      }
    }
    assertThat(runs.get()).as("one of them was undone and ran again").isGreaterThanOrEqualTo(3);
  }

  private int lockBoth(long first, long second, CyclicBarrier both, AtomicInteger runs) {
    return database.write(
        transaction -> {
          boolean firstRun = runs.incrementAndGet() <= 2;
          int locked = lock(transaction, first);
          if (firstRun) {
            await(both);
          }
          return locked + lock(transaction, second);
        });
  }

  private static int lock(Transaction transaction, long id) {
    return transaction.handle().execute("update item set name = name where id = ?", id);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTakenKeyUndoesItsWorkAndIsNotTriedAgain() {
    write("insert into item values (1, 'a')");
    AtomicInteger runs = new AtomicInteger();
    assertThatThrownBy(
            () ->
                database.write(
                    transaction -> {
                      runs.incrementAndGet();
                      insert(transaction, 2);
                      return insert(transaction, 1);
                    }))
        .isInstanceOf(JdbiException.class);
    assertThat(runs).hasValue(1);
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void workThatGoesOnAfterAFailedStatementIsUndone() {
    write("insert into item values (1, 'a')");
    assertThatThrownBy(
            () ->
                database.write(
                    transaction -> {
                      insert(transaction, 2);
                      try {
                        insert(transaction, 1);
                      } catch (JdbiException swallowed) {
                        return "kept?";
                      }
                      return "never";
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a failed statement must fail its work");
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void workNeitherNestsNorBeginsATransaction() {
    assertThatThrownBy(() -> database.write(t -> database.read(PostgresDatabaseTest::count)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> database.write(t -> database.write(u -> insert(u, 1))))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> database.read(Handle::begin))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(count()).isZero();
  }

  @Test
  void actionsFollowTheCommitAndOnlyIt() {
    AtomicInteger done = new AtomicInteger();
    database.write(
        transaction -> {
          transaction.afterCommit(
              () -> {
                throw new IllegalStateException("changes no answer");
              });
          transaction.afterCommit(() -> done.incrementAndGet());
          return insert(transaction, 1);
        });
    assertThat(done).as("the second action, after the first has failed").hasValue(1);
    assertThatThrownBy(
            () ->
                database.write(
                    transaction -> {
                      transaction.afterCommit(done::incrementAndGet);
                      throw new IllegalArgumentException("no");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(done).hasValue(1);
  }

  @Test
  void everyCommitIsDurableWhateverTheDatabaseSays() {
    PostgresServer.run("alter database " + name + " set synchronous_commit = off");
    try (Database other = open(PostgresServer.at(name))) {
      String setting =
          other.write(
              transaction ->
                  transaction
                      .handle()
                      .createQuery("select current_setting('synchronous_commit')")
                      .mapTo(String.class)
                      .one());
      assertThat(setting).isEqualTo("on");
    }
  }

  @Test
  void aDatabaseThatCannotHoldEveryCharacterIsRefused() {
    String latin = name + "_latin";
    PostgresServer.run(
        "create database " + latin + " template template0 encoding 'LATIN1' locale 'C'");
    assertThatThrownBy(() -> open(PostgresServer.at(latin)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("LATIN1");
  }

  @Test
  void anUnknownOptionAndAnUnknownDatabaseAreSaidInWordsWithoutThePassword() {
    assertThatThrownBy(
            () ->
                new PostgresAddress(
                    List.of(),
                    "x",
                    Optional.of("u"),
                    Optional.of("secret"),
                    Map.of("sslmod", "require")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sslmod");
    assertThatThrownBy(() -> open(PostgresServer.at("nowhere")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nowhere")
        .hasMessageNotContaining("any");
  }

  @Test
  void ofSeveralHostsTheOneThatTakesWritesIsFound() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      int dead = mute.getLocalPort();
      List<PostgresAddress.Host> hosts =
          List.of(
              new PostgresAddress.Host("127.0.0.1", dead),
              new PostgresAddress.Host("::1", 1),
              new PostgresAddress.Host("127.0.0.1", PostgresServer.port()));
      try (Database other =
          open(
              new PostgresAddress(
                  hosts, name, Optional.of("postgres"), Optional.of("any"), Map.of()))) {
        assertThat(other.<Integer>write(transaction -> insert(transaction, 1))).isEqualTo(1);
      }
    }
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void whoFindsNoConnectionIsRefusedAndTheOthersGoOn() throws Exception {
    CountDownLatch held = new CountDownLatch(CONNECTIONS);
    CountDownLatch enough = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> holders =
          IntStream.rangeClosed(1, CONNECTIONS)
              .mapToObj(id -> threads.submit(() -> hold(id, held, enough)))
              .toList();
      assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(() -> database.write(transaction -> insert(transaction, 99)))
          .isInstanceOf(Unavailable.class);
      enough.countDown();
      for (Future<Integer> holder : holders) {
        assertThat(holder.get()).isEqualTo(1);
      }
    }
    assertThat(count()).isEqualTo(CONNECTIONS);
  }

  private int hold(long id, CountDownLatch held, CountDownLatch enough) {
    return database.write(
        transaction -> {
          held.countDown();
          try {
            enough.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return insert(transaction, id);
        });
  }

  @Test
  void whoWaitsForALockTooLongIsRefusedAndNothingIsKept() throws Exception {
    write("insert into item values (1, 'a')");
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch enough = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> holder =
          threads.submit(
              () ->
                  database.write(
                      transaction -> {
                        int rows = lock(transaction, 1);
                        locked.countDown();
                        try {
                          enough.await(30, TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                          throw new IllegalStateException(e);
                        }
                        return rows;
                      }));
      assertThat(locked.await(20, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(
              () -> database.write(transaction -> insert(transaction, 2) + lock(transaction, 1)))
          .isInstanceOf(Unavailable.class);
      enough.countDown();
      assertThat(holder.get()).isEqualTo(1);
    }
    assertThat(count()).isEqualTo(1);
  }
}
