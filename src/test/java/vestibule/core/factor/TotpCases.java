package vestibule.core.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.TestCore;
import vestibule.core.delivery.Letter;
import vestibule.core.limit.TestLimits;
import vestibule.core.model.Language;
import vestibule.core.model.Mail;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.signin.FactorRules;
import vestibule.core.signin.SignInStep;
import vestibule.store.Stage;

/** One-time codes, from the first one on. */
public abstract class TotpCases extends EnrolledCases {

  protected TotpCases(Stage stage) {
    super(stage);
  }

  @Test
  void anOfferIsKeptNowhereAndTellsAnApplicationAll() {
    Map<String, Long> before = stage.rows();
    Enrolment.TotpOffer offer = offer();
    assertThat(stage.rows()).isEqualTo(before);
    assertThat(offer.secret()).matches("[A-Z2-7]{32}");
    assertThat(offer.uri())
        .isEqualTo(
            "otpauth://totp/Example%20%26%20Sons:x%40example.org?secret="
                + offer.secret()
                + "&issuer=Example%20%26%20Sons&algorithm=SHA1&digits=6&period=30");
    assertThat(offer.toString()).doesNotContain(offer.secret());
    assertThat(offer().secret()).isNotEqualTo(offer.secret());
  }

  @Test
  void theFirstCodeAddsThemAndTheFirstFactorBringsRecoveryCodes() {
    Enrolment.TotpOffer offer = offer();
    Enrolment.Enrolled enrolled = add(offer, new App(offer.secret()).code(stage.now()));
    assertThat(enrolled.codes().orElseThrow())
        .hasSize(10)
        .doesNotHaveDuplicates()
        .allSatisfy(code -> assertThat(code).matches("[0-9a-z]{4}(-[0-9a-z]{4}){5}"));
    Factors.Held held = core.secondFactors.factors().of(person.id());
    assertThat(held.codesLeft()).isEqualTo(10);
    assertThat(held.factors())
        .singleElement()
        .satisfies(
            factor -> {
              assertThat(factor.name()).isEqualTo("phone");
              assertThat(factor.material().secret()).doesNotContain(offer.secret());
            });
    assertThat(stage.count("select count(*) from audit where kind = 'FACTOR_ADDED'")).isOne();
    Letter told = core.mail();
    assertThat(told.mail().purpose()).isEqualTo(Mail.Purpose.FACTOR_CHANGED);
    assertThat(told.mail().recipient().address()).isEqualTo(X);
  }

  @Test
  void whatTheyWereAddedByIsNoLongerGoodAndAddsNothingTwice() {
    Enrolment.TotpOffer offer = offer();
    String code = new App(offer.secret()).code(stage.now());
    add(offer, code);
    refused(() -> add(offer, code), new Refusal.FactorPresent());
    Enrolment.TotpOffer other = offer();
    refused(
        () -> add(other, new App(other.secret()).code(stage.now())), new Refusal.FactorPresent());
    String ticket = ticket();
    refused(() -> complete(ticket, code), new Refusal.WrongCredentials());
  }

  @Test
  void whatIsNoOfferOfThePersonAddsNothing() {
    Enrolment.TotpOffer offer = offer();
    String code = new App(offer.secret()).code(stage.now());
    Person other = core.register("y@example.org");
    String foreign = core.secondFactors.enrolment().offerTotp(other.id()).enrolment();
    String changed =
        (offer.enrolment().startsWith("A") ? "B" : "A") + offer.enrolment().substring(1);
    for (String bad : List.of("", "!", "AAAA", "é".repeat(5_000), foreign, changed)) {
      refused(
          () -> add(new Enrolment.TotpOffer(bad, "", ""), code), new Refusal.EnrolmentInvalid());
    }
    refused(
        () -> add(offer, "000000".equals(code) ? "000001" : "000000"), new Refusal.FactorWrong());
    stage.pass(Enrolment.LIFE);
    refused(
        () -> add(offer, new App(offer.secret()).code(stage.now())),
        new Refusal.EnrolmentInvalid());
    assertThat(stage.rows()).doesNotContainKeys("factor", "recovery_code");
  }

  @Test
  void theFirstFactorEndsEverySessionButTheOneThatAddedIt() {
    SignedIn other = core.signIn(X, X);
    App app = add();
    assertThat(core.isLive(other)).isFalse();
    assertThat(core.isLive(person.id(), session.id())).isTrue();
    assertThat(stored(session).proofs())
        .extracting(Session.Proof::factor)
        .containsExactly("password", "totp");
    assertThat(app).isNotNull();
  }

  @Test
  void aSignInWantsACodeAndEachIsGoodOnce() {
    App app = add();
    String first = ticket();
    String second = ticket();
    String code = app.code(stage.now());
    SignedIn in = complete(first, code);
    assertThat(in.session().proofs())
        .extracting(Session.Proof::factor)
        .containsExactly("password", "totp");
    refused(() -> complete(second, code), new Refusal.WrongCredentials());
    stage.pass(Duration.ofSeconds(Totp.SECONDS));
    assertThat(complete(second, app.code(stage.now())).person().id()).isEqualTo(person.id());
  }

