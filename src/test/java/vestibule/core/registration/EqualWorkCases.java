package vestibule.core.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.core.TestCore;
import vestibule.core.challenge.Purpose;
import vestibule.core.challenge.TestChallenges;
import vestibule.core.limit.TestLimits;
import vestibule.core.model.Language;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.refusal.RefusedException;
import vestibule.core.signin.Login;
import vestibule.store.Stage;
import vestibule.store.WatchedDatabase;

/**
 * Under strict privacy as much is done before the answer for a taken address as for a free one: as
 * many hashes, units of work and statements, in the same order (docs/contracts 0.6).
 */
public abstract class EqualWorkCases {

  private static final String TAKEN = "taken@example.org";
  private static final String FREE = "free@example.org";

  private final Stage stage;
  private WatchedDatabase watched;
  private TestCore core;
  private Person owner;

  protected EqualWorkCases(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void build() {
    watched = new WatchedDatabase(stage.database);
    Stage looked = new Stage(watched);
    core = new TestCore(looked, true, TestLimits.on(looked.clock()));
    owner = core.register(TAKEN);
    owner = core.confirm(core.mail());
    core.enter(owner);
    done(() -> core.resets.request(FREE, TestCore.visit(TestCore.CHAT)));
  }

  @Test
  void aRegistrationWithATakenAddressDoesWhatOneWithAFreeOneDoesButForTheClaimItself() {
    List<String> taken = done(() -> core.register(Optional.of("one"), TAKEN));
    List<String> free = done(() -> core.register(Optional.of("two"), FREE));
    assertThat(withoutIdentifiers(taken)).isEqualTo(withoutIdentifiers(free)).contains("write");
    assertThat(taken).as("all but the insertion of the claim").hasSize(free.size() - 1);
  }

  @Test
  void soDoesTheAddingOfOne() {
    Session session = core.enter(owner);
    core.register("other@example.org");
    List<String> taken =
        done(() -> core.emails.add(session, "other@example.org", TestCore.visit(TestCore.CHAT)));
    List<String> free = done(() -> core.emails.add(session, FREE, TestCore.visit(TestCore.CHAT)));
    assertThat(withoutIdentifiers(taken)).isEqualTo(withoutIdentifiers(free)).contains("write");
  }

  @Test
  void everyRefusedLogInReadsTheSameAndWritesNothing() {
    core.register(Optional.of("withheld"), TAKEN);
    core.register(Optional.of("real"), "claimed@example.org");
    List<String> wrong = done(() -> core.signIn(TAKEN, "wrong"));
    assertThat(wrong).doesNotContain("write").contains("read", "hashes: 1");
    assertThat(done(() -> core.signIn(FREE, "wrong"))).isEqualTo(wrong);
    assertThat(done(() -> core.signIn("claimed@example.org", "wrong"))).isEqualTo(wrong);
    assertThat(done(() -> core.signIn("claimed@example.org", "claimed@example.org")))
        .isEqualTo(wrong);
    assertThat(done(() -> core.signIn("withheld", TAKEN))).isEqualTo(wrong);
    assertThat(done(() -> core.signIn("real", "claimed@example.org"))).isEqualTo(wrong);
  }

  /** What each door asks of a log-in string, with and without strict privacy. */
  @Test
  void everyDoorsRefusedLogInCostsTheSameForANameThatIsThereAndForOneThatIsNot() {
    Stage looked = new Stage(watched);
    for (boolean discreet : List.of(true, false)) {
      core = new TestCore(looked, discreet, TestLimits.on(looked.clock()));
      // Takes a block of ids, as the first to need one does.
      done(() -> core.resets.request(FREE, TestCore.visit(TestCore.CHAT)));
      for (Login.By by : Login.By.values()) {
        for (String password : List.of("wrong", "")) {
          List<String> known = done(() -> signIn(by, TAKEN, password));
          assertThat(done(() -> signIn(by, FREE, password)))
              .as(by + ", strict: " + discreet)
              .isEqualTo(known)
              .contains("hashes: 1")
              .doesNotContain("write");
        }
      }
    }
  }

  private void signIn(Login.By by, String login, String password) {
    core.signIn.signIn(
        TestCore.visit(TestCore.CHAT),
        new Login(login, by, List.of(password)),
        new Session.Terms(OptionalInt.empty(), false, Duration.ofDays(1)));
  }

  /** Also once the limit is spent, when the networks that the account signed in from are read. */
  @Test
  void aSpentLimitCostsTheSameForANameThatIsThereAndForOneThatIsNot() {
    Visit stranger = new Visit(TestCore.CHAT, new UserAgent("", "198.51.100.1", Language.ENGLISH));
    for (int i = 0; i < 20; i++) {
      List<String> known = done(() -> core.begin(stranger, TAKEN, "wrong"));
      assertThat(done(() -> core.begin(stranger, FREE, "wrong"))).as("try " + i).isEqualTo(known);
    }
    List<String> spent = done(() -> core.begin(stranger, TAKEN, TAKEN));
    assertThat(spent).contains("hashes: 0").doesNotContain("write");
  }

  /** And where a challenge is asked for, be it solved or not. */
  @Test
  void aChallengeCostsTheSameForANameThatIsThereAndForOneThatIsNot() {
    Stage looked = new Stage(watched);
    core = new TestCore(looked, true, TestLimits.on(looked.clock()), TestChallenges.after(2));
    // The first of all draws a block of ids.
    done(() -> core.begin(TestCore.visit(TestCore.CHAT), FREE, "wrong"));
    for (int i = 0; i < 6; i++) {
      boolean solves = i % 2 == 1;
      Visit first = stranger(solves, looked);
      Visit second = stranger(solves, looked);
      List<String> known = done(() -> core.begin(first, TAKEN, "wrong"));
      assertThat(done(() -> core.begin(second, FREE, "wrong"))).as("try " + i).isEqualTo(known);
    }
  }

  private static Visit stranger(boolean solves, Stage looked) {
    Optional<String> answer =
        solves
            ? Optional.of(TestChallenges.answer(Purpose.ATTEMPT, looked.now()))
            : Optional.empty();
    return new Visit(
        TestCore.CHAT,
        new UserAgent("", "198.51.100.1", Language.ENGLISH, Optional.empty(), answer));
  }

  @Test
  void aResetAndAConfirmationAreOneRowWhoeverGetsThem() {
    core.register(Optional.of("withheld"), TAKEN);
    core.register("claimed@example.org");
    List<String> reset = done(() -> core.resets.request(TAKEN, TestCore.visit(TestCore.CHAT)));
    assertThat(reset).hasSize(3).startsWith("write");
    List<String> resent = done(() -> resend(TAKEN));
    assertThat(resent).isEqualTo(reset);
    for (String login : List.of(FREE, "claimed@example.org", "withheld", "no one", "\0\n")) {
      assertThat(done(() -> core.resets.request(login, TestCore.visit(TestCore.CHAT))))
          .as(login)
          .isEqualTo(reset);
      assertThat(done(() -> resend(login))).as(login).isEqualTo(resent);
    }
  }

  private void resend(String address) {
    core.emails.resend(address, UserAgent.NONE, Optional.empty(), door -> Language.ENGLISH);
  }

  /** The units of work, their statements, and how many hashes. */
  private List<String> done(Runnable what) {
    watched.seen();
    core.hashes.set(0);
    try {
      what.run();
    } catch (RefusedException refused) {
      // As it is to be.
    }
    return Stream.concat(watched.seen().stream(), Stream.of("hashes: " + core.hashes.get()))
        .toList();
  }

  private static List<String> withoutIdentifiers(List<String> work) {
    return work.stream()
        .filter(step -> !step.contains("identifier") && !step.contains("select address from email"))
        .toList();
  }
}
