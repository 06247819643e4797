package vestibule.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.delivery.Letter;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.SignInTicket;
import vestibule.core.model.SignedIn;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.secret.Secrets;
import vestibule.store.Housekeeping;
import vestibule.store.LiveSessions;
import vestibule.store.Samples;
import vestibule.store.Stage;

/** A right password is a step of signing in where the account wants another factor. */
public abstract class FactorCases extends CoreCases {

  private static final String X = "x@example.org";
  private static final String ANSWER = "123456";
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private Person person;

  protected FactorCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void wantOne() {
    person = core.register(X);
    core.factor.want(person.id());
    core.factor.accept(person.id(), ANSWER);
  }

  @Test
  void whoWantsNoOtherFactorIsInAndTheSessionKnowsThePassword() {
    core.factor.spare(person.id());
    Session session = core.signIn(X, X).session();
    assertThat(session.proofs())
        .containsExactly(new Session.Proof(Session.PASSWORD, session.life().created()));
    assertThat(stored(session)).contains(session);
  }

  @Test
  void aWantedFactorLeavesATicketAndNoSession() {
    String ticket = ticket();
    assertThat(stage.rows()).doesNotContainKey("session").containsEntry("sign_in_ticket", 1L);
    SignInTicket kept =
        stage
            .<Optional<SignInTicket>>read(
                stores -> stores.signInTickets().find(Secrets.hash(ticket)))
            .orElseThrow();
    assertThat(kept.hash()).hasSize(64).isNotEqualTo(ticket);
    assertThat(kept.account()).isEqualTo(person.id());
    assertThat(kept.bounds())
        .isEqualTo(
            new SignInTicket.Bounds(
                new Session.Proof(Session.PASSWORD, stage.now()),
                stage.now().plus(FurtherFactors.LIFE),
                FurtherFactors.TRIES));
    assertThat(new SignInStep.FactorWanted(ticket, false).toString()).doesNotContain(ticket);
  }

  @Test
  void theRightAnswerCompletesItAndTheSessionKnowsBothFactors() {
    Instant begun = stage.now();
    String ticket = ticket();
    stage.pass(PAUSE);
    SignedIn done = complete(ticket, ANSWER);
    assertThat(done.person().id()).isEqualTo(person.id());
    assertThat(done.key().orElseThrow()).hasSize(64);
    assertThat(done.session().proofs())
        .containsExactly(
            new Session.Proof(Session.PASSWORD, begun), new Session.Proof("test", stage.now()));
    assertThat(stored(done.session())).contains(done.session());
    assertThat(core.isLive(done)).isTrue();
    assertThat(stage.rows()).doesNotContainKey("sign_in_ticket");
  }

  @Test
  void anyWantedFactorIsEnoughAndNoOther() {
    core.spare.accept(person.id(), "spare");
    String ticket = ticket();
    refused(() -> complete(ticket, "spare"));
    core.spare.want(person.id());
    assertThat(complete(ticket, "spare").session().proofs())
        .extracting(Session.Proof::factor)
        .containsExactly("password", "spare");
  }

  @Test
  void aWrongAnswerTakesATryAndTheLastOneAll() {
    String ticket = ticket();
    IntStream.range(1, FurtherFactors.TRIES).forEach(_ -> refused(() -> complete(ticket, "no")));
    assertThat(complete(ticket, ANSWER).person().id()).isEqualTo(person.id());

    String other = ticket();
    IntStream.range(0, FurtherFactors.TRIES).forEach(_ -> refused(() -> complete(other, "no")));
    refused(() -> complete(other, ANSWER));
  }

  @Test
  void guessesAtOnceGetNoMoreTries() {
    String ticket = ticket();
    Together.run(7, _ -> isCompleted(ticket, "no"));
    assertThat(isCompleted(ticket, ANSWER)).isFalse();
  }

  @Test
  void aTicketWorksOnce() {
    String ticket = ticket();
    assertThat(Together.run(4, _ -> isCompleted(ticket, ANSWER)))
        .filteredOn(done -> done)
        .hasSize(1);
    assertThat(stage.rows()).containsEntry("session", 1L);
    refused(() -> complete(ticket, ANSWER));
  }

  @Test
  void aTicketLivesFiveMinutes() {
    String late = ticket();
    String ticket = ticket();
    stage.pass(FurtherFactors.LIFE.minusNanos(1_000));
    assertThat(complete(ticket, ANSWER).person().id()).isEqualTo(person.id());
    stage.pass(Duration.ofNanos(1_000));
    refused(() -> complete(late, ANSWER));
  }

  @Test
  void housekeepingTakesWhatNobodyCompleted() {
    ticket();
    Housekeeping housekeeping = new Housekeeping(stage.database, stage.clock(), "tickets");
    stage.pass(FurtherFactors.LIFE);
    assertThat(housekeeping.run().tickets()).isZero();
    stage.pass(Duration.ofNanos(1_000));
    assertThat(housekeeping.run().tickets()).isEqualTo(1);
    assertThat(stage.rows()).doesNotContainKey("sign_in_ticket");
    housekeeping.giveBack();
  }

