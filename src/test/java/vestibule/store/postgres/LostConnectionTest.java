package vestibule.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vestibule.Waiting;
import vestibule.store.PostgresServer;
import vestibule.store.engine.Database;
import vestibule.store.engine.Transaction;
import vestibule.store.engine.Unavailable;
import vestibule.store.engine.Witness;

/** A connection that dies costs nobody an answer where that can be helped, and never a lie. */
@Tag("processes")
@Timeout(120)
class LostConnectionTest {

  private final String name = PostgresServer.newDatabase();
  private WireTap wire;
  private Database database;

  @BeforeEach
  void open() throws Exception {
    wire = new WireTap(PostgresServer.port());
    // Without prepared statements, so that every COMMIT is a word on the wire.
    PostgresAddress server =
        new PostgresAddress(
            List.of(new PostgresAddress.Host("127.0.0.1", wire.port())),
            name,
            Optional.of("postgres"),
            Optional.of("any"),
            Map.of("prepareThreshold", "0"));
    database = PostgresDatabase.open(server, new PostgresDatabase.Settings(4, new SecureRandom()));
    database.write(t -> t.handle().execute("create table item (id bigint primary key)"));
  }

  @AfterEach
  void close() throws Exception {
    database.close();
    wire.close();
  }

  private static int insertWith(Transaction transaction, long id) {
    int rows = insert(transaction.handle(), id);
    transaction.witness(
        new Witness(
            again -> insert(again, id),
            again -> again.execute("update item set id = id where id = ?", id)));
    return rows;
  }

  private static int insert(Handle handle, long id) {
    return handle.execute("insert into item (id) values (?) on conflict (id) do nothing", id);
  }

  private List<Long> ids() {
    return database.read(
        handle -> handle.createQuery("select id from item order by id").mapTo(Long.class).list());
  }

  @Test
  void aCommitWhoseAnswerIsLostIsFoundAndItsWorkRunsOnce() {
    AtomicInteger runs = new AtomicInteger();
    AtomicInteger followed = new AtomicInteger();
    wire.cutAfterCommit(1);
    int rows =
        database.write(
            transaction -> {
              runs.incrementAndGet();
              transaction.afterCommit(followed::incrementAndGet);
              return insertWith(transaction, 1);
            });
    assertThat(rows).isEqualTo(1);
    assertThat(runs).hasValue(1);
    assertThat(followed).hasValue(1);
    assertThat(ids()).containsExactly(1L);
  }

  @Test
  void aCommitThatNeverArrivedIsFoundMissingAndItsWorkRunsAgain() {
    AtomicInteger runs = new AtomicInteger();
    wire.cutBeforeCommit(2);
    int rows =
        database.write(
            transaction -> {
              runs.incrementAndGet();
              return insertWith(transaction, 1);
            });
    assertThat(rows).isEqualTo(1);
    assertThat(runs).hasValue(3);
    assertThat(ids()).containsExactly(1L);
  }

  @Test
  void withoutARowOfItsOwnTheWorkIsNotRunAgainAndCachesForget() {
    AtomicInteger runs = new AtomicInteger();
    AtomicInteger followed = new AtomicInteger();
    wire.cutAfterCommit(1);
    assertThatThrownBy(
            () ->
                database.write(
                    transaction -> {
                      runs.incrementAndGet();
                      transaction.afterCommit(followed::incrementAndGet);
                      return insert(transaction.handle(), 1);
                    }))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("may have been kept");
    assertThat(runs).hasValue(1);
    assertThat(followed).hasValue(1);
    assertThat(ids()).containsExactly(1L);
  }

  @Test
  void aCommitOfWhichTheServerItselfDoesNotKnowIsAskedFor() {
    database.write(
        t ->
            t.handle()
                .execute(
                    """
                    create sequence tries;
                    create function ignorance() returns trigger language plpgsql as '
                      begin
                        if nextval(''tries'') = 1 then
                          raise exception ''who knows'' using errcode = ''40003'';
                        end if;
                        return null;
                      end';
                    create constraint trigger ignorance after insert on item
                      deferrable initially deferred for each row execute function ignorance()
                    """));
    AtomicInteger runs = new AtomicInteger();
    int rows =
        database.write(
            transaction -> {
              runs.incrementAndGet();
              return insertWith(transaction, 1);
            });
    assertThat(rows).isEqualTo(1);
    assertThat(runs).as("it was undone, and ran again").hasValue(2);
    assertThat(ids()).containsExactly(1L);
  }

  @Test
  void aRowThatNobodyCanWriteOverProvesNothing() {
    wire.cutAfterCommit(1);
    assertThatThrownBy(
            () ->
                database.write(
                    transaction -> {
                      transaction.witness(new Witness(again -> insert(again, 1), again -> 0));
                      return insert(transaction.handle(), 1);
                    }))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("may have been kept");
    assertThat(ids()).containsExactly(1L);
  }

  @Test
  void connectionsThatDiedInThePoolCostNobodyAnAnswer() {
    for (int round = 1; round <= 5; round++) {
      long id = round;
      wire.cut(false);
      assertThat(ids()).hasSize(round - 1);
      wire.cut(false);
      database.write(transaction -> insertWith(transaction, id));
    }
    assertThat(ids()).hasSize(5);
  }

  @Test
  void aServerThatEndsAllItsConnectionsCostsNobodyAnAnswer() {
    for (int round = 1; round <= 5; round++) {
      long id = round;
      PostgresServer.run(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
      database.write(transaction -> insertWith(transaction, id));
    }
    assertThat(ids()).hasSize(5);
  }

  @Test
  void aServerThatIsGoneIsSaidAndItsReturnHealsWithoutARestart() {
    wire.cut(true);
    assertThatThrownBy(this::ids).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> database.write(transaction -> insertWith(transaction, 1)))
        .isInstanceOf(Unavailable.class);
    wire.cut(false);
    Waiting.until("an answer", Duration.ofSeconds(30), () -> answers(1));
    assertThat(ids()).containsExactly(1L);
  }

  @Test
  void aPrimaryThatBecameAStandbyIsLeftAndItsReturnHeals() {
    PostgresServer.run("alter database " + name + " set default_transaction_read_only = on");
    wire.cut(false);
    assertThatThrownBy(() -> database.write(transaction -> insertWith(transaction, 1)))
        .isInstanceOf(Unavailable.class);
    PostgresServer.run("alter database " + name + " set default_transaction_read_only = off");
    Waiting.until("an answer", Duration.ofSeconds(30), () -> answers(1));
    assertThat(ids()).containsExactly(1L);
  }

  private boolean answers(long id) {
    try {
      return database.write(transaction -> insertWith(transaction, id)) == 1;
    } catch (Unavailable notYet) {
      return false;
    }
  }
}
