package vestibule.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.Waiting;
import vestibule.core.model.Account;
import vestibule.core.model.MailedCode;
import vestibule.core.model.Session;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.Ids;
import vestibule.core.store.SecretStore;
import vestibule.store.engine.ChangeFeed;
import vestibule.store.engine.Freshness;

/** What the core relies on about units of work, ids, and the housekeeping of rows. */
abstract class TransactionCases {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Stage stage;

  TransactionCases(Stage stage) {
    this.stage = stage;
  }

  @Test
  void aRefusalUndoesTheWorkAndComesOutAsItIs() {
    RefusedException refusal = new RefusedException(new Refusal.NameTaken());
    assertThatThrownBy(
            () ->
                stage.run(
                    stores -> {
                      stores.accounts().insert(Samples.bare(1));
                      stores.changed(1);
                      throw refusal;
                    }))
        .isSameAs(refusal);
    assertThat(stage.rows()).isEmpty();
    assertThat(stage.forgotten).isEmpty();
  }

  @Test
  void anyOtherExceptionUndoesTheWorkToo() {
    assertThatThrownBy(
            () ->
                stage.run(
                    stores -> {
                      stores.accounts().insert(Samples.bare(1));
                      throw new ArithmeticException("mine");
                    }))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("mine");
    assertThat(stage.rows()).isEmpty();
  }

  @Test
  void workSeesItsOwnWritesAndALaterReadSeesThem() {
    Optional<Account> within =
        stage.write(
            stores -> {
              stores.accounts().insert(Samples.bare(1));
              return stores.accounts().find(1);
            });
    assertThat(within).contains(Samples.bare(1));
    assertThat(stage.<Optional<Account>>read(stores -> stores.accounts().find(1)))
        .contains(Samples.bare(1));
  }

  @Test
  void aChangeIsToldOnThisNodeBeforeTheAnswerAndLeavesARowForTheOthers() {
    stage.run(
        stores -> {
          stores.changed(65);
          stores.changed(0);
          assertThat(stage.forgotten).isEmpty();
        });
    assertThat(stage.forgotten).containsExactly(65L, 0L);
    assertThat(
            stage.<List<Map<String, Object>>>sql(
                handle ->
                    handle
                        .createQuery("select slot, at, account from change order by account")
                        .mapToMap()
                        .list()))
        .extracting(Map::toString)
        .containsExactly(row(0, 0), row(1, 65));
  }

  private static String row(int slot, long account) {
    long at = Stage.START.getEpochSecond() * 1_000_000 + Stage.START.getNano() / 1_000;
    return "{slot=%s, at=%s, account=%s}".formatted(slot, at, account);
  }

  @Test
  void theFeedOfAnotherNodeReadsWhatWasChanged() {
    ConcurrentLinkedQueue<Long> heard = new ConcurrentLinkedQueue<>();
    try (ChangeFeed feed =
        new ChangeFeed(
            stage.database, stage.clock(), System::nanoTime, new Freshness(), heard::add)) {
      feed.start();
      Waiting.until("trust", LONGEST, feed::isFresh);
      stage.run(stores -> stores.changed((1L << 53) - 1));
      stage.run(stores -> stores.changed(7));
      Waiting.until("both changes", LONGEST, () -> heard.size() >= 2);
    }
    assertThat(heard).containsExactlyInAnyOrder((1L << 53) - 1, 7L);
  }