  @Test
  void whatIsNoTicketOrOneOfAnotherDoorCompletesNothing() {
    String ticket = ticket();
    List.of("", "\u0000", "é".repeat(10_000), Secrets.hash(ticket), ticket + " ")
        .forEach(text -> refused(() -> complete(text, ANSWER)));
    refused(() -> core.signIn.completion().complete(TestCore.visit(TestCore.CHAT), ticket, ANSWER));
    assertThat(complete(ticket, ANSWER).person().id()).isEqualTo(person.id());
  }

  @Test
  void aNewPasswordVoidsTheTicketsOfTheOldOne() {
    String ticket = ticket();
    Session session = core.enter(person);
    core.passwords.change(person, session, List.of(X), "new", TestCore.visit(TestCore.CHAT));
    refused(() -> complete(ticket, ANSWER));
    assertThat(core.isLive(person.id(), session.id())).isTrue();
  }

  @Test
  void aResetVoidsThemToo() {
    String ticket = ticket();
    core.mail();
    core.resets.request(X, TestCore.visit(TestCore.PERSONAL));
    Letter letter = core.mail();
    core.resets.reset(letter.code().orElseThrow(), "new", TestCore.visit(TestCore.PERSONAL));
    refused(() -> complete(ticket, ANSWER));
  }

  @Test
  void aDisabledOrDeletedAccountCompletesNothing() {
    String ticket = ticket();
    core.administration.disable(person.id());
    refused(() -> complete(ticket, ANSWER));
    core.administration.enable(person.id());
    String later = ticket();
    core.administration.delete(person.id());
    refused(() -> complete(later, ANSWER));
    assertThat(stage.rows()).doesNotContainKey("session");
  }

  @Test
  void aWrongPasswordGetsNoTicket() {
    refused(() -> core.begin(X, "wrong"));
    refused(() -> core.begin("y@example.org", X));
    refused(() -> new TestCore(stage, true).begin(X, X));
    assertThat(stage.rows()).doesNotContainKey("sign_in_ticket");
  }

  @Test
  void aSessionOfTheVersionBeforeHasProvedItsPasswordAsItBegan() {
    Session session = core.enter(person);
    // It names the columns that it knows: the new one is null, as this version leaves it too.
    assertThat(stage.count("select count(*) from session where proofs is null")).isEqualTo(1);
    assertThat(stored(session).orElseThrow().proofs())
        .containsExactly(new Session.Proof(Session.PASSWORD, session.life().created()));
    assertThat(
            stage.<List<Session>>read(stores -> LiveSessions.of(stores, person.id(), stage.now())))
        .containsExactly(session);
  }

  @Test
  void proofsComeBackAsTheyWent() {
    Session plain = Samples.session(1, 10, stage.now());
    List<List<Session.Proof>> each =
        List.of(
            List.of(),
            List.of(new Session.Proof("passkey", stage.now())),
            List.of(new Session.Proof(Session.PASSWORD, stage.now().minusSeconds(1))),
            List.of(
                new Session.Proof(Session.PASSWORD, stage.now()),
                new Session.Proof("totp", stage.now().plusNanos(1_000)),
                new Session.Proof("totp", stage.now().plusSeconds(86_400))));
    for (List<Session.Proof> proofs : each) {
      Session session = plain.proved(proofs);
      stage.run(
          stores -> {
            stores.sessions().deleteAll(1);
            stores.sessions().insert(session, Optional.empty(), Samples.CLIENT);
          });
      assertThat(stored(session)).contains(session);
    }
  }

  @Test
  void aFactorHasANameThatCanBeKept() {
    for (String name : List.of("", "a b", "a:b", "Totp", "é")) {
      assertThatIllegalArgumentException().isThrownBy(() -> new Session.Proof(name, Instant.EPOCH));
    }
  }

  @Test
  void theAuditTrailTellsOfTheSessionAndNotOfTheStep() {
    String ticket = ticket();
    Map<String, Long> before = stage.rows();
    complete(ticket, ANSWER);
    assertThat(stage.rows()).containsEntry("audit", before.get("audit") + 1);
  }

  private String ticket() {
    return ((SignInStep.FactorWanted) core.begin(X, X)).ticket();
  }

  private SignedIn complete(String ticket, String answer) {
    return core.signIn.completion().complete(TestCore.visit(TestCore.PERSONAL), ticket, answer);
  }

  private boolean isCompleted(String ticket, String answer) {
    try {
      return complete(ticket, answer).person().id() == person.id();
    } catch (RefusedException refused) {
      assertThat(refused.refusal()).isEqualTo(new Refusal.WrongCredentials());
      return false;
    }
  }

  private Optional<Session> stored(Session session) {
    return stage.read(stores -> stores.sessions().find(session.account(), session.id()));
  }

  private static void refused(ThrowingCallable what) {
    refused(what, new Refusal.WrongCredentials());
  }
}
