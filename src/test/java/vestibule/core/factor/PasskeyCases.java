package vestibule.core.factor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.signin.SignInStep;
import vestibule.http.body.Json;
import vestibule.passkey.Device;
import vestibule.store.Stage;
import vestibule.v1.factor.PasskeyJson;

/** Passkeys of a device in software: beside a password, and alone. */
public abstract class PasskeyCases extends CoreCases {

  private static final String X = "x@example.org";
  private static final Session.Terms TERMS =
      new Session.Terms(OptionalInt.empty(), false, Duration.ofDays(30));

  private Person person;
  private Session session;
  private Device device;

  protected PasskeyCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void comeIn() {
    core.register(X);
    person = core.confirm(core.mail());
    session = core.signIn(X, X).session();
    device = Device.at(TestFactors.SITE.toString());
  }

  private static String json(Object options) {
    return new String(Json.compact(options), UTF_8);
  }

  private String offer() {
    return json(PasskeyJson.of(core.secondFactors.enrolment().offerPasskey(person)));
  }

  private String request() {
    return json(PasskeyJson.of(core.secondFactors.stepUp().request(person.id())));
  }

  private String requestAlone() {
    return json(PasskeyJson.of(core.secondFactors.passkeySignIn().request()));
  }

  private Enrolment.Enrolled add(String answer) {
    return core.secondFactors
        .enrolment()
        .addPasskey(
            session, new Enrolment.First("laptop", "", answer), TestCore.visit(TestCore.CHAT));
  }

  private EnrolledFactor added() {
    return add(device.make(offer())).factor();
  }

  private EnrolledFactor kept() {
    return core.secondFactors.factors().of(person.id()).factors().getFirst();
  }

  @Test
  void oneIsMadeAndKeptWithoutASecret() {
    Enrolment.Enrolled enrolled = add(device.make(offer()));
    assertThat(enrolled.codes().orElseThrow()).hasSize(10);
    EnrolledFactor factor = kept();
    assertThat(factor.kind()).isEqualTo(EnrolledFactor.Kind.PASSKEY);
    assertThat(factor.name()).isEqualTo("laptop");
    assertThat(factor.material().traits()).contains("via:hybrid", "via:internal");
    assertThat(stored(session).proofs())
        .extracting(Session.Proof::factor)
        .containsExactly("password", "passkey");
  }

  @Test
  void whatAnOfferWasAnsweredByIsGoodOnce() {
    String answer = device.make(offer());
    add(answer);
    refused(() -> add(answer), new Refusal.FactorWrong());
    assertThat(core.secondFactors.factors().of(person.id()).factors()).hasSize(1);
  }

  @Test
  void anOfferIsForItsAccountAndForAWhile() {
    Person other = core.register("y@example.org");
    String foreign =
        device.make(json(PasskeyJson.of(core.secondFactors.enrolment().offerPasskey(other))));
    refused(() -> add(foreign), new Refusal.FactorWrong());
    String late = device.make(offer());
    stage.pass(Duration.ofMinutes(5));
    refused(() -> add(late), new Refusal.FactorWrong());
    assertThat(stage.rows()).doesNotContainKey("factor");
  }

  @Test
  void anotherSitesPagesMakeAndUseNone() {
    added();
    device.visit("https://id.example.evil.test");
    String made = device.make(offer());
    refused(() -> add(made), new Refusal.FactorWrong());
    String ticket = ticket();
    String signed = device.sign(request());
    refused(() -> complete(ticket, signed), new Refusal.WrongCredentials());
  }

  @Test
  void itCompletesASignIn() {
    added();
    SignedIn in = complete(ticket(), device.sign(request()));
    assertThat(in.session().proofs())
        .extracting(Session.Proof::factor)
        .containsExactly("password", "passkey");
    assertThat(core.isLive(in)).isTrue();
  }

  @Test
  void oneAnswerAtManyTicketsAtOnceIsGoodOnce() {
    added();
    List<String> tickets = List.of(ticket(), ticket(), ticket(), ticket());
    String answer = device.sign(request());
    AtomicInteger in = new AtomicInteger();
    Together.run(
        tickets.size(),
        number -> {
          try {
            return complete(tickets.get(number), answer).person().id() + in.incrementAndGet();
          } catch (RefusedException refused) {
            return refused.refusal();
          }
        });
    assertThat(in).hasValue(1);
  }

  @Test
  void whatIsNoAnswerProvesNothing() {
    added();
    String right = device.sign(request());
    for (String bad :
        List.of(
            "",
            "{",
            "{}",
            "null",
            "[]",
            "\"\"",
            "{\"id\":1}",
            right.substring(0, right.length() / 2),
            right.replaceFirst("\"signature\":\"....", "\"signature\":\"AAAA"),
            right.replaceFirst("\"authenticatorData\":\"....", "\"authenticatorData\":\"AAAA"),
            right.replaceFirst("\"clientDataJSON\":\"....", "\"clientDataJSON\":\"AAAA"),
            "[".repeat(30_000))) {
      String ticket = ticket();
      refused(() -> complete(ticket, bad), new Refusal.WrongCredentials());
    }
    assertThat(complete(ticket(), right).person().id()).isEqualTo(person.id());
  }

