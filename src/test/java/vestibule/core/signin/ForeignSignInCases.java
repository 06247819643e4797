package vestibule.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.TestCore;
import vestibule.core.limit.TestLimits;
import vestibule.core.model.Account;
import vestibule.core.model.Password;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.password.HashStock;
import vestibule.core.password.PasswordCheck;
import vestibule.core.password.PasswordHashing;
import vestibule.core.refusal.RefusedException;
import vestibule.core.registration.Credential;
import vestibule.core.registration.NewAccount;
import vestibule.core.registration.NewAddress;
import vestibule.store.Stage;

/** Signing in with the password whose hash another system made, and what a guess at it costs. */
public abstract class ForeignSignInCases {

  private static final String X = "x@example.org";
  private static final String KEPT = "foreign/1 slow club - - p";

  private final Stage stage;
  private TestCore core;

  protected ForeignSignInCases(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void build() {
    core = new TestCore(stage, false);
  }

  private Person register(String address, String hash) {
    return register(new NewAddress(address, true, Optional.empty()), hash);
  }

  private Person register(NewAddress address, String hash) {
    return core.registration
        .register(
            new NewAccount(
                TestCore.visit(TestCore.CHAT),
                Optional.empty(),
                address,
                Account.Profile.EMPTY,
                new Credential.ForeignHash(hash),
                Optional.empty()))
        .person();
  }

  private Password password(Person person) {
    return stage
        .<Optional<Password>>read(stores -> stores.passwords().find(person.id()))
        .orElseThrow();
  }

  @Test
  void theFirstLogInPutsOurHashInThePlaceOfTheOtherAndEndsNothing() {
    Person person = register(X, KEPT);
    Session before = core.enter(person);
    assertThatThrownBy(() -> core.signIn(X, "q")).isInstanceOf(RefusedException.class);
    assertThat(password(person).hash()).isEqualTo(KEPT);
    SignedIn signedIn = core.signIn(X, "p");
    assertThat(password(person)).isEqualTo(new Password("plain p", 1));
    assertThat(core.isLive(signedIn)).isTrue();
    assertThat(core.isLive(person.id(), before.id())).isTrue();
    assertThat(core.signIn(X, "p").person().id()).isEqualTo(person.id());
    assertThatThrownBy(() -> core.signIn(X, "q")).isInstanceOf(RefusedException.class);
  }

  @Test
  void twoFirstLogInsAtOnceBothSucceed() {
    for (int i = 0; i < 50; i++) {
      String address = i + X;
      Person person = register(address, KEPT);
      List<SignedIn> both = Together.run(2, _ -> core.signIn(address, "p"));
      assertThat(both).allMatch(core::isLive);
      assertThat(password(person)).isEqualTo(new Password("plain p", 1));
    }
  }

  /** Else the right password for a claimed address would show by what follows it. */
  @Test
  void underStrictPrivacyARefusedLogInChangesNothing() {
    Person person = register(new NewAddress(X, false, Optional.empty()), KEPT);
    TestCore discreet = new TestCore(stage, true);
    assertThatThrownBy(() -> discreet.signIn(X, "p")).isInstanceOf(RefusedException.class);
    assertThat(password(person).hash()).isEqualTo(KEPT);
  }

  @Test
  void aHashIsReplacedOnlyWhileItIsTheSame() {
    Person person = register(X, KEPT);
    stage.run(stores -> stores.passwords().put(person.id(), "plain new", stage.now()));
    stage.run(stores -> stores.passwords().renew(person.id(), KEPT, "plain p"));
    assertThat(password(person)).isEqualTo(new Password("plain new", 2));
  }

  @Test
  void theFormsOfForeignHashesAreKnownUntilTheyAreForgotten() {
    assertThat(stage.<List<String>>read(stores -> stores.passwords().forms())).isEmpty();
    Person person = register(X, KEPT);
    register("y@example.org", "foreign/1 slow - - - p");
    register("z@example.org", "plain p");
    assertThat(stage.<List<String>>read(stores -> stores.passwords().forms()))
        .containsExactlyInAnyOrder("slow club", "slow -");
    assertThat(stage.<Boolean>read(stores -> stores.passwords().has("slow club"))).isTrue();
    assertThat(stage.<Boolean>read(stores -> stores.passwords().has("slow clu"))).isFalse();
    stage.run(stores -> stores.passwords().renew(person.id(), KEPT, "plain p"));
    assertThat(stage.<Boolean>read(stores -> stores.passwords().has("slow club"))).isFalse();
    stage.run(stores -> stores.passwords().forget("slow club"));
    assertThat(stage.<List<String>>read(stores -> stores.passwords().forms()))
        .containsExactly("slow -");
  }

  /** Which hash computations run: not their time, which a busy machine would blur. */
  private final class Recording implements PasswordHashing {

    private final List<String> kinds = new ArrayList<>();

    @Override
    public void requireRoom(String asker) {}

    @Override
    public String hash(String asker, String password) {
      return "plain " + password;
    }

    @Override
    public boolean verify(String asker, String encoded, String password) {
      kinds.add(kind(encoded));
      return false;
    }

    @Override
    public String kind(String encoded) {
      return Password.isForeign(encoded) ? encoded.split(" ")[1] : "";
    }

    @Override
    public void spend(String asker, String password) {
      kinds.add("");
    }
  }

  private Map<String, Integer> costs(Recording hashing, PasswordCheck check, int names) {
    Map<String, Integer> found = new HashMap<>();
    for (int i = 0; i < names; i++) {
      found.merge(cost(hashing, check, "nobody" + i + "@example.org"), 1, Integer::sum);
    }
    return found;
  }

  private static String cost(Recording hashing, PasswordCheck check, String name) {
    hashing.kinds.clear();
    assertThatThrownBy(() -> check.check("a", Optional.empty(), name, List.of("one", "two")))
        .isInstanceOf(RefusedException.class);
    assertThat(hashing.kinds).hasSize(2);
    assertThat(Set.copyOf(hashing.kinds)).hasSize(1);
    return hashing.kinds.getFirst();
  }

  @Test
  void aNameThatNobodyHasCostsWhatTheNamesInStockDoAndAlwaysTheSame() {
    int[] next = {0};
    Map.of("slow", 20, "slower", 10)
        .forEach(
            (scheme, count) ->
                IntStream.range(0, count)
                    .forEach(_ -> register(next[0]++ + X, "foreign/1 " + scheme + " - - - p")));
    IntStream.range(0, 10).forEach(_ -> register(next[0]++ + X, "plain p"));
    Recording hashing = new Recording();
    HashStock stock =
        new HashStock(
            stage.transactions,
            hashing,
            new byte[32],
            new HashStock.Background(Runnable::run, () -> 0));
    PasswordCheck check = new PasswordCheck(core.changes, hashing, stock, TestLimits.off());
    assertThat(costs(hashing, check, 10)).containsOnlyKeys("");
    check.requireRoom("a");
    Map<String, Integer> costs = costs(hashing, check, 400);
    assertThat(costs).containsOnlyKeys("", "slow", "slower");
    assertThat(costs.get("")).isBetween(60, 140);
    assertThat(costs.get("slow")).isBetween(150, 250);
    assertThat(costs.get("slower")).isBetween(60, 140);
    for (int i = 0; i < 20; i++) {
      String name = "nobody" + i;
      assertThat(cost(hashing, check, name)).isEqualTo(cost(hashing, check, name));
    }
    // An account without a password costs what a name without an account does.
    String named = cost(hashing, check, "someone@example.org");
    hashing.kinds.clear();
    assertThatThrownBy(
            () ->
                check.check(
                    "a", Optional.of(Long.MAX_VALUE), "someone@example.org", List.of("one")))
        .isInstanceOf(RefusedException.class);
    assertThat(hashing.kinds).containsExactly(named);
  }

  @Test
  void theStockIsCountedAnewOnlyAfterARestAndOnlyWhereThereAreForeignHashes() {
    long[] now = {0};
    int[] counted = {0};
    Recording hashing = new Recording();
    HashStock stock =
        new HashStock(
            stage.transactions,
            hashing,
            new byte[32],
            new HashStock.Background(
                work -> {
                  counted[0]++;
                  work.run();
                },
                () -> now[0]));
    PasswordCheck check = new PasswordCheck(core.changes, hashing, stock, TestLimits.off());
    check.requireRoom("a");
    check.requireRoom("a");
    assertThat(counted[0]).isEqualTo(1);
    register(X, KEPT);
    now[0] = 5_000_000_000L;
    check.requireRoom("a");
    assertThat(counted[0]).isEqualTo(2);
    assertThat(costs(hashing, check, 20)).containsOnlyKeys("slow");
    core.signIn(X, "p");
    now[0] = 10_000_000_000L;
    check.requireRoom("a");
    assertThat(costs(hashing, check, 20)).containsOnlyKeys("");
  }
}
