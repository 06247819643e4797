package vestibule.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.model.Language;
import vestibule.core.model.Session;
import vestibule.core.model.UserAgent;
import vestibule.core.store.SecretStore.Kind;
import vestibule.core.store.SecretStore.Target;

/** What the core relies on about sessions. */
abstract class SessionCases {

  private static final Instant NOW = Stage.START.plusSeconds(100_000);

  private final Stage stage;

  SessionCases(Stage stage) {
    this.stage = stage;
  }

  @Test
  void everyFieldComesBackAsItWent() {
    Session full =
        new Session(
            1,
            10,
            "chat",
            new Session.Terms(OptionalInt.of(0), true, Duration.ofDays(36_500)),
            new Session.Life(
                Stage.START,
                Stage.START.plusNanos(1_000),
                Stage.START.plusNanos(2_000),
                Optional.of(Stage.START.plusNanos(3_000))));
    Session bare =
        new Session(
            1,
            11,
            "",
            new Session.Terms(OptionalInt.empty(), false, Duration.ZERO),
            new Session.Life(Stage.START, Stage.START, Stage.START, Optional.empty()));
    insert(full);
    insert(bare);
    assertThat(find(1, 10)).contains(full);
    assertThat(find(1, 11)).contains(bare);
    assertThat(find(2, 10)).isEmpty();
    assertThat(find(1, 12)).isEmpty();
  }

  @Test
  void whatIsKnownOfTheClientIsKept() {
    UserAgent client =
        new UserAgent("'quoted' 🦊" + "x".repeat(400), "2001:db8::1", Language.RUSSIAN);
    stage.run(
        stores -> stores.sessions().insert(Samples.session(1, 10, NOW), Optional.empty(), client));
    assertThat(
            stage.<Map<String, Object>>sql(
                handle ->
                    handle
                        .createQuery("select browser, network_address, language from session")
                        .mapToMap()
                        .one()))
        .isEqualTo(
            Map.of(
                "browser", client.browser(), "network_address", "2001:db8::1", "language", "ru"));
  }

  @Test
  void liveOnesComeNewestFirst() {
    Session old = Samples.session(1, 30, NOW.minusSeconds(9));
    Session young = Samples.session(1, 10, NOW.minusSeconds(1));
    Session tied = Samples.session(1, 11, NOW.minusSeconds(1));
    Session ended = Samples.session(1, 12, NOW.minusSeconds(1));
    Session expired = Samples.session(1, 13, NOW.minus(Duration.ofDays(30)));
    List.of(old, young, tied, ended, expired, Samples.session(2, 14, NOW)).forEach(this::insert);
    end(1, 12, NOW);
    assertThat(live(1)).containsExactly(tied, young, old);
  }

  @Test
  void aSessionEndsOnce() {
    insert(Samples.session(1, 10, NOW));
    assertThat(end(2, 10, NOW)).isFalse();
    assertThat(end(1, 10, NOW)).isTrue();
    assertThat(end(1, 10, NOW.plusSeconds(1))).isFalse();
    assertThat(find(1, 10).orElseThrow().life().ended()).contains(NOW);
  }

  @Test
  void ofFiftyAtOnceOneEndsIt() {
    insert(Samples.session(1, 10, NOW));
    assertThat(Together.run(50, number -> end(1, 10, NOW))).filteredOn(one -> one).hasSize(1);
  }

  @Test
  void allEndButTheSparedOne() {
    LongStream.range(10, 15).forEach(id -> insert(Samples.session(1, id, NOW)));
    insert(Samples.session(2, 20, NOW));
    end(1, 10, NOW.minusSeconds(1));
    assertThat(stage.<Integer>write(stores -> stores.sessions().endAll(1, 12, NOW))).isEqualTo(3);
    assertThat(live(1)).containsExactly(Samples.session(1, 12, NOW));
    assertThat(find(1, 10).orElseThrow().life().ended()).contains(NOW.minusSeconds(1));
    assertThat(find(1, 11).orElseThrow().life().ended()).contains(NOW);
    assertThat(stage.<Integer>write(stores -> stores.sessions().endAll(1, 0, NOW))).isEqualTo(1);
    assertThat(live(1)).isEmpty();
    assertThat(live(2)).hasSize(1);
  }

