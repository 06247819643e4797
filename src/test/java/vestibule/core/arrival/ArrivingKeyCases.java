package vestibule.core.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.arrival.Arrival.StoredPassword;
import vestibule.core.arrival.Outcome.Imported;
import vestibule.core.arrival.Outcome.Unchanged;
import vestibule.core.arrival.Outcome.Updated;
import vestibule.core.factor.TestFactors;
import vestibule.core.limit.TestLimits;
import vestibule.core.model.Account;
import vestibule.core.model.Rights;
import vestibule.core.model.Session;
import vestibule.core.secret.Secrets;
import vestibule.core.signin.FactorRules;
import vestibule.store.Stage;

/** Opaque keys that people bring along from another system. */
public abstract class ArrivingKeyCases extends CoreCases {

  private static final String FIRST = "1".repeat(40);
  private static final String SECOND = "2".repeat(40);

  private Arrivals arrivals;

  protected ArrivingKeyCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void open() {
    arrivals = TestArrivals.of(core, stage, false);
  }

  private static Arrival ada(boolean active, String password, String... keys) {
    return person("7", "Ada", active, password, keys);
  }

  private static Arrival person(
      String oldId, String name, boolean active, String password, String... keys) {
    return new Arrival(
        new Arrival.Identity(
            oldId, Optional.of(name), List.of(), Stream.of(keys).map(Secrets::hash).toList()),
        Optional.of(new StoredPassword(() -> "plain " + password, "digest of " + password)),
        active,
        Optional.empty(),
        Account.Profile.EMPTY,
        List.of());
  }

  private Outcome come(boolean update, Arrival person) {
    Arrivals.Terms terms =
        new Arrivals.Terms("shop", false, List.of(), update, TestCore.visit(TestCore.CHAT));
    return arrivals.admit(terms, List.of(person), new Arrivals.Done(1, _ -> {})).getFirst();
  }

  private Optional<Session> session(String key) {
    return stage.read(
        stores ->
            stores
                .secrets()
                .find(Secrets.hash(key))
                .flatMap(target -> stores.sessions().find(target.account(), target.id())));
  }

  private boolean isGood(String key) {
    return session(key).filter(one -> one.isLive(stage.now())).isPresent();
  }

  private void end(String key) {
    Session session = session(key).orElseThrow();
    stage.run(stores -> stores.sessions().end(session.account(), session.id(), stage.now()));
  }

  private static long account(Outcome outcome) {
    return outcome instanceof Imported(OptionalLong account, var _, var _)
        ? account.getAsLong()
        : 0;
  }

  @Test
  void eachIsASessionOfTheDoorThatHandsThemOut() {
    long account = account(come(false, ada(true, "p", FIRST, SECOND, FIRST)));
    assertThat(stage.count("select count(*) from session")).isEqualTo(2);
    Session session = session(FIRST).orElseThrow();
    assertThat(session.account()).isEqualTo(account);
    assertThat(session.door()).isEqualTo(TestCore.PERSONAL.name());
    assertThat(session.proofs()).as("nothing was proved here").isEmpty();
    assertThat(session.isLive(stage.now().plus(Duration.ofDays(29)))).isTrue();
    assertThat(session.isLive(stage.now().plus(Duration.ofDays(40)))).isFalse();
    assertThat(isGood(SECOND)).isTrue();
  }

  @Test
  void aSecondImportChangesNothingAndAnUpdateBringsNewOnes() {
    come(false, ada(true, "p", FIRST));
    assertThat(come(false, ada(true, "p", FIRST, SECOND))).isInstanceOf(Unchanged.class);
    assertThat(isGood(SECOND)).isFalse();
    assertThat(come(true, ada(true, "p", FIRST))).isInstanceOf(Unchanged.class);
    assertThat(come(true, ada(true, "p", FIRST, SECOND))).isInstanceOf(Updated.class);
    assertThat(come(true, ada(true, "p", SECOND, FIRST))).isInstanceOf(Unchanged.class);
    assertThat(isGood(SECOND)).isTrue();
    assertThat(stage.count("select count(*) from session")).isEqualTo(2);
  }

  /** Not even when housekeeping has forgotten it. */
  @Test
  void oneThatWasEndedHereDoesNotComeBack() {
    long account = account(come(false, ada(true, "p", FIRST)));
    end(FIRST);
    assertThat(come(true, ada(true, "p", FIRST))).isInstanceOf(Unchanged.class);
    stage.run(stores -> stores.sessions().deleteAll(account));
    assertThat(come(true, ada(true, "p", FIRST))).isInstanceOf(Unchanged.class);
    assertThat(come(true, ada(true, "p", FIRST, SECOND))).isInstanceOf(Updated.class);
    assertThat(isGood(FIRST)).isFalse();
    assertThat(isGood(SECOND)).isTrue();
  }