  @Test
  void oneCodeAtManyTicketsAtOnceIsGoodOnce() {
    App app = add();
    List<String> tickets = List.of(ticket(), ticket(), ticket(), ticket(), ticket(), ticket());
    String code = app.code(stage.now());
    AtomicInteger in = new AtomicInteger();
    Together.run(
        tickets.size(),
        number -> {
          try {
            return complete(tickets.get(number), code).person().id() + in.incrementAndGet();
          } catch (RefusedException refused) {
            return refused.refusal();
          }
        });
    assertThat(in).hasValue(1);
  }

  @Test
  void wrongCodesAreLimitedForTheAccountWhateverTicketsThereAre() {
    App app = add();
    TestCore limited = new TestCore(stage, TestLimits.on(stage.clock()), FactorRules.USUAL);
    for (int i = 0; i < 5; i++) {
      String ticket = ((SignInStep.FactorWanted) limited.begin(X, X)).ticket();
      refused(() -> complete(limited, ticket, "12345x"), new Refusal.WrongCredentials());
    }
    String ticket = ((SignInStep.FactorWanted) limited.begin(X, X)).ticket();
    refused(
        () -> complete(limited, ticket, app.code(stage.now())), new Refusal.Throttled("factor", 4));
    stage.pass(Duration.ofSeconds(4));
    assertThat(complete(limited, ticket, app.code(stage.now())).person().id())
        .isEqualTo(person.id());
  }

  /** Who knew the password before has as many marks as log-ins. */
  @Test
  void aMarkedDeviceGuessesNoMoreThanAnyOther() {
    App app = add();
    TestCore limited = new TestCore(stage, TestLimits.on(stage.clock()), FactorRules.USUAL);
    for (int i = 0; i < 5; i++) {
      Visit marked = marked();
      refused(
          () -> limited.signIn.completion().complete(marked, ticket(limited, marked), "12345x"),
          new Refusal.WrongCredentials());
    }
    Visit marked = marked();
    String code = app.code(stage.now());
    refused(
        () -> limited.signIn.completion().complete(marked, ticket(limited, marked), code),
        new Refusal.Throttled("factor", 4));
  }

  /** Whether it is a code, a recovery code or a passkey, on the way in, at a proof or a new one. */
  @Test
  void allThatProvesNothingCountsTogether() {
    App app = add();
    TestCore limited = new TestCore(stage, TestLimits.on(stage.clock()), FactorRules.USUAL);
    SecondFactors second = limited.secondFactors;
    Visit visit = TestCore.visit(TestCore.PERSONAL);
    for (String wrong : List.of("12345x", "0000-0000-0000-0000-0000-0000")) {
      refused(() -> second.stepUp().prove(session, wrong, visit), new Refusal.FactorWrong());
      String ticket = ticket(limited, visit);
      refused(() -> complete(limited, ticket, wrong), new Refusal.WrongCredentials());
    }
    Enrolment.First none = new Enrolment.First("", "", "{}");
    refused(() -> second.enrolment().addPasskey(session, none, visit), new Refusal.FactorWrong());
    String code = app.code(stage.now());
    refused(() -> second.stepUp().prove(session, code, visit), new Refusal.Throttled("factor", 4));
  }

  private Visit marked() {
    return new Visit(
        TestCore.PERSONAL,
        new UserAgent(
            "test",
            "192.0.2.1",
            Language.ENGLISH,
            Optional.of(TestLimits.devices().mark(person.id())),
            Optional.empty()));
  }

  private static String ticket(TestCore core, Visit visit) {
    return ((SignInStep.FactorWanted) core.begin(visit, X, X)).ticket();
  }

  @Test
  void whoHasAFactorIsFreshByThatAlone() {
    StepUp stepUp = core.secondFactors.stepUp();
    assertThat(stepUp.isFresh(session)).isTrue();
    App app = add();
    Session in = complete(ticket(), app.code(stage.now())).session();
    assertThat(stepUp.isFresh(in)).isTrue();
    assertThat(stepUp.isEnoughWithPassword(in)).isTrue();
    stage.pass(Duration.ofMinutes(10));
    assertThat(stepUp.isFresh(in)).isFalse();
    core.passwords.prove(in, List.of(X), TestCore.visit(TestCore.CHAT));
    assertThat(stepUp.isFresh(stored(in))).isFalse();
    assertThat(stepUp.isEnoughWithPassword(stored(in))).isFalse();
    refused(
        () -> stepUp.prove(in, "000000", TestCore.visit(TestCore.CHAT)), new Refusal.FactorWrong());
    stepUp.prove(in, app.code(stage.now()), TestCore.visit(TestCore.CHAT));
    assertThat(stepUp.isFresh(stored(in))).isTrue();
    refused(
        () -> stepUp.prove(in, app.code(stage.now()), TestCore.visit(TestCore.CHAT)),
        new Refusal.FactorWrong());
  }
}