  @Test
  void ofMoreThanAThousandTheNewestStay() {
    stage.run(
        stores ->
            LongStream.rangeClosed(1, 1_204)
                .forEach(
                    i ->
                        Samples.insert(
                            stores,
                            Samples.session(1, 5_000 - i, NOW.minusSeconds(5_000 - i / 3)))));
    insert(Samples.session(2, 1, NOW));
    List<Session> before = live(1);
    assertThat(before).hasSize(1_204);

    assertThat(endOldest(999)).isTrue();
    assertThat(live(1)).isEqualTo(before.subList(0, 999));
    assertThat(live(2)).hasSize(1);

    assertThat(endOldest(999)).isFalse();
    assertThat(live(1)).isEqualTo(before.subList(0, 999));
    assertThat(endOldest(1)).isTrue();
    assertThat(live(1)).isEqualTo(before.subList(0, 1));
    assertThat(endOldest(0)).isTrue();
    assertThat(live(1)).isEmpty();
  }

  @Test
  void expiredOnesDoNotCountAmongTheKept() {
    Session expired = Samples.session(1, 99, NOW.minus(Duration.ofDays(30)));
    insert(expired);
    LongStream.range(10, 13).forEach(id -> insert(Samples.session(1, id, NOW)));
    assertThat(endOldest(3)).isFalse();
    assertThat(live(1)).hasSize(3);
    assertThat(find(1, 99)).contains(expired);
  }

  @Test
  void usesAreNotedAndNeverTakenBack() {
    insert(Samples.session(1, 10, NOW));
    insert(Samples.session(1, 11, NOW));
    Instant used = NOW.plusSeconds(60);
    touch(used, used.plusSeconds(1));
    touch(used.minusSeconds(1), used);
    Session before = Samples.session(1, 10, NOW);
    assertThat(find(1, 10))
        .contains(
            new Session(
                1,
                10,
                before.door(),
                before.terms(),
                new Session.Life(NOW, used, used.plusSeconds(1), Optional.empty())));
    assertThat(find(1, 11)).contains(Samples.session(1, 11, NOW));
  }

  @Test
  void deletingTakesTheSecretsAlong() {
    for (Session session : List.of(Samples.session(1, 10, NOW), Samples.session(2, 11, NOW))) {
      insert(session);
      stage.run(
          stores ->
              stores
                  .secrets()
                  .insert(
                      Samples.secret(session),
                      new Target(Kind.SESSION, session.account(), session.id())));
    }
    stage.run(stores -> stores.sessions().deleteAll(1));
    assertThat(stage.rows()).isEqualTo(Map.of("session", 1L, "secret", 1L));
    assertThat(find(2, 11)).contains(Samples.session(2, 11, NOW));
    assertThat(stage.<Optional<Target>>read(stores -> stores.secrets().find("secret-2-11")))
        .isPresent();
  }

  private boolean endOldest(int kept) {
    return endOldestOf(kept) > 0;
  }

  private int endOldestOf(int kept) {
    return stage.write(stores -> stores.sessions().endOldest(1, kept, NOW));
  }

  private void touch(Instant used, Instant expires) {
    stage.run(stores -> stores.sessions().touch(1, 10, used, expires));
  }

  private void insert(Session session) {
    stage.run(stores -> Samples.insert(stores, session));
  }

  private boolean end(long account, long id, Instant now) {
    return stage.write(stores -> stores.sessions().end(account, id, now));
  }

  private Optional<Session> find(long account, long id) {
    return stage.read(stores -> stores.sessions().find(account, id));
  }

  private List<Session> live(long account) {
    return stage.read(stores -> LiveSessions.of(stores, account, NOW));
  }
}