  @Test
  void aPasswordThatHasChangedThereEndsThoseFromBefore() {
    come(false, ada(true, "p", FIRST));
    assertThat(come(true, ada(true, "q", FIRST, SECOND))).isInstanceOf(Updated.class);
    assertThat(isGood(FIRST)).isFalse();
    assertThat(isGood(SECOND)).isTrue();
    assertThat(come(true, ada(true, "q", FIRST, SECOND))).isInstanceOf(Unchanged.class);
  }

  @Test
  void afterANewPasswordHereNoneComesAnyMore() {
    long account = account(come(false, ada(true, "p")));
    stage.run(stores -> stores.passwords().put(account, "plain other", stage.now()));
    assertThat(come(true, ada(true, "p", FIRST))).isInstanceOf(Unchanged.class);
    assertThat(isGood(FIRST)).isFalse();
  }

  @Test
  void whoHasASecondFactorHereGetsNoneThatWasHadWithout() {
    long account = account(come(false, ada(true, "p", FIRST)));
    stage.run(stores -> stores.factors().insert(TestFactors.codes(account, stage.now())));
    assertThat(come(true, ada(true, "p", FIRST, SECOND))).isInstanceOf(Unchanged.class);
    assertThat(isGood(SECOND)).isFalse();
    stage.run(stores -> stores.factors().deleteAll(account));
    assertThat(come(true, ada(true, "p", FIRST, SECOND))).isInstanceOf(Updated.class);
    assertThat(isGood(SECOND)).isTrue();
  }

  /** By a role of before, or by one that comes along with the key. */
  @Test
  void whoNeedsASecondFactorHereGetsNoneEither() {
    arrivals =
        TestArrivals.of(
            new TestCore(stage, TestLimits.off(), new FactorRules(Map.of(), Set.of("staff"))),
            stage,
            false);
    come(false, staff("7", "Ada", FIRST));
    assertThat(session(FIRST)).isEmpty();
    come(false, person("8", "Bob", true, "p"));
    assertThat(come(true, staff("8", "Bob", SECOND))).isInstanceOf(Updated.class);
    assertThat(session(SECOND)).isEmpty();
  }

  private static Arrival staff(String oldId, String name, String key) {
    Arrival bare = person(oldId, name, true, "p", key);
    return new Arrival(
        bare.identity(),
        bare.password(),
        true,
        Optional.empty(),
        bare.profile(),
        List.of(new Arrival.Right(Rights.Kind.ROLE, "staff")));
  }

  @Test
  void whoIsDisabledHereOrThereBringsNone() {
    long account = account(come(false, ada(false, "p", FIRST)));
    assertThat(session(FIRST)).isEmpty();
    assertThat(come(true, ada(true, "p", FIRST))).isInstanceOf(Unchanged.class);
    core.administration.enable(account);
    assertThat(come(true, ada(false, "p", FIRST))).isInstanceOf(Updated.class);
    core.administration.enable(account);
    assertThat(come(true, ada(true, "p", FIRST))).isInstanceOf(Updated.class);
    assertThat(isGood(FIRST)).isTrue();
    core.administration.disable(account);
    assertThat(isGood(FIRST)).isFalse();
  }

  @Test
  void oneThatSomebodyHasStaysTheirs() {
    long ada = account(come(false, ada(true, "p", FIRST)));
    long eve = account(come(false, person("8", "Eve", true, "p", FIRST, SECOND)));
    assertThat(session(FIRST).orElseThrow().account()).isEqualTo(ada);
    assertThat(session(SECOND).orElseThrow().account()).isEqualTo(eve);
  }

  @Test
  void twoImportsAtOnceBringEachOnce() {
    come(false, ada(true, "p"));
    Together.run(8, _ -> come(true, ada(true, "p", FIRST, SECOND)));
    assertThat(stage.count("select count(*) from session")).isEqualTo(2);
    assertThat(stage.count("select count(*) from secret")).isEqualTo(2);
    assertThat(isGood(FIRST)).isTrue();
  }

  @Test
  void theyGoWithTheAccount() {
    long account = account(come(false, ada(true, "p", FIRST)));
    core.administration.delete(account);
    assertThat(session(FIRST)).isEmpty();
    assertThat(come(false, ada(true, "p", FIRST))).isInstanceOf(Imported.class);
    assertThat(isGood(FIRST)).isTrue();
  }
}
