package vestibule.core.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.TestCore;
import vestibule.core.delivery.Letter;
import vestibule.core.limit.TestLimits;
import vestibule.core.model.Mail;
import vestibule.core.model.Rights;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.operator.Reason;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.signin.FactorRules;
import vestibule.core.signin.SignInStep;
import vestibule.store.Stage;

/** Recovery codes, factors that are given up, and those that an operator wants of people. */
public abstract class LostFactorCases extends EnrolledCases {

  protected LostFactorCases(Stage stage) {
    super(stage);
  }

  @Test
  void oneRecoveryCodeAtManyTicketsAtOnceIsGoodOnce() {
    List<String> codes = enrolWithCodes();
    List<String> tickets = List.of(ticket(), ticket(), ticket(), ticket());
    AtomicInteger in = new AtomicInteger();
    Together.run(
        tickets.size(),
        number -> {
          try {
            return complete(tickets.get(number), codes.getFirst()).person().id()
                + in.incrementAndGet();
          } catch (RefusedException refused) {
            return refused.refusal();
          }
        });
    assertThat(in).hasValue(1);
    assertThat(core.secondFactors.factors().of(person.id()).codesLeft()).isEqualTo(9);
  }

  @Test
  void aRecoveryCodeStandsInForALostFactorHoweverItIsTyped() {
    List<String> codes = enrolWithCodes();
    SignedIn in = complete(ticket(), " " + codes.get(1).toUpperCase(Locale.ROOT).replace('-', ' '));
    assertThat(in.session().proofs())
        .extracting(Session.Proof::factor)
        .containsExactly("password", "recovery");
    String ticket = ticket();
    refused(() -> complete(ticket, codes.get(1)), new Refusal.WrongCredentials());
    assertThat(complete(ticket, codes.get(2)).person().id()).isEqualTo(person.id());
    assertThat(stage.count("select count(*) from recovery_code where spent_at is not null"))
        .isEqualTo(2);
  }

  @Test
  void newRecoveryCodesTakeThePlaceOfAll() {
    List<String> codes = enrolWithCodes();
    List<String> fresh =
        core.secondFactors.factors().renewCodes(session, TestCore.visit(TestCore.CHAT));
    assertThat(fresh).hasSize(10).doesNotContainAnyElementsOf(codes);
    String ticket = ticket();
    refused(() -> complete(ticket, codes.getFirst()), new Refusal.WrongCredentials());
    assertThat(complete(ticket, fresh.getLast()).person().id()).isEqualTo(person.id());
  }

  @Test
  void whoHasNoFactorGetsNoRecoveryCodes() {
    refused(
        () -> core.secondFactors.factors().renewCodes(session, TestCore.visit(TestCore.CHAT)),
        new Refusal.FactorUnknown());
  }

  @Test
  void aRemovedFactorIsWantedNoMoreAndItsRecoveryCodesGoWithTheLast() {
    List<String> codes = enrolWithCodes();
    String ticket = ticket();
    long id = core.secondFactors.factors().of(person.id()).factors().getFirst().id();
    refused(() -> remove(id + 1), new Refusal.FactorUnknown());
    core.mail();
    remove(id);
    assertThat(core.mail().mail().purpose()).isEqualTo(Mail.Purpose.FACTOR_CHANGED);
    assertThat(stage.rows()).doesNotContainKeys("factor", "recovery_code");
    refused(() -> complete(ticket, codes.getFirst()), new Refusal.WrongCredentials());
    assertThat(core.signIn(X, X).person().id()).isEqualTo(person.id());
    refused(() -> remove(id), new Refusal.FactorUnknown());
  }

  @Test
  void nobodyRemovesWhatAnotherHas() {
    add();
    long id = core.secondFactors.factors().of(person.id()).factors().getFirst().id();
    Session stranger = core.enter(core.register("y@example.org"));
    refused(
        () -> core.secondFactors.factors().remove(stranger, id, TestCore.visit(TestCore.CHAT)),
        new Refusal.FactorUnknown());
    assertThat(core.secondFactors.factors().of(person.id()).factors()).hasSize(1);
  }

