package vestibule.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.model.Language;
import vestibule.core.model.Mail;
import vestibule.core.model.Mail.Purpose;
import vestibule.core.store.OutboxStore.Count;
import vestibule.core.store.OutboxStore.Dead;
import vestibule.core.store.OutboxStore.Waiting;

/** What the core relies on about owed mails. */
abstract class OutboxCases {

  private static final Instant NOW = Stage.START.plusSeconds(1_000);
  private static final Instant UNTIL = NOW.plusSeconds(60);

  private final Stage stage;

  OutboxCases(Stage stage) {
    this.stage = stage;
  }

  @Test
  void everyFieldComesBackAsItWent() {
    long id = 1;
    for (Purpose purpose : Purpose.values()) {
      for (Language language : Language.values()) {
        Mail mail =
            new Mail(
                id,
                id * 1_000_003,
                purpose,
                new Mail.Recipient(0, "\"O'Brien\"🦔@bücher.example", language),
                "door",
                new Mail.Tries(Stage.START, (int) id, Stage.START.plusNanos(1_000 * id)));
        insert(mail);
        assertThat(claim("w-" + id, NOW)).contains(mail);
        id++;
      }
    }
  }

  @Test
  void theLongestDueComesFirstWhicheverItsSlot() {
    Mail late = mail(3, 10, 30);
    Mail early = mail(70, 40, 10);
    Mail middle = mail(1, 5, 20);
    Mail tied = mail(2, 6, 20);
    Mail notYet = mail(4, 7, 1_001);
    List.of(late, early, middle, tied, notYet).forEach(this::insert);
    assertThat(List.of(claim("a", NOW), claim("b", NOW), claim("c", NOW), claim("d", NOW)))
        .containsExactly(
            Optional.of(early), Optional.of(middle), Optional.of(tied), Optional.of(late));
    assertThat(claim("e", NOW)).isEmpty();
    assertThat(isDue(NOW)).isFalse();
    assertThat(isDue(NOW.plusSeconds(1))).isTrue();
  }

  @Test
  void aMailIsDueFromTheVeryMomentOn() {
    insert(mail(1, 1, 1_000));
    assertThat(isDue(NOW.minusNanos(1_000))).isFalse();
    assertThat(claim("w", NOW.minusNanos(1_000))).isEmpty();
    assertThat(isDue(NOW)).isTrue();
    assertThat(claim("w", NOW)).isPresent();
  }

  @Test
  void aLeaseHoldsUntilItsVeryEnd() {
    Mail mail = mail(1, 1, 0);
    insert(mail);
    assertThat(claim("first", NOW)).contains(mail);
    assertThat(isDue(UNTIL.minusNanos(1_000))).isFalse();
    assertThat(claim("second", UNTIL.minusNanos(1_000))).isEmpty();
    assertThat(isDue(UNTIL)).isTrue();
    assertThat(claim("second", UNTIL)).contains(mail);

    assertThat(outbox(mail, "first")).containsExactly(false, false, false);
    assertThat(stage.<Boolean>write(stores -> stores.outbox().delete(mail, "second"))).isTrue();
    assertThat(stage.rows()).isEmpty();
  }

  @Test
  void nobodyButTheHolderSettlesAMail() {
    Mail mail = mail(1, 1, 0);
    insert(mail);
    assertThat(outbox(mail, "never")).containsExactly(false, false, false);
    claim("holder", NOW);
    assertThat(outbox(mail, "Holder")).containsExactly(false, false, false);
    assertThat(outbox(mail, "hold%")).containsExactly(false, false, false);
    assertThat(stage.<Boolean>write(stores -> stores.outbox().delete(mail, "holder"))).isTrue();
    assertThat(outbox(mail, "holder")).containsExactly(false, false, false);
  }

