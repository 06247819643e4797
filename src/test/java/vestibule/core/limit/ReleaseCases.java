package vestibule.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.administration.LimitCare;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Network;
import vestibule.core.model.Person;
import vestibule.core.refusal.Refusal;
import vestibule.core.store.node.StruckLimit;
import vestibule.store.Stage;

/** What operators do with limits, on one node and on several. */
public abstract class ReleaseCases extends CoreCases {

  private static final byte[] KEY = new byte[32];
  private static final String X = "x@example.org";
  private static final String SOMEWHERE = "192.0.2.7";

  private Node one;
  private Node other;
  private LimitCare care;

  protected ReleaseCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  final void startNodes() {
    one = node("one");
    other = node("other");
    care = new LimitCare(core.changes, new Releases(one.uses()));
  }

  private Node node(String name) {
    Uses uses = new Uses(KEY);
    return new Node(stage, uses, new LimitSharing(uses, stage.transactions, stage.clock(), name));
  }

  private record Node(Stage stage, Uses uses, LimitSharing sharing) {

    boolean take(Limit limit, String whom) {
      return uses.of(limit, whom, stage.now()).take(stage.now(), 0).isZero();
    }

    void use(Limit limit, String whom, int times) {
      for (int i = 0; i < times; i++) {
        assertThat(take(limit, whom)).isTrue();
      }
    }
  }

  private void share() {
    one.sharing().share();
    other.sharing().share();
    one.sharing().share();
  }

  @Test
  void anAccountThatIsReleasedIsFreeAtEveryNode() {
    Person person = core.register(X);
    String whom = "account " + person.id();
    one.use(Limit.ACCOUNT, whom, 10);
    share();
    assertThat(other.take(Limit.ACCOUNT, whom)).isFalse();
    stage.pass(Duration.ofMillis(1));
    assertThat(care.release(person.id())).isTrue();
    assertThat(one.take(Limit.ACCOUNT, whom)).as("at once where it was done").isTrue();
    assertThat(other.take(Limit.ACCOUNT, whom)).as("not heard of yet").isFalse();
    share();
    assertThat(other.take(Limit.ACCOUNT, whom)).isTrue();
  }

  /** What was told before a release is read again for some seconds. */
  @Test
  void whatWasToldBeforeIsNotHeardAgain() {
    Person person = core.register(X);
    String whom = "account " + person.id();
    other.use(Limit.ACCOUNT, whom, 10);
    share();
    stage.pass(Duration.ofMillis(1));
    care.release(person.id());
    share();
    for (int second = 0; second < 30; second++) {
      stage.pass(Duration.ofSeconds(1));
      share();
    }
    one.use(Limit.ACCOUNT, whom, 5);
    other.use(Limit.ACCOUNT, whom, 5);
    Node late = node("late");
    late.sharing().share();
    late.use(Limit.ACCOUNT, whom, 5);
  }

  @Test
  void whatANodeCountsBeforeItHearsOfTheReleaseIsForgottenWithTheRest() {
    Person person = core.register(X);
    String whom = "account " + person.id();
    other.use(Limit.ACCOUNT, whom, 9);
    share();
    stage.pass(Duration.ofMillis(1));
    care.release(person.id());
    stage.pass(Duration.ofMillis(1));
    other.use(Limit.ACCOUNT, whom, 1);
    other.sharing().share();
    share();
    one.use(Limit.ACCOUNT, whom, 10);
  }

  @Test
  void allThatIsCountedOfAnAccountIsReleased() {
    Person person = core.register(X);
    String key = LoginKey.of(X).text();
    one.use(Limit.FACTOR, Long.toString(person.id()), 5);
    one.use(Limit.RESET_MAIL, key, 1);
    one.use(Limit.OTHER_MAIL, key, 2);
    one.use(Limit.ACCOUNT, "name " + key, 10);
    stage.pass(Duration.ofMillis(1));
    care.release(person.id());
    one.use(Limit.FACTOR, Long.toString(person.id()), 1);
    one.use(Limit.RESET_MAIL, key, 1);
    one.use(Limit.OTHER_MAIL, key, 1);
    one.use(Limit.ACCOUNT, "name " + key, 1);
    assertThat(care.release(person.id() + 1)).as("nobody's").isFalse();
  }

  @Test
  void aNetworkIsReleasedWithTheRangeAroundIt() {
    Network network = Network.of("2001:db8:1:2::3");
    one.use(Limit.SIGN_IN, network.narrow(), 120);
    one.use(Limit.SIGN_IN_RANGE, network.wide(), 480);
    assertThat(one.take(Limit.SIGN_IN, network.narrow())).isFalse();
    stage.pass(Duration.ofMillis(1));
    assertThat(care.release("2001:db8:1:2::/64")).isTrue();
    one.use(Limit.SIGN_IN, network.narrow(), 120);
    one.use(Limit.SIGN_IN_RANGE, network.wide(), 480);
    for (String none : List.of("", "host.example", "192.0.2.0/24", "2001:db8::/48")) {
      assertThat(care.release(none)).as(none).isFalse();
    }
  }

  /** Somebody who was turned away is answered without a look until the time that was told. */
  @Test
  void whoWasTurnedAwayIsLookedAtAgain() {
    Uses uses = new Uses(KEY);
    Limits limits = new Limits(uses, TestLimits.devices(), true, stage.clock());
    core = new TestCore(stage, false, limits);
    Person person = core.register(X);
    for (int i = 0; i < 10; i++) {
      refused(() -> core.signIn(X, "wrong"), new Refusal.WrongCredentials());
    }
    refused(() -> core.signIn(X, X), new Refusal.Throttled("account", 1));
    new LimitCare(core.changes, new Releases(uses)).release(person.id());
    assertThat(core.signIn(X, X).person().id()).isEqualTo(person.id());
  }

  @Test
  void itStandsInTheTrailOfTheAccountAndNamesNoNetwork() {
    Person person = core.register(X);
    care.release(person.id());
    care.release(SOMEWHERE);
    List<String> trail =
        stage.<List<String>>sql(
            handle ->
                handle
                    .createQuery("select account, detail from audit where kind = :kind order by id")
                    .bind("kind", AuditEvent.Kind.LIMIT_RELEASED.name())
                    .map((row, _) -> row.getLong("account") + row.getString("detail"))
                    .list());
    assertThat(trail).containsExactly(Long.toString(person.id()), "0network");
  }

  @Test
  void whoStruckALimitIsShownForADayOrUntilItIsReleased() {
    String account = StruckLimit.account(17);
    stage.run(
        stores -> {
          stores.struckLimits().put(new StruckLimit(account, "account", 3, stage.now()), "one");
          stores.struckLimits().put(new StruckLimit(account, "account", 2, stage.now()), "other");
        });
    stage.pass(Duration.ofHours(1));
    StruckLimit network =
        new StruckLimit(StruckLimit.network(SOMEWHERE), "sign-in", 1, stage.now());
    stage.run(stores -> stores.struckLimits().put(network, "one"));
    assertThat(care.struck(10))
        .containsExactly(
            network,
            new StruckLimit(account, "account", 5, stage.now().minus(Duration.ofHours(1))));
    assertThat(care.struck(1)).containsExactly(network);
    care.release(SOMEWHERE);
    assertThat(care.struck(10)).extracting(StruckLimit::whom).containsExactly(account);
    stage.pass(Duration.ofHours(24));
    assertThat(care.struck(10)).isEmpty();
  }
}