  @Test
  void anOperatorRemovesALostOneAndEndsAllSessions() {
    add();
    assertThat(
            core.secondFactors
                .factors()
                .removeByOperator(person.id(), Optional.of(0L), new Reason("no")))
        .isFalse();
    assertThat(core.isLive(person.id(), session.id())).isTrue();
    assertThat(
            core.secondFactors
                .factors()
                .removeByOperator(person.id(), Optional.empty(), new Reason("seen in person")))
        .isTrue();
    assertThat(core.isLive(person.id(), session.id())).isFalse();
    assertThat(stage.rows()).doesNotContainKeys("factor", "recovery_code");
    assertThat(
            stage.count(
                "select count(*) from audit where kind = 'FACTOR_REMOVED' and detail ="
                    + " 'all factors: seen in person'"))
        .isOne();
    assertThat(core.signIn(X, X).person().id()).isEqualTo(person.id());
  }

  @Test
  void aResetDoesNotGoPastIt() {
    App app = add();
    core.mail();
    core.resets.request(X, TestCore.visit(TestCore.PERSONAL));
    Letter letter = core.mail();
    core.resets.reset(letter.code().orElseThrow(), "new", TestCore.visit(TestCore.PERSONAL));
    assertThat(core.isLive(person.id(), session.id())).isFalse();
    SignInStep step = core.begin(X, "new");
    assertThat(step).isInstanceOf(SignInStep.FactorWanted.class);
    assertThat(
            complete(((SignInStep.FactorWanted) step).ticket(), app.code(stage.now()))
                .person()
                .id())
        .isEqualTo(person.id());
  }

  @Test
  void withTheAccountAllOfItGoes() {
    add();
    core.administration.delete(person.id());
    assertThat(stage.rows()).doesNotContainKeys("factor", "recovery_code");
  }

  @Test
  void whoHasARoleThatNeedsOneAddsItOnTheWayIn() {
    TestCore strict =
        new TestCore(stage, TestLimits.off(), new FactorRules(Map.of(), Set.of("staff")));
    assertThat(strict.begin(X, X)).isInstanceOf(SignInStep.Done.class);
    Rights.Named staff = strict.rights.create(Rights.Kind.ROLE, "staff").orElseThrow();
    strict.rights.grant(Rights.Kind.ROLE, staff, person.id());
    String ticket = ((SignInStep.EnrolmentWanted) strict.begin(X, X)).ticket();
    refused(() -> complete(strict, ticket, "123456"), new Refusal.WrongCredentials());
    Enrolment.TotpOffer offer = strict.secondFactors.enrolment().offerTotp(person.id());
    App app = new App(offer.secret());
    Enrolment.Entered in =
        strict
            .secondFactors
            .enrolment()
            .enter(
                strict.signIn.completion(),
                TestCore.visit(TestCore.PERSONAL),
                ticket,
                new Enrolment.First("", offer.enrolment(), app.code(stage.now())));
    assertThat(in.codes()).hasSize(10);
    assertThat(in.signedIn().session().proofs())
        .extracting(Session.Proof::factor)
        .containsExactly("password", "totp");
    assertThat(strict.isLive(in.signedIn())).isTrue();
    assertThat(strict.isLive(person.id(), session.id())).isFalse();
    long id = strict.secondFactors.factors().of(person.id()).factors().getFirst().id();
    refused(
        () ->
            strict
                .secondFactors
                .factors()
                .remove(in.signedIn().session(), id, TestCore.visit(TestCore.CHAT)),
        new Refusal.FactorRequired());
    assertThat(strict.begin(X, X)).isInstanceOf(SignInStep.FactorWanted.class);
  }
}
