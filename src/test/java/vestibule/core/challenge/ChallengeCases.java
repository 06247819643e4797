package vestibule.core.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.limit.Limits;
import vestibule.core.limit.TestLimits;
import vestibule.core.model.Language;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.store.Housekeeping;
import vestibule.store.Stage;

/** When a challenge is asked for, and that each solution is spent once. */
public abstract class ChallengeCases extends CoreCases {

  private static final String X = "x@example.org";
  private static final int FAILURES = 3;

  protected ChallengeCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  final void challenge() {
    core = core(false);
  }

  private TestCore core(boolean discreet) {
    return new TestCore(
        stage, discreet, TestLimits.on(stage.clock()), TestChallenges.after(FAILURES));
  }

  private static Visit from(String browser, String network, Optional<String> answer) {
    return new Visit(
        TestCore.CHAT, new UserAgent(browser, network, Language.ENGLISH, Optional.empty(), answer));
  }

  private Visit solved(String network) {
    return from("", network, Optional.of(TestChallenges.answer(Purpose.ATTEMPT, stage.now())));
  }

  private static Visit unsolved(String network) {
    return from("", network, Optional.empty());
  }

  private Refusal refusal(Visit visit, String login, String password) {
    return catchThrowableOfType(RefusedException.class, () -> core.begin(visit, login, password))
        .refusal();
  }

  private void fail(String login, String... networks) {
    for (String network : networks) {
      assertThat(refusal(unsolved(network), login, "wrong"))
          .isEqualTo(new Refusal.WrongCredentials());
    }
  }

  @Test
  void afterFailuresOfTheAccountAnAnswerIsWantedFromAnywhere() {
    core.register(X);
    fail(X, "198.51.100.1", "198.51.101.1", "198.51.102.1");
    long hashes = core.hashes.get();
    assertThat(refusal(unsolved("203.0.113.1"), X, X)).isEqualTo(new Refusal.AttemptChallenge(181));
    assertThat(core.hashes.get()).isEqualTo(hashes);
    core.begin(solved("203.0.113.1"), X, X);
  }

  @Test
  void afterFailuresOfTheNetworkAnAnswerIsWantedForAnyName() {
    core.register(X);
    fail("nobody@example.org", "198.51.100.1");
    fail("none@example.org", "198.51.100.1");
    fail("noone@example.org", "198.51.100.1");
    assertThat(refusal(unsolved("198.51.100.1"), X, X)).isEqualTo(new Refusal.AttemptChallenge(11));
    core.begin(solved("198.51.100.1"), X, X);
    core.begin(unsolved("198.51.101.1"), X, X);
  }

  @Test
  void whoComesAgainAfterTheTimeThatIsToldNeedsNoAnswer() {
    core.register(X);
    fail(X, "198.51.100.1", "198.51.101.1", "198.51.102.1");
    stage.pass(Duration.ofSeconds(170));
    assertThat(refusal(unsolved("203.0.113.1"), X, X)).isEqualTo(new Refusal.AttemptChallenge(11));
    stage.pass(Duration.ofSeconds(11));
    core.begin(unsolved("203.0.113.1"), X, X);
  }

  @Test
  void aRightAnswerWithAWrongPasswordIsAFailureAsAnyOther() {
    core.register(X);
    fail(X, "198.51.100.1", "198.51.101.1", "198.51.102.1");
    for (int i = FAILURES; i < 10; i++) {
      assertThat(refusal(solved("203.0.113." + i), X, "wrong"))
          .isEqualTo(new Refusal.WrongCredentials());
    }
    assertThat(refusal(solved("203.0.113.99"), X, X))
        .isEqualTo(new Refusal.Throttled("account", 1));
  }

  /** Else whoever sends no answers would take the tries of who does. */
  @Test
  void whatIsRefusedForWantOfAnAnswerTakesNoTryOfTheAccount() {
    core.register(X);
    fail(X, "198.51.100.1", "198.51.101.1", "198.51.102.1");
    for (int i = FAILURES; i < 10; i++) {
      refusal(solved("203.0.113." + i), X, "wrong");
    }
    stage.pass(Duration.ofMillis(900));
    for (int i = 0; i < 50; i++) {
      assertThat(refusal(unsolved("192.0.2." + i), X, "wrong"))
          .isInstanceOf(Refusal.AttemptChallenge.class);
    }
    stage.pass(Duration.ofMillis(200));
    core.begin(solved("203.0.113.99"), X, X);
  }

