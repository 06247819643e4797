package vestibule.core.factor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.signin.SignInStep;
import vestibule.store.Stage;

/** Somebody who adds one-time codes, and signs in by them. */
public abstract class EnrolledCases extends CoreCases {

  static final String X = "x@example.org";

  Person person;
  Session session;

  EnrolledCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  final void comeIn() {
    core.register(X);
    person = core.confirm(core.mail());
    session = core.signIn(X, X).session();
  }

  final Enrolment.TotpOffer offer() {
    return core.secondFactors.enrolment().offerTotp(person.id());
  }

  final Enrolment.Enrolled add(Enrolment.TotpOffer offer, String code) {
    return core.secondFactors
        .enrolment()
        .addTotp(
            session,
            new Enrolment.First("phone", offer.enrolment(), code),
            TestCore.visit(TestCore.CHAT));
  }

  /** Adds codes, and waits until the next one. */
  final App add() {
    Enrolment.TotpOffer offer = offer();
    App app = new App(offer.secret());
    add(offer, app.code(stage.now()));
    stage.pass(Duration.ofSeconds(Totp.SECONDS));
    return app;
  }

  final List<String> enrolWithCodes() {
    Enrolment.TotpOffer offer = offer();
    return add(offer, new App(offer.secret()).code(stage.now())).codes().orElseThrow();
  }

  final void remove(long id) {
    core.secondFactors.factors().remove(session, id, TestCore.visit(TestCore.CHAT));
  }

  final Session stored(Session wanted) {
    return stage
        .<Optional<Session>>read(stores -> stores.sessions().find(person.id(), wanted.id()))
        .orElseThrow();
  }

  final String ticket() {
    return ((SignInStep.FactorWanted) core.begin(X, X)).ticket();
  }

  final SignedIn complete(String ticket, String answer) {
    return complete(core, ticket, answer);
  }

  static SignedIn complete(TestCore core, String ticket, String answer) {
    return core.signIn.completion().complete(TestCore.visit(TestCore.PERSONAL), ticket, answer);
  }
}
