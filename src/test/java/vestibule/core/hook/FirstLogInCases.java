package vestibule.core.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.TestCore;
import vestibule.core.address.AddressClaims;
import vestibule.core.arrival.Arrival;
import vestibule.core.arrival.Arrivals;
import vestibule.core.arrival.Outcome;
import vestibule.core.arrival.TestArrivals;
import vestibule.core.hook.OldSystem.Said;
import vestibule.core.model.Account;
import vestibule.core.model.Email;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.refusal.Refusal;
import vestibule.core.signin.Login;
import vestibule.store.Stage;

/** Who comes in by a first log-in, and as whom. */
public abstract class FirstLogInCases extends HookCases {

  protected FirstLogInCases(Stage stage) {
    super(stage);
  }

  @Test
  void theyComeInWithAllThatTheyHadButRightsAndWithThePasswordThatTheyTyped() {
    has(person("7", "Ada", claimed("a@b.org"), verified(ADA)));
    SignedIn signedIn = in("ada", SECRET);
    Person there = core.person(signedIn.person().id());
    assertThat(core.isLive(signedIn)).isTrue();
    assertThat(there.account().username()).contains("Ada");
    assertThat(there.account().standing().createdAt()).isEqualTo(LONG_AGO);
    assertThat(there.emails())
        .extracting(Email::address, Email::verified)
        .containsExactly(tuple("a@b.org", false), tuple(ADA, true));
    assertThat(there.address()).isEqualTo(ADA);
    assertThat(system.asked)
        .extracting(OldSystem.Question::login, OldSystem.Question::door)
        .containsExactly(tuple("ada", "personal"));
    assertThat(stage.count("select count(*) from outbox")).isZero();
    // From now on it is nobody's affair but ours.
    system.says = _ -> new Said.Away();
    assertThat(in(ADA, SECRET).person().id()).isEqualTo(there.id());
    refused(() -> in("ada", "wrong"), WRONG);
    assertThat(system.asked).hasSize(1);
    assertThat(arrivals.formerIds("shop", "", 10))
        .extracting(id -> id.oldId(), id -> id.account())
        .containsExactly(tuple("7", there.id()));
  }

  @Test
  void theTrailTellsOfIt() {
    has(person("7", "Ada", verified(ADA)));
    long account = in("ada", SECRET).person().id();
    assertThat(
            stage.count(
                "select count(*) from audit where kind = 'IMPORTED' and detail = 'shop'"
                    + " and actor = 'PERSON' and door = 'personal'"
                    + " and network_address = '192.0.2.1' and account = "
                    + account))
        .isOne();
    assertThat(stage.count("select count(*) from audit where kind = 'SIGNED_IN'")).isOne();
  }

  /** A stranger who has claimed an address is not its owner (docs/contracts 0.11). */
  @Test
  void whoHasProvedAnAddressThereTakesItFromWhoHasOnlyClaimedIt() {
    Person squatter = core.register(Optional.of("squatter"), ADA);
    has(person("7", "Ada", verified(ADA)));
    refused(() -> in(ADA, SECRET), WRONG);
    assertThat(system.asked).as("while it is held for them").isEmpty();
    long ada = in("ada", SECRET).person().id();
    assertThat(in(ADA, SECRET).person().id()).isEqualTo(ada);
    assertThat(core.person(squatter.id()).emails()).isEmpty();
  }

  @Test
  void afterTheHoldAClaimedAddressIsAskedAboutAsIfItWereNobodys() {
    Person squatter = core.register(Optional.of("squatter"), ADA);
    stage.pass(AddressClaims.HOLD);
    has(person("7", "Ada", verified(ADA)));
    assertThat(in(ADA, SECRET).person().id()).isNotEqualTo(squatter.id());
    refused(() -> in(ADA, ADA), WRONG);
  }

  @Test
  void theyComeWithAnAddressAloneAndWithOneThatIsNotProved() {
    Arrival ada =
        new Arrival(
            new Arrival.Identity("a-b-c", Optional.empty(), List.of(claimed(ADA))),
            Optional.empty(),
            true,
            Optional.empty(),
            Account.Profile.EMPTY,
            List.of());
    has(ada);
    SignedIn signedIn = in(TestCore.CHAT, ADA, Login.By.ADDRESS, SECRET);
    assertThat(core.person(signedIn.person().id()).emails())
        .extracting(Email::address, Email::verified)
        .containsExactly(tuple(ADA, false));
  }

  @Test
  void aDoorThatWantsAProvedAddressSaysSoOfOneThatIsNot() {
    has(person("7", "Ada", claimed(ADA)));
    refused(
        () -> in(TestCore.CHAT, ADA, Login.By.VERIFIED_ADDRESS, SECRET),
        new Refusal.UnverifiedAddress());
    assertThat(accounts()).isOne();
    assertThat(core.mail().mail().recipient().address()).isEqualTo(ADA);
  }

