package vestibule.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.model.Identifier;
import vestibule.core.model.Identifier.Kind;
import vestibule.core.model.LoginKey;

/** What the core relies on about log-in strings. */
abstract class IdentifierCases {

  private static final LoginKey KEY = LoginKey.of("Someone@Example.org");
  private static final Instant UNTIL = Stage.START.plus(Duration.ofHours(24));

  private final Stage stage;

  IdentifierCases(Stage stage) {
    this.stage = stage;
  }

  @Test
  void everyKindComesBackAsItWent() {
    Identifier name = new Identifier(LoginKey.of("Ёжик"), 1, Kind.NAME, true, Optional.empty());
    Identifier held = held(KEY, 2);
    Identifier proven =
        new Identifier(
            LoginKey.of("o'brien+%_@bücher.example"), 3, Kind.ADDRESS, true, Optional.empty());
    for (Identifier identifier : List.of(name, held, proven)) {
      assertThat(insert(identifier)).isTrue();
      assertThat(find(identifier.key())).contains(identifier);
    }
  }

  @Test
  void keysAreComparedByEveryBit() {
    insert(held(new LoginKey("ß"), 1));
    for (String other : List.of("ss", "SS", "ẞ", "s", "", "ß ", "ß%", "_")) {
      assertThat(find(new LoginKey(other))).as(other).isEmpty();
    }
    assertThat(insert(held(new LoginKey("ss"), 2))).isTrue();
  }

  @Test
  void noTextFromOutsideIsAnErrorOrFindsAnotherKey() {
    insert(held(new LoginKey("a?"), 1));
    insert(held(new LoginKey("b"), 1));
    for (String hostile : List.of("a\ud800", "a\udc00", "b\0", "\0", "b\0c", "\ud800")) {
      assertThat(find(new LoginKey(hostile))).isEmpty();
    }
    assertThat(find(new LoginKey("b' or '1'='1"))).isEmpty();
  }

  @Test
  void aKeyIsClaimedOnceAndTheLoserChangesNothing() {
    assertThat(insert(held(KEY, 1))).isTrue();
    assertThat(insert(held(KEY, 2))).isFalse();
    assertThat(insert(new Identifier(KEY, 3, Kind.NAME, true, Optional.empty()))).isFalse();
    assertThat(find(KEY)).contains(held(KEY, 1));
  }

  @Test
  void ofFiftyClaimsAtOnceOneWins() {
    List<Boolean> won = Together.run(50, number -> insert(held(KEY, number)));

    assertThat(won).filteredOn(one -> one).hasSize(1);
    assertThat(find(KEY)).contains(held(KEY, won.indexOf(true)));
    assertThat(stage.count("select count(*) from identifier")).isEqualTo(1);
  }

  @Test
  void aLosingClaimLetsItsUnitOfWorkGoOn() {
    insert(held(KEY, 1));
    boolean other =
        stage.write(
            stores -> {
              stores.identifiers().insert(held(KEY, 2));
              return stores.identifiers().insert(held(LoginKey.of("other@example.org"), 2));
            });
    assertThat(other).isTrue();
    assertThat(find(LoginKey.of("other@example.org"))).isPresent();
  }

  @Test
  void aHoldIsProlongedFromTheVeryMomentItEnds() {
    insert(held(KEY, 1));
    Instant later = UNTIL.plus(Duration.ofHours(24));

    assertThat(hold(UNTIL.minusNanos(1_000), later)).isFalse();
    assertThat(find(KEY)).contains(held(KEY, 1));
    assertThat(hold(UNTIL, later)).isTrue();
    assertThat(find(KEY)).contains(new Identifier(KEY, 1, Kind.ADDRESS, false, Optional.of(later)));
    assertThat(hold(UNTIL, later)).isFalse();
  }

  @Test
  void nothingProvenOrUnknownIsHeldAnew() {
    insert(new Identifier(KEY, 1, Kind.ADDRESS, true, Optional.empty()));
    assertThat(hold(UNTIL, UNTIL.plusSeconds(1))).isFalse();
    stage.run(stores -> stores.identifiers().delete(KEY, 1));
    assertThat(hold(UNTIL, UNTIL.plusSeconds(1))).isFalse();
    assertThat(find(KEY)).isEmpty();
  }

  @Test
  void ofFiftyLateClaimsAtOnceOneIsHeld() {
    insert(held(KEY, 1));
    List<Boolean> won = Together.run(50, number -> hold(UNTIL, UNTIL.plusSeconds(number + 1)));
    assertThat(won).filteredOn(one -> one).hasSize(1);
  }

  @Test
  void provingGivesTheKeyForGood() {
    insert(held(KEY, 1));
    assertThat(prove(2)).isTrue();
    assertThat(find(KEY)).contains(new Identifier(KEY, 2, Kind.ADDRESS, true, Optional.empty()));
    assertThat(prove(1)).isFalse();
    assertThat(prove(2)).isTrue();
    assertThat(find(KEY)).contains(new Identifier(KEY, 2, Kind.ADDRESS, true, Optional.empty()));
  }

  private boolean prove(long account) {
    return stage.write(stores -> stores.identifiers().prove(KEY, account));
  }

  @Test
  void handingOverKeepsTheHold() {
    insert(held(KEY, 1));
    stage.run(stores -> stores.identifiers().handOver(KEY, 2));
    assertThat(find(KEY)).contains(held(KEY, 2));
  }

  @Test
  void onlyItsOwnerFreesAKey() {
    insert(held(KEY, 1));
    stage.run(stores -> stores.identifiers().delete(KEY, 2));
    assertThat(find(KEY)).contains(held(KEY, 1));
    stage.run(stores -> stores.identifiers().delete(KEY, 1));
    assertThat(find(KEY)).isEmpty();
    assertThat(insert(held(KEY, 2))).isTrue();
  }

  private static Identifier held(LoginKey key, long account) {
    return new Identifier(key, account, Kind.ADDRESS, false, Optional.of(UNTIL));
  }

  private boolean insert(Identifier identifier) {
    return stage.write(stores -> stores.identifiers().insert(identifier));
  }

  private boolean hold(Instant now, Instant until) {
    return stage.write(stores -> stores.identifiers().hold(KEY, now, until));
  }

  private Optional<Identifier> find(LoginKey key) {
    return stage.read(stores -> stores.identifiers().find(key));
  }
}