  @Test
  void eightWorkersSendEachMailOnce() {
    stage.run(
        stores ->
            LongStream.rangeClosed(1, 400)
                .mapToObj(id -> mail(id * 31, id, id % 7))
                .forEach(stores.outbox()::insert));
    List<List<Long>> sent = Together.run(8, this::work);

    assertThat(sent.stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 400).boxed().toList());
    assertThat(stage.rows()).isEmpty();
  }

  private List<Long> work(int worker) {
    List<Long> sent = new ArrayList<>();
    for (int i = 0; ; i++) {
      String lease = worker + "-" + i;
      Optional<Mail> mail = claim(lease, NOW);
      if (mail.isEmpty()) {
        return sent;
      }
      if (stage.<Boolean>write(stores -> stores.outbox().delete(mail.get(), lease))) {
        sent.add(mail.get().id());
      }
    }
  }

  @Test
  void whatWasSaidOfAWaitingMailIsKeptUntilMoreIsSaid() {
    Mail mail = mail(1, 1, 0);
    insert(mail);
    assertThat(waiting()).containsExactly(new Waiting(mail, Optional.empty()));
    claim("w", NOW);
    stage.<Boolean>write(
        stores -> stores.outbox().release(mail, "w", mail.tries(), Optional.of("not now")));
    claim("w", NOW);
    stage.<Boolean>write(
        stores -> stores.outbox().release(mail, "w", mail.tries(), Optional.empty()));
    assertThat(waiting()).containsExactly(new Waiting(mail, Optional.of("not now")));
  }

  @Test
  void aDeadMailThatIsRetriedBeginsAnew() {
    Mail mail = mail(1, 1, 0);
    insert(mail);
    claim("w", NOW);
    stage.<Boolean>write(stores -> stores.outbox().bury(mail, "w", "no", NOW));
    assertThat(retry(2)).isFalse();
    assertThat(retry(1)).isTrue();
    assertThat(dead(10)).isEmpty();
    assertThat(waiting())
        .extracting(Waiting::mail)
        .extracting(Mail::tries)
        .containsExactly(new Mail.Tries(NOW, 0, NOW));
    assertThat(claim("w", NOW)).isPresent();
  }

  @Test
  void everyMailIsRetriedButTheOneThatIsBeingSent() {
    insert(mail(1, 1, 0));
    Mail leased = mail(2, 2, 1);
    Mail refused = mail(3, 3, 2);
    insert(leased);
    insert(refused);
    assertThat(claim("a", NOW)).map(Mail::id).contains(1L);
    assertThat(claim("b", NOW)).map(Mail::id).contains(2L);
    assertThat(claim("c", NOW)).map(Mail::id).contains(3L);
    stage.<Boolean>write(
        stores -> stores.outbox().release(refused, "c", tries(4, UNTIL), Optional.of("no")));
    stage.<Boolean>write(stores -> stores.outbox().bury(mail(1, 1, 0), "a", "no", NOW));
    assertThat(retrySome(1)).isEqualTo(1);
    assertThat(retrySome(10)).isEqualTo(1);
    assertThat(retrySome(10)).isZero();
    assertThat(dead(10)).isEmpty();
    assertThat(waiting())
        .filteredOn(waiting -> waiting.mail().id() == 3)
        .extracting(waiting -> waiting.mail().tries())
        .containsExactly(new Mail.Tries(refused.tries().created(), 4, NOW));
    assertThat(drop(OptionalLong.of(2))).isZero();
    assertThat(stage.<Boolean>write(stores -> stores.outbox().delete(leased, "b"))).isTrue();
  }

  @Test
  void aDroppedMailIsGone() {
    insert(mail(1, 1, 0));
    insert(mail(2, 2, 0));
    insert(mail(3, 3, 0));
    claim("w", NOW);
    stage.<Boolean>write(stores -> stores.outbox().bury(mail(1, 1, 0), "w", "no", NOW));
    assertThat(drop(OptionalLong.of(2))).isEqualTo(1);
    assertThat(drop(OptionalLong.of(2))).isZero();
    assertThat(drop(OptionalLong.empty())).isEqualTo(1);
    assertThat(dead(10)).isEmpty();
    assertThat(waiting()).extracting(waiting -> waiting.mail().id()).containsExactly(3L);
  }

  private List<Waiting> waiting() {
    return stage.read(stores -> stores.outbox().waiting(10));
  }

  private boolean retry(long id) {
    return stage.<Boolean>write(stores -> stores.outbox().retry(id, NOW));
  }

  private int retrySome(int most) {
    return stage.<Integer>write(stores -> stores.outbox().retrySome(NOW, most));
  }

  private int drop(OptionalLong id) {
    return stage.<Integer>write(stores -> stores.outbox().drop(id, NOW));
  }

  @Test
  void aReleasedMailComesBackWhenItIsDueWithItsCount() {
    Mail mail = mail(1, 1, 0);
    insert(mail);
    claim("w", NOW);
    assertThat(
            stage.<Boolean>write(
                stores ->
                    stores.outbox().release(mail, "w", tries(3, UNTIL), Optional.of("not now"))))
        .isTrue();
    assertThat(claim("w", NOW)).isEmpty();
    assertThat(claim("w", UNTIL))
        .contains(
            new Mail(
                1,
                1,
                mail.purpose(),
                mail.recipient(),
                mail.door(),
                new Mail.Tries(Stage.START, 3, UNTIL)));
  }

  @Test
  void theBuriedAreShownNewestFirstAndNeverComeBack() {
    List<Mail> mails = List.of(mail(1, 1, 0), mail(2, 2, 1), mail(3, 3, 2));
    mails.forEach(this::insert);
    for (Mail mail : mails) {
      assertThat(claim("w", NOW)).contains(mail);
      if (mail.id() < 3) {
        Instant at = NOW.plusSeconds(mail.id());
        assertThat(stage.<Boolean>write(stores -> stores.outbox().bury(mail, "w", "550 «нет»", at)))
            .isTrue();
      }
    }
    assertThat(dead(9))
        .containsExactly(
            new Dead(mails.get(1), "550 «нет»", NOW.plusSeconds(2)),
            new Dead(mails.get(0), "550 «нет»", NOW.plusSeconds(1)));
    assertThat(dead(1)).hasSize(1);
    assertThat(stage.<Count>read(stores -> stores.outbox().count())).isEqualTo(new Count(1, 2));
    assertThat(stage.<Optional<Instant>>read(stores -> stores.outbox().oldest()))
        .as("of those that wait")
        .contains(mails.get(2).tries().created());
    assertThat(claim("w", UNTIL)).contains(mails.get(2));
    assertThat(claim("x", UNTIL)).isEmpty();
    assertThat(outbox(mails.get(0), "w")).containsExactly(false, false, false);
  }

  @Test
  void anEmptyOutboxCountsNothing() {
    assertThat(stage.<Count>read(stores -> stores.outbox().count())).isEqualTo(new Count(0, 0));
    assertThat(stage.<Optional<Instant>>read(stores -> stores.outbox().oldest())).isEmpty();
    assertThat(dead(9)).isEmpty();
    assertThat(isDue(NOW)).isFalse();
  }

  @Test
  void aWorkerGivesBackWhatItHoldsAndNothingElse() {
    LongStream.rangeClosed(1, 5).forEach(id -> insert(mail(id, id, id)));
    List.of("node_1-a", "node_1-b", "nodeX1-a", "NODE_1-a").forEach(lease -> claim(lease, NOW));
    stage.run(stores -> stores.outbox().releaseAll("node_1-"));
    assertThat(List.of(claim("x", NOW), claim("x", NOW), claim("x", NOW), claim("x", NOW)))
        .containsExactly(
            Optional.of(mail(1, 1, 1)),
            Optional.of(mail(2, 2, 2)),
            Optional.of(mail(5, 5, 5)),
            Optional.empty());
  }

  @Test
  void leasePrefixesCountCharactersAsTheDatabaseDoes() {
    insert(mail(1, 1, 0));
    claim("🦔-1", NOW);
    stage.run(stores -> stores.outbox().releaseAll("🦔-"));
    assertThat(claim("x", NOW)).isPresent();
  }

  /** A worker that is sending the overtaken mail finds its lease gone, which is all it needs. */
  @Test
  void aNewerMailOvertakesTheUnsentOfItsPurpose() {
    Mail leased = mail(1, 1, 0);
    Mail buried = mail(1, 2, 1);
    Mail waiting = mail(1, 3, 2);
    Mail other = Samples.mail(1, 4, Purpose.CONFIRM, NOW);
    Mail stranger = mail(65, 5, 4);
    List.of(leased, buried, waiting, other, stranger).forEach(this::insert);
    claim("w", NOW);
    claim("x", NOW);
    stage.run(stores -> stores.outbox().bury(buried, "x", "no", NOW));
    stage.run(stores -> stores.outbox().deletePending(1, Purpose.RESET));

    assertThat(stage.<Boolean>write(stores -> stores.outbox().delete(leased, "w"))).isFalse();
    assertThat(List.of(claim("y", NOW), claim("y", NOW), claim("y", NOW)))
        .containsExactly(Optional.of(stranger), Optional.of(other), Optional.empty());
    assertThat(dead(9)).extracting(Dead::mail).containsExactly(buried);
  }

  @Test
  void deletingTakesAllMailsOfOneAccount() {
    insert(mail(1, 1, 0));
    insert(mail(1, 2, 0));
    insert(mail(65, 3, 0));
    claim("w", NOW);
    stage.run(stores -> stores.outbox().bury(mail(1, 1, 0), "w", "no", NOW));
    stage.run(stores -> stores.outbox().deleteAll(1));
    assertThat(stage.rows()).isEqualTo(Map.of("outbox", 1L));
    assertThat(claim("x", NOW)).contains(mail(65, 3, 0));
  }

  private static Mail mail(long account, long id, long due) {
    return Samples.mail(account, id, Purpose.RESET, Stage.START.plus(Duration.ofSeconds(due)));
  }

  private void insert(Mail mail) {
    stage.run(stores -> stores.outbox().insert(mail));
  }

  private static Mail.Tries tries(int failed, Instant due) {
    return new Mail.Tries(Stage.START, failed, due);
  }

  private Optional<Mail> claim(String lease, Instant now) {
    return stage.write(stores -> stores.outbox().claim(lease, now, now.plusSeconds(60)));
  }

  private boolean isDue(Instant now) {
    return stage.read(stores -> stores.outbox().isDue(now));
  }

  private List<Dead> dead(int most) {
    return stage.read(stores -> stores.outbox().dead(most));
  }

  /** What release, bury and delete answer to a lease. */
  private List<Boolean> outbox(Mail mail, String lease) {
    return List.of(
        stage.<Boolean>write(
            stores -> stores.outbox().release(mail, lease, tries(1, NOW), Optional.empty())),
        stage.<Boolean>write(stores -> stores.outbox().bury(mail, lease, "no", NOW)),
        stage.<Boolean>write(stores -> stores.outbox().delete(mail, lease)));
  }
}
