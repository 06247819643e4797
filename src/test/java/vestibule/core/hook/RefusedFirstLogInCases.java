package vestibule.core.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.core.TestCore;
import vestibule.core.challenge.Challenges;
import vestibule.core.hook.OldSystem.Said;
import vestibule.core.limit.TestLimits;
import vestibule.core.model.Email;
import vestibule.core.model.Person;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.signin.Login;
import vestibule.store.Stage;

/** Who does not come in by a first log-in, and whom an answer cannot make anybody. */
public abstract class RefusedFirstLogInCases extends HookCases {

  protected RefusedFirstLogInCases(Stage stage) {
    super(stage);
  }

  @Test
  void whoIsHereIsNeverAskedAboutWhateverTheyType() {
    core.register(Optional.of("bob"), "bob@example.org");
    has(person("7", "bob", verified("bob@example.org")));
    for (String login : List.of("bob", "BOB", "bob@example.org", "Bob@Example.org ")) {
      refused(() -> in(login, SECRET), WRONG);
      assertThat(in(login, "bob@example.org")).isNotNull();
    }
    assertThat(system.asked).isEmpty();
    assertThat(system.pauses).hasSize(4);
    assertThat(accounts()).isOne();
  }

  @Test
  void aWrongPasswordAndAnUnknownNameAreOne() {
    has(person("7", "Ada", verified(ADA)));
    refused(() -> in("ada", "wrong"), WRONG);
    system.says = _ -> new Said.Nobody();
    refused(() -> in("nobody", SECRET), WRONG);
    assertThat(accounts()).isZero();
    assertThat(stage.count("select count(*) from former_id")).isZero();
  }

  @Test
  void whileItIsAwayNobodyIsToldWhetherTheirPasswordIsWrong() {
    core.register(Optional.of("bob"), "bob@example.org");
    system.says = _ -> new Said.Away();
    Refusal away = new Refusal.OldSystemAway(5);
    for (int i = 0; i < 5; i++) {
      refused(() -> in("ada", SECRET), away);
    }
    refused(() -> in("ada", SECRET), away);
    refused(() -> in("bob", SECRET), away);
    assertThat(in("bob", "bob@example.org")).isNotNull();
    assertThat(system.asked).hasSize(5);
  }

  /** Else whoever is here could be guessed at without end while the old system is away. */
  @Test
  void whileItIsAwayAGuessCountsAsEver() {
    core = new TestCore(stage, false, TestLimits.on(stage.clock()), Challenges.Terms.OFF);
    open(core, false);
    core.register(Optional.of("bob"), "bob@example.org");
    system.saysOfProbes = _ -> new Said.Away();
    for (String name : List.of("bob", "ada")) {
      for (int i = 0; i < 10; i++) {
        refused(() -> in(name, "wrong"), new Refusal.OldSystemAway(5));
      }
      refused(() -> in(name, "wrong"), new Refusal.Throttled("account", 1));
    }
  }

  @Test
  void theOldSystemIsAskedNoMoreOftenThanTheLimitsLet() {
    core = new TestCore(stage, false, TestLimits.on(stage.clock()), Challenges.Terms.OFF);
    open(core, false);
    for (int i = 0; i < 10; i++) {
      refused(() -> in("ada", "wrong"), WRONG);
    }
    refused(() -> in("ada", "wrong"), new Refusal.Throttled("account", 1));
    assertThat(system.asked).hasSize(10);
    for (int i = 0; i < 200; i++) {
      String name = "name" + i;
      try {
        in(name, "wrong");
      } catch (RefusedException expected) {
        // Some of them by the limit of the network.
      }
    }
    assertThat(system.asked).hasSizeLessThanOrEqualTo(120);
  }

  @Test
  void anAnswerThatNamesSomebodyElseLetsNobodyIn() {
    has(person("8", "eve", verified(EVE)));
    refused(() -> in("ada", SECRET), WRONG);
    refused(() -> in(ADA, SECRET), WRONG);
    assertThat(accounts()).isZero();
    assertThat(system.told)
        .containsOnly("the old system answered with somebody else than was asked about");
  }