  @Test
  void aReadTellsOfNoChange() {
    assertThatThrownBy(
            () ->
                stage.read(
                    stores -> {
                      stores.changed(1);
                      return 1;
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(stage.rows()).isEmpty();
  }

  @Test
  void everySequenceGivesEachIdOnce() {
    for (Ids.Sequence sequence : Ids.Sequence.values()) {
      List<Long> ids = Together.run(50, number -> stage.ids.next(sequence));
      assertThat(ids).as(sequence.name()).doesNotHaveDuplicates().allMatch(id -> id > 0);
    }
  }

  @Test
  void housekeepingTakesWhatIsOverAndNothingElse() {
    stage.run(stores -> stores.changed(1));
    session(10, Stage.START);
    session(11, Stage.START);
    stage.run(stores -> stores.sessions().end(1, 11, Stage.START));
    code(20);
    Housekeeping housekeeping = new Housekeeping(stage.database, stage.clock(), "node");
    assertThat(housekeeping.run()).isEqualTo(new Housekeeping.Removed(0, 0, 0, 0, 0));

    stage.pass(Duration.ofMinutes(10));
    assertThat(housekeeping.run()).isEqualTo(new Housekeeping.Removed(0, 0, 0, 0, 0));
    stage.pass(Duration.ofNanos(1_000));
    assertThat(housekeeping.run()).isEqualTo(new Housekeeping.Removed(1, 0, 0, 0, 0));
    stage.pass(Duration.ofDays(1));
    assertThat(housekeeping.run()).isEqualTo(new Housekeeping.Removed(0, 0, 1, 0, 0));
    assertThat(stage.rows()).isEqualTo(Map.of("code", 1L, "secret", 2L, "session", 1L));
    stage.pass(Duration.ofDays(7));
    assertThat(housekeeping.run()).isEqualTo(new Housekeeping.Removed(0, 1, 0, 0, 0));
    stage.pass(Duration.ofDays(23));
    assertThat(housekeeping.run()).isEqualTo(new Housekeeping.Removed(0, 0, 1, 0, 0));
    assertThat(stage.rows()).isEmpty();
  }

  @Test
  void housekeepingTakesMoreThanOneBatch() {
    stage.run(stores -> LongStream.range(0, 2_500).forEach(stores::changed));
    stage.pass(Duration.ofMinutes(11));
    assertThat(new Housekeeping(stage.database, stage.clock(), "node").run())
        .isEqualTo(new Housekeeping.Removed(2_500, 0, 0, 0, 0));
    assertThat(stage.rows()).isEmpty();
  }

  @Test
  void oneNodeAtATimeDoesTheHousekeepingUntilItGivesItBackOrDies() {
    Housekeeping first = new Housekeeping(stage.database, stage.clock(), "first");
    Housekeeping second = new Housekeeping(stage.database, stage.clock(), "second");
    stage.run(stores -> stores.changed(1));
    assertThat(first.run()).isEqualTo(new Housekeeping.Removed(0, 0, 0, 0, 0));
    stage.pass(Duration.ofMinutes(2));
    assertThat(first.run()).isEqualTo(new Housekeeping.Removed(0, 0, 0, 0, 0));
    stage.run(stores -> stores.changed(2));
    stage.pass(Duration.ofMinutes(2));
    assertThat(second.run()).as("held").isEqualTo(new Housekeeping.Removed(0, 0, 0, 0, 0));

    first.giveBack();
    second.giveBack();
    stage.pass(Duration.ofMinutes(7));
    assertThat(second.run()).as("given back").isEqualTo(new Housekeeping.Removed(1, 0, 0, 0, 0));
    stage.pass(Duration.ofMinutes(3).minusNanos(1_000));
    assertThat(first.run())
        .as("held by the other")
        .isEqualTo(new Housekeeping.Removed(0, 0, 0, 0, 0));
    stage.pass(Duration.ofNanos(1_000));
    assertThat(first.run())
        .as("its end has come")
        .isEqualTo(new Housekeeping.Removed(1, 0, 0, 0, 0));
  }

  @Test
  void ofManyNodesAtOnceOneGetsAChore() {
    List<Boolean> taken =
        Together.run(
            20,
            number ->
                new Chore(
                        stage.database,
                        stage.clock(),
                        "alone",
                        "node " + number,
                        Duration.ofMinutes(1))
                    .take());
    assertThat(taken).filteredOn(mine -> mine).hasSize(1);
  }

  private void session(long id, Instant created) {
    Session session = Samples.session(1, id, created);
    stage.run(stores -> Samples.insert(stores, session));
    secret(Samples.secret(session), SecretStore.Kind.SESSION, id);
  }

  private void code(long id) {
    MailedCode code = Samples.code(1, id, MailedCode.Purpose.RESET, 5);
    stage.run(stores -> stores.codes().insert(code));
    secret(code.hash(), SecretStore.Kind.CODE, id);
  }

  private void secret(String hash, SecretStore.Kind kind, long id) {
    stage.run(stores -> stores.secrets().insert(hash, new SecretStore.Target(kind, 1, id)));
  }
}
