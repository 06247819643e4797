package vestibule.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.delivery.Letter;
import vestibule.core.model.Language;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.refusal.Refusal;
import vestibule.store.Stage;

/** Limits in a database, and as the use cases ask for them. */
public abstract class LimitCases extends CoreCases {

  private static final byte[] KEY = new byte[32];
  private static final String X = "x@example.org";

  protected LimitCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  final void limit() {
    core = new TestCore(stage, false, TestLimits.on(stage.clock()));
  }

  private Node node(String name) {
    Uses uses = new Uses(KEY);
    return new Node(uses, new LimitSharing(uses, stage.transactions, stage.clock(), name));
  }

  private record Node(Uses uses, LimitSharing sharing) {

    boolean take(Instant now) {
      return uses.of(Limit.ACCOUNT, "somebody", now).take(now, 0).isZero();
    }
  }

  @Test
  void nodesKeepToOneLimitTogether() {
    Node one = node("one");
    Node other = node("other");
    for (int i = 0; i < 6; i++) {
      assertThat(one.take(stage.now())).isTrue();
    }
    one.sharing().share();
    other.sharing().share();
    for (int i = 0; i < 4; i++) {
      assertThat(other.take(stage.now())).isTrue();
    }
    assertThat(other.take(stage.now())).isFalse();
    other.sharing().share();
    one.sharing().share();
    assertThat(one.take(stage.now())).isFalse();
    // Telling the same again adds nothing.
    one.sharing().share();
    other.sharing().share();
    stage.pass(Duration.ofSeconds(1));
    assertThat(other.take(stage.now())).isTrue();
  }

  @Test
  void aNodeThatStartsAgainKnowsWhatWasUsed() {
    Node before = node("before");
    for (int i = 0; i < 10; i++) {
      before.take(stage.now());
    }
    before.sharing().share();
    stage.pass(Duration.ofMillis(500));
    Node after = node("after");
    after.sharing().share();
    assertThat(after.take(stage.now())).isFalse();
  }

  @Test
  void littleUsedLimitsWriteNothing() {
    Node node = node("node");
    node.take(stage.now());
    node.sharing().share();
    assertThat(stage.count("select count(*) from limit_use")).isZero();
  }

  @Test
  void aRefusedAttemptHashesNothing() {
    Person person = core.register(X);
    for (int i = 0; i < 10; i++) {
      refused(() -> core.signIn(X, "wrong"), new Refusal.WrongCredentials());
    }
    long hashes = core.hashes.get();
    refused(() -> core.signIn(X, X), new Refusal.Throttled("account", 1));
    assertThat(core.hashes.get()).isEqualTo(hashes);
    stage.pass(Duration.ofSeconds(1));
    assertThat(core.signIn(X, X).person().id()).isEqualTo(person.id());
  }

  /** From another network: the account has never signed in there. */
  @Test
  void theNetworkThatAnAccountSignedInFromHasABudgetOfItsOwn() {
    core.register(X);
    core.signIn(X, X);
    Visit stranger = new Visit(TestCore.CHAT, new UserAgent("", "198.51.100.1", Language.ENGLISH));
    for (int i = 0; i < 10; i++) {
      refused(() -> core.begin(stranger, X, "wrong"), new Refusal.WrongCredentials());
    }
    refused(() -> core.begin(stranger, X, X), new Refusal.Throttled("account", 1));
    assertThat(core.signIn(X, X)).isNotNull();
    stage.pass(Duration.ofDays(31));
    for (int i = 0; i < 10; i++) {
      refused(() -> core.begin(stranger, X, "wrong"), new Refusal.WrongCredentials());
    }
    refused(() -> core.signIn(X, X), new Refusal.Throttled("account", 1));
  }

  @Test
  void aFloodOfResetsSendsOneMailAndLeavesTheLinkGood() {
    core.register(X);
    core.mail();
    core.resets.request(X, TestCore.visit(TestCore.CHAT));
    Letter first = core.mail();
    for (int i = 0; i < 100; i++) {
      core.resets.request(X, TestCore.visit(TestCore.CHAT));
    }
    assertThat(stage.count("select count(*) from outbox")).isZero();
    stage.pass(Duration.ofMinutes(3));
    core.resets.request(X, TestCore.visit(TestCore.CHAT));
    Letter second = core.mail();
    Visit visit = TestCore.visit(TestCore.CHAT);
    core.resets.peek(first.code().orElseThrow(), visit);
    core.resets.reset(second.code().orElseThrow(), "new password", visit);
    refused(
        () -> core.resets.reset(first.code().orElseThrow(), "another", visit),
        new Refusal.CodeInvalid());
    assertThat(core.signIn(X, "new password")).isNotNull();
  }

  @Test
  void anOlderLinkSetsAPasswordAndEndsTheNewerOne() {
    core.register(X);
    core.mail();
    Visit visit = TestCore.visit(TestCore.CHAT);
    core.resets.request(X, visit);
    Letter first = core.mail();
    stage.pass(Duration.ofMinutes(3));
    core.resets.request(X, visit);
    Letter second = core.mail();
    core.resets.reset(first.code().orElseThrow(), "new password", visit);
    refused(
        () -> core.resets.reset(second.code().orElseThrow(), "another", visit),
        new Refusal.CodeInvalid());
  }

  @Test
  void thePresentPasswordIsAskedTenTimes() {
    core.register(X);
    Session session = core.signIn(X, X).session();
    for (int i = 0; i < 10; i++) {
      assertThat(core.passwords.isPresent(session, List.of("wrong"), TestCore.visit(TestCore.CHAT)))
          .isFalse();
    }
    refused(
        () -> core.passwords.isPresent(session, List.of(X), TestCore.visit(TestCore.CHAT)),
        new Refusal.Throttled("present-password", 1));
  }
}