  @Test
  void eachTextThatCountsAsThePasswordIsAskedAbout() {
    has(person("7", "Ada", verified(ADA)));
    in(TestCore.CHAT, ADA, Login.By.ADDRESS, " " + SECRET, SECRET);
    assertThat(system.asked)
        .extracting(OldSystem.Question::password)
        .containsExactly(" " + SECRET, SECRET);
    assertThat(in("ada", SECRET)).isNotNull();
    refused(() -> in("ada", " " + SECRET), WRONG);
    system.says = _ -> new Said.Nobody();
    system.pauses.clear();
    refused(() -> in(TestCore.CHAT, EVE, Login.By.ADDRESS, " x", "x"), WRONG);
    refused(() -> in(TestCore.CHAT, ADA, Login.By.ADDRESS, " x", "x"), WRONG);
    assertThat(system.asked).hasSize(4);
    assertThat(system.pauses).as("as often as it would be asked").hasSize(2);
  }

  @Test
  void twoFirstLogInsAtOnceBothSucceedAndMakeOneAccount() {
    for (int i = 0; i < 50; i++) {
      String name = "twin" + i;
      String address = name + "@example.org";
      CyclicBarrier both = new CyclicBarrier(2);
      Arrival twin = person("id-" + i, name, verified(address), claimed("2" + address));
      system.says =
          _ -> {
            meet(both);
            return new Said.Somebody(twin);
          };
      List<SignedIn> signedIn = Together.run(2, number -> in(number == 0 ? name : address, SECRET));
      assertThat(signedIn.get(0).person().id()).isEqualTo(signedIn.get(1).person().id());
      assertThat(signedIn).allMatch(core::isLive);
      assertThat(accounts()).isEqualTo(i + 1);
      assertThat(core.person(signedIn.getFirst().person().id()).emails()).hasSize(2);
    }
    assertThat(system.asked).hasSize(100);
    assertThat(system.told).isEmpty();
    assertThat(stage.count("select count(*) from audit where kind = 'IMPORTED'")).isEqualTo(50);
  }

  private static void meet(CyclicBarrier both) {
    try {
      both.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
      throw new IllegalStateException(alone);
    }
  }

  @Test
  void anImportThatFollowsFindsThemAndLeavesTheirPassword() {
    has(person("7", "Ada", verified(ADA)));
    SignedIn signedIn = in("ada", SECRET);
    Arrival row =
        new Arrival(
            person("7", "Ada", verified(ADA)).identity(),
            Optional.of(new Arrival.StoredPassword(() -> "plain another", "digest")),
            true,
            Optional.empty(),
            Account.Profile.EMPTY,
            List.of());
    for (boolean update : List.of(false, true)) {
      Arrivals.Terms terms =
          new Arrivals.Terms("shop", false, List.of(), update, TestCore.visit(TestCore.CHAT));
      assertThat(arrivals.admit(terms, List.of(row), new Arrivals.Done(1, _ -> {})).getFirst())
          .isInstanceOf(Outcome.Unchanged.class);
    }
    assertThat(core.isLive(signedIn)).isTrue();
    assertThat(in("ada", SECRET)).isNotNull();
    refused(() -> in("ada", "another"), WRONG);
  }

  @Test
  void howFarAnImportHasComeIsItsOwnAffair() {
    stage.run(stores -> stores.arrivals().setDone("shop", 400));
    has(person("7", "Ada", verified(ADA)));
    in("ada", SECRET);
    assertThat(arrivals.done("shop")).isEqualTo(400);
  }

  @Test
  void anIdThatAnImportHasKeptStaysAndAnyOtherIsOneOfOurs() {
    long kept = TestArrivals.farId();
    arrivals.keepIds(kept, 100);
    has(person(Long.toString(kept), "Ada", verified(ADA)));
    assertThat(in("ada", SECRET).person().id()).isEqualTo(kept);
    has(person(Long.toString(kept + 1_000), "eve", verified(EVE)));
    assertThat(in("eve", SECRET).person().id()).isNotEqualTo(kept + 1_000);
    has(person("-3", "minus", verified("minus@example.org")));
    assertThat(in("minus", SECRET).person().id()).isPositive();
  }

  @Test
  void somebodyWhoseKeptIdIsTakenGetsOneOfOurs() {
    long taken = TestArrivals.farId();
    Arrivals.Terms other =
        new Arrivals.Terms(
            "other", true, arrivals.keepIds(taken, 100), false, TestCore.visit(TestCore.CHAT));
    Arrival there = person(Long.toString(taken), "other", verified("other@example.org"));
    assertThat(arrivals.admit(other, List.of(there), new Arrivals.Done(1, _ -> {})).getFirst())
        .isInstanceOf(Outcome.Imported.class);
    has(person(Long.toString(taken), "Ada", verified(ADA)));
    assertThat(in("ada", SECRET).person().id()).isNotEqualTo(taken);
    assertThat(system.told).isEmpty();
  }

  @Test
  void aSessionKnowsThatThePasswordWasProved() {
    has(person("7", "Ada", verified(ADA)));
    assertThat(in("ada", SECRET).session().proofs())
        .extracting(Session.Proof::factor)
        .containsExactly(Session.PASSWORD);
  }

  @Test
  void afterADayTheOldSystemIsStillAskedAboutOthers() {
    has(person("7", "Ada", verified(ADA)));
    in("ada", SECRET);
    stage.pass(Duration.ofDays(1));
    system.pass(Duration.ofDays(1));
    has(person("8", "eve", verified(EVE)));
    assertThat(in("eve", SECRET)).isNotNull();
  }
}