  @Test
  void whatWasSignedForOneThingIsNotGoodForAnother() {
    added();
    String alone = device.sign(requestAlone());
    String ticket = ticket();
    refused(() -> complete(ticket, alone), new Refusal.WrongCredentials());
    String beside = device.sign(request());
    refused(() -> enter(beside), new Refusal.WrongCredentials());
    Person other = core.register("y@example.org");
    String foreign =
        device.sign(json(PasskeyJson.of(core.secondFactors.stepUp().request(other.id()))));
    refused(() -> complete(ticket, foreign), new Refusal.WrongCredentials());
  }

  /** Who knows the password alone, and was shown a secret before the owner added a passkey. */
  @Test
  void anOfferOfBeforeAddsNoCodesBesideIt() {
    Enrolment enrolment = core.secondFactors.enrolment();
    Enrolment.TotpOffer offer = enrolment.offerTotp(person.id());
    added();
    String ticket = ticket();
    Enrolment.First first =
        new Enrolment.First("", offer.enrolment(), new App(offer.secret()).code(stage.now()));
    refused(
        () ->
            enrolment.enter(
                core.signIn.completion(), TestCore.visit(TestCore.PERSONAL), ticket, first),
        new Refusal.WrongCredentials());
    assertThat(core.secondFactors.factors().of(person.id()).factors())
        .extracting(EnrolledFactor::kind)
        .containsExactly(EnrolledFactor.Kind.PASSKEY);
    assertThat(complete(ticket, device.sign(request())).person().id()).isEqualTo(person.id());
  }

  @Test
  void itLetsInAlone() {
    added();
    SignedIn in = enter(device.sign(requestAlone()));
    assertThat(in.person().id()).isEqualTo(person.id());
    assertThat(in.session().proofs()).extracting(Session.Proof::factor).containsExactly("passkey");
    assertThat(core.isLive(in)).isTrue();
    assertThat(core.secondFactors.stepUp().isFresh(in.session())).isTrue();
  }

  @Test
  void oneAnswerAloneIsGoodOnceHoweverManySendIt() {
    added();
    String answer = device.sign(requestAlone());
    AtomicInteger in = new AtomicInteger();
    Together.run(
        6,
        _ -> {
          try {
            return enter(answer).person().id() + in.incrementAndGet();
          } catch (RefusedException refused) {
            return refused.refusal();
          }
        });
    assertThat(in).hasValue(1);
    refused(() -> enter(answer), new Refusal.WrongCredentials());
  }

  @Test
  void aDisabledOrDeletedAccountIsNotEntered() {
    added();
    core.administration.disable(person.id());
    String first = device.sign(requestAlone());
    refused(() -> enter(first), new Refusal.WrongCredentials());
    core.administration.enable(person.id());
    assertThat(enter(device.sign(requestAlone())).person().id()).isEqualTo(person.id());
    core.administration.delete(person.id());
    String last = device.sign(requestAlone());
    refused(() -> enter(last), new Refusal.WrongCredentials());
  }

  @Test
  void aRemovedOneProvesNothing() {
    EnrolledFactor factor = added();
    String alone = device.sign(requestAlone());
    core.secondFactors.factors().remove(session, factor.id(), TestCore.visit(TestCore.CHAT));
    refused(() -> enter(alone), new Refusal.WrongCredentials());
    assertThat(core.signIn(X, X).person().id()).isEqualTo(person.id());
  }

  /** A copy of a device that counts goes on where the device was when it was copied. */
  @Test
  void aCounterThatGoesBackIsThatOfACopy() {
    added();
    complete(ticket(), device.sign(request()));
    complete(ticket(), device.sign(request()));
    device.goBack();
    String ticket = ticket();
    String answer = device.sign(request());
    refused(() -> complete(ticket, answer), new Refusal.WrongCredentials());
  }

  @Test
  void aDeviceThatAsksForNobodyIsGoodBesideAPasswordAndNotAlone() {
    device = Device.withoutAsking(TestFactors.SITE.toString());
    added();
    String alone = device.sign(requestAlone());
    refused(() -> enter(alone), new Refusal.WrongCredentials());
    assertThat(complete(ticket(), device.sign(request())).person().id()).isEqualTo(person.id());
  }

  private Session stored(Session wanted) {
    return stage
        .<Optional<Session>>read(stores -> stores.sessions().find(person.id(), wanted.id()))
        .orElseThrow();
  }

  private String ticket() {
    return ((SignInStep.FactorWanted) core.begin(X, X)).ticket();
  }

  private SignedIn complete(String ticket, String answer) {
    return core.signIn.completion().complete(TestCore.visit(TestCore.PERSONAL), ticket, answer);
  }

  private SignedIn enter(String answer) {
    return core.secondFactors
        .passkeySignIn()
        .signIn(TestCore.visit(TestCore.PERSONAL), answer, TERMS);
  }
}