  @Test
  void theOwnersBrowserInItsNetworkIsNotAskedButUnderStrictPrivacy() {
    core.register(X);
    Visit home = from("Firefox/140", "192.0.2.77", Optional.empty());
    core.begin(home, X, X);
    fail(X, "198.51.100.1", "198.51.101.1", "198.51.102.1");
    core.begin(from("Firefox/141", "192.0.2.78", Optional.empty()), X, X);
    assertThat(refusal(from("Chrome/1", "192.0.2.78", Optional.empty()), X, X))
        .isInstanceOf(Refusal.AttemptChallenge.class);
    core = core(true);
    fail(X, "198.51.100.1", "198.51.101.1", "198.51.102.1");
    assertThat(refusal(home, X, X)).isInstanceOf(Refusal.AttemptChallenge.class);
  }

  @Test
  void aNameThatNobodyHasIsAskedAsAnother() {
    core.register(X);
    for (boolean discreet : List.of(false, true)) {
      for (String name : List.of(X, "nobody@example.org")) {
        core = core(discreet);
        fail(name, "198.51.100.1", "198.51.101.1", "198.51.102.1");
        assertThat(refusal(unsolved("203.0.113.1"), name, "wrong"))
            .as(name)
            .isEqualTo(new Refusal.AttemptChallenge(181));
        assertThat(refusal(solved("203.0.113.1"), name, "wrong"))
            .as(name)
            .isEqualTo(new Refusal.WrongCredentials());
      }
    }
  }

  @Test
  void aRequestForAMailNeedsOneAfterFailuresOfItsNetworkAlone() {
    core.register(X);
    fail(X, "198.51.100.1", "198.51.101.1", "198.51.102.1");
    core.resets.request(X, unsolved("203.0.113.1"));
    fail("nobody@example.org", "203.0.113.1", "203.0.113.1", "203.0.113.1");
    refused(
        () -> core.resets.request(X, unsolved("203.0.113.1")), new Refusal.AttemptChallenge(11));
    refused(() -> resend(unsolved("203.0.113.1")), new Refusal.AttemptChallenge(11));
    core.resets.request(X, solved("203.0.113.1"));
    resend(solved("203.0.113.1"));
  }

  private void resend(Visit visit) {
    core.emails.resend(X, visit.client(), Optional.empty(), _ -> Language.ENGLISH);
  }

  /** Two nodes share the key and the database, and nothing else. */
  @Test
  void ofManyWhoSpendOneSolutionAtTwoNodesOneSucceeds() {
    Challenges one = node();
    Challenges other = node();
    String answer = TestChallenges.answer(Purpose.REGISTRATION, stage.now());
    AtomicInteger passed = new AtomicInteger();
    Together.run(
        8,
        thread -> {
          UserAgent client = from("", "192.0.2." + thread, Optional.of(answer)).client();
          try {
            (thread % 2 == 0 ? one : other).register(client);
            passed.incrementAndGet();
          } catch (RefusedException refused) {
            assertThat(refused.refusal()).isEqualTo(new Refusal.RegistrationChallenge());
          }
          return thread;
        });
    assertThat(passed).hasValue(1);
  }

  private Challenges node() {
    Limits limits = TestLimits.on(stage.clock());
    Challenges.Terms terms = new Challenges.Terms(true, OptionalInt.empty(), false);
    return TestChallenges.of(terms, limits, stage.transactions, stage.clock());
  }

  @Test
  void wrongAnswersAreLimitedAsWrongCodesAre() {
    Challenges node = node();
    UserAgent client = from("", "192.0.2.1", Optional.of("bm9uZQ==")).client();
    for (int i = 0; i < 120; i++) {
      refused(() -> node.register(client), new Refusal.RegistrationChallenge());
    }
    refused(() -> node.register(client), new Refusal.Throttled("code", 15));
  }

  @Test
  void whatIsSpentIsForgottenOnceNobodyTakesItAnyMore() {
    Challenges node = node();
    String answer = TestChallenges.answer(Purpose.REGISTRATION, stage.now());
    UserAgent client = from("", "192.0.2.1", Optional.of(answer)).client();
    node.register(client);
    Housekeeping housekeeping = new Housekeeping(stage.database, stage.clock(), "node");
    stage.pass(Puzzles.GOOD);
    housekeeping.run();
    assertThat(stage.count("select count(*) from spent_answer")).isEqualTo(1);
    stage.pass(Duration.ofMinutes(2));
    housekeeping.run();
    assertThat(stage.count("select count(*) from spent_answer")).isZero();
    refused(() -> node.register(client), new Refusal.RegistrationChallenge());
  }
}
