package vestibule.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import vestibule.Waiting;
import vestibule.core.model.AuditEvent;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.Transactions;
import vestibule.store.PostgresCluster;
import vestibule.store.SqlTransactions;
import vestibule.store.engine.Database;
import vestibule.store.engine.Migrations;

/** What the primary alone has is nowhere after a failover, so nobody is told that it is kept. */
@Tag("processes")
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class SynchronousStandbyTest {

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final String WAITING = "from pg_stat_activity where wait_event = 'SyncRep'";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicInteger told = new AtomicInteger();
  private PostgresCluster primary;
  private Database database;
  private Transactions transactions;

  @BeforeAll
  void open() throws Exception {
    primary = PostgresCluster.start(Map.of("synchronous_standby_names", Standby.NAME));
    PostgresAddress server =
        new PostgresAddress(
            List.of(new PostgresAddress.Host("127.0.0.1", primary.port())),
            "postgres",
            Optional.of("postgres"),
            Optional.of("any"),
            Map.of());
    database = PostgresDatabase.open(server, new PostgresDatabase.Settings(4, new SecureRandom()));
    transactions =
        new SqlTransactions(database, () -> NOON, RandomGenerator.getDefault())
            .telling(_ -> told.incrementAndGet(), () -> {});
    try (Standby _ = new Standby(primary.port())) {
      Migrations.migrate(database);
    }
  }

  @AfterEach
  void letGo() {
    Waiting.until("the end of all COMMITs", LONGEST, () -> cancelled().isEmpty());
    runs.set(0);
    told.set(0);
  }

  @AfterAll
  void close() throws Exception {
    database.close();
    threads.close();
    primary.close();
  }

  private static AuditEvent event(long id) {
    AuditEvent.Place place = new AuditEvent.Place("chat", "192.0.2.1");
    return new AuditEvent(id, NOON, id, AuditEvent.Kind.SIGNED_IN, place, "");
  }

  private Future<Boolean> audit(long id) {
    return write(
        stores -> {
          stores.audit().insert(event(id));
          return true;
        });
  }

  private Future<Boolean> change(long account) {
    return write(
        stores -> {
          stores.changed(account);
          return true;
        });
  }

  private Future<Boolean> write(Transactions.Work<Boolean> work) {
    return threads.submit(
        () ->
            transactions.write(
                stores -> {
                  runs.incrementAndGet();
                  return work.in(stores);
                }));
  }

  /** The processes whose COMMIT waits for the standby. */
  private List<Integer> waiting() {
    return numbers("select pid " + WAITING);
  }

  /** The same, of which none waits any longer: their COMMITs are answered with a warning. */
  private List<Integer> cancelled() {
    return numbers("select pid from (select pid, pg_cancel_backend(pid) " + WAITING + ") a");
  }

  private List<Integer> numbers(String query) {
    try (Connection connection = primary.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      List<Integer> numbers = new ArrayList<>();
      while (row.next()) {
        numbers.add(row.getInt(1));
      }
      return numbers;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private int oneThatWaits() {
    return Waiting.forResult(
            "a COMMIT that waits for the standby", LONGEST, () -> waiting().stream().findFirst())
        .orElseThrow();
  }

  private void cancelUntilDone(Future<Boolean> work) {
    oneThatWaits();
    Waiting.until(
        "an answer",
        LONGEST,
        () -> {
          cancelled();
          return work.isDone();
        });
  }

  /** The answer leaves open what became of it, and this node forgets what it may have changed. */
  private void assertUnknown(Future<Boolean> work) {
    assertThatThrownBy(work::get)
        .cause()
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal()).isEqualTo(new Refusal.Busy(5)));
    assertThat(runs).hasValue(1);
  }

  @Test
  void aCommitThatWasCutShortIsNotAnsweredAsKept() {
    Future<Boolean> work = audit(1);
    cancelUntilDone(work);
    assertUnknown(work);
    assertThat(numbers("select count(*) from audit where id = 1"))
        .as("the primary alone has it")
        .containsExactly(1);
  }

  @Test
  void norIsOneThatIsKnownByItsRowOfTheChangeFeed() {
    Future<Boolean> work = change(2);
    cancelUntilDone(work);
    assertUnknown(work);
    assertThat(told).hasValue(1);
  }

  @Test
  void aNoticeBeforeTheWarningDoesNotHideIt() throws Exception {
    try (Standby _ = new Standby(primary.port());
        Connection connection = primary.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create function remark() returns trigger language plpgsql
            as 'begin raise notice ''at the end''; return null; end';
          create constraint trigger remark after insert on change deferrable initially deferred
            for each row when (new.account = 5) execute function remark()
          """);
    }
    Future<Boolean> work = change(5);
    cancelUntilDone(work);
    assertUnknown(work);
  }

  @Test
  void norIsOneThatOutlivedARestartOfThePrimary() {
    Future<Boolean> work = audit(3);
    ProcessHandle.of(oneThatWaits()).orElseThrow().destroyForcibly();
    assertUnknown(work);
    assertThat(numbers("select count(*) from audit where id = 3"))
        .as("the primary alone has it")
        .containsExactly(1);
  }

  @Test
  void onceTheStandbyHasALaterCommitItIsAnsweredAndUnchanged() throws Exception {
    Future<Boolean> work = audit(4);
    int first = oneThatWaits();
    assertThat(cancelled()).containsExactly(first);
    Waiting.forResult(
        "a later COMMIT that waits for the standby",
        LONGEST,
        () -> waiting().stream().filter(process -> process != first).findFirst());
    assertThat(work.isDone()).isFalse();
    try (Standby _ = new Standby(primary.port())) {
      assertThat(work.get()).isTrue();
    }
    assertThat(runs).hasValue(1);
    assertThat(transactions.<List<AuditEvent>>read(stores -> stores.audit().of(4, 10)))
        .containsExactly(event(4));
  }
}