  @Test
  void anOldIdThatIsSomebodyElsesOpensTheirAccountToNobody() {
    has(person("7", "Ada", verified(ADA)));
    long ada = in("ada", SECRET).person().id();
    system.says = _ -> new Said.Somebody(person("7", "eve", verified(EVE)));
    refused(() -> in("eve", "evil"), WRONG);
    refused(() -> in(EVE, "evil"), WRONG);
    assertThat(accounts()).isOne();
    assertThat(core.person(ada).emails()).extracting(Email::address).containsExactly(ADA);
    assertThat(in("ada", SECRET).person().id()).isEqualTo(ada);
    refused(() -> in("ada", "evil"), WRONG);
  }

  @Test
  void anAddressThatSomebodyHereHasConfirmedStaysTheirs() {
    Person bob = core.register(Optional.of("bob"), "bob@example.org");
    core.confirm(core.mail());
    has(person("7", "Ada", verified("bob@example.org"), claimed(ADA)));
    long ada = in("ada", SECRET).person().id();
    assertThat(core.person(ada).emails()).extracting(Email::address).containsExactly(ADA);
    assertThat(core.person(bob.id()).emails())
        .extracting(Email::address, Email::verified)
        .containsExactly(tuple("bob@example.org", true));
    assertThat(in("bob@example.org", "bob@example.org").person().id()).isEqualTo(bob.id());
    refused(() -> in("bob@example.org", SECRET), WRONG);
  }

  @Test
  void aNameThatSomebodyHereHasKeepsTheOtherOut() {
    Person bob = core.register(Optional.of("bob"), "bob@example.org");
    has(person("7", "bob", verified(ADA)));
    refused(() -> in(ADA, SECRET), WRONG);
    assertThat(accounts()).isOne();
    assertThat(core.person(bob.id()).emails()).hasSize(1);
    assertThat(system.told)
        .containsExactly("somebody from the old system could not come in: NAME_TAKEN (username)");
  }

  /** A name opens nothing there: whether somebody has it shall not show by a question either. */
  @ParameterizedTest
  @EnumSource(
      value = Login.By.class,
      names = {"ADDRESS", "VERIFIED_ADDRESS"})
  void aDoorThatTakesAddressesAsksAboutNoNames(Login.By by) {
    core.register(Optional.of("bob"), "bob@example.org");
    has(person("7", "Ada", verified(ADA)));
    refused(() -> in(TestCore.CHAT, "ada", by, SECRET), WRONG);
    refused(() -> in(TestCore.CHAT, "bob", by, SECRET), WRONG);
    assertThat(system.asked).isEmpty();
    assertThat(system.pauses).hasSize(2);
  }

  @Test
  void underStrictPrivacyWhoHasNoProvedAddressGetsAConfirmationAndNoSession() {
    TestCore strict = new TestCore(stage, true);
    open(strict, true);
    has(person("7", "Ada", claimed(ADA)));
    refused(() -> in("ada", SECRET), WRONG);
    refused(() -> in("ada", SECRET), WRONG);
    assertThat(system.asked).hasSize(1);
    assertThat(system.pauses).as("as a wrong password").hasSize(1);
    system.says = _ -> new Said.Somebody(person("8", "eve", verified(EVE)));
    assertThat(in("eve", SECRET).person().address()).isEqualTo(EVE);
  }

  @Test
  void whoIsDisabledHereWaitsAsWhoHasTheWrongPassword() {
    Person bob = core.register(Optional.of("bob"), "bob@example.org");
    core.administration.disable(bob.id());
    refused(() -> in("bob", "bob@example.org"), WRONG);
    refused(() -> in("bob", "wrong"), WRONG);
    assertThat(system.pauses).hasSize(2);
    assertThat(system.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nul\u0000", "half\ud800", "long"})
  void whatNoSystemTakesForAPasswordIsNotSent(String text) {
    String password = text.equals("long") ? "x".repeat(4_097) : text;
    refused(() -> in("ada", password), WRONG);
    assertThat(system.asked).isEmpty();
    assertThat(system.pauses).hasSize(1);
  }

  @Test
  void whatNobodyIsCalledIsNotAskedAbout() {
    for (String login : List.of("", " ", "a\u0000b", "\ud800", "x".repeat(600))) {
      refused(() -> in(login, SECRET), WRONG);
    }
    assertThat(system.asked).isEmpty();
    assertThat(system.pauses).hasSize(5);
  }
}
