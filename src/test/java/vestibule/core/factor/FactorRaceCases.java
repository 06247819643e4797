package vestibule.core.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.TestCore;
import vestibule.core.delivery.Letter;
import vestibule.core.model.Email;
import vestibule.core.model.Mail;
import vestibule.core.model.SignedIn;
import vestibule.core.operator.Reason;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.signin.SignInStep;
import vestibule.store.Stage;

/** What several do at once with the second factors of one account, and who is told. */
public abstract class FactorRaceCases extends EnrolledCases {

  protected FactorRaceCases(Stage stage) {
    super(stage);
  }

  /** What each got; a refusal where it was refused. */
  private static List<Object> all(int many, IntFunction<Object> work) {
    return Together.run(
        many,
        number -> {
          try {
            return work.apply(number);
          } catch (RefusedException refused) {
            return refused.refusal();
          }
        });
  }

  private static <T> Stream<T> each(List<Object> got, Class<T> kind) {
    return got.stream().filter(kind::isInstance).map(kind::cast);
  }

  @Test
  void whoSignsInByThePasswordAloneMeanwhileIsOutInTheEnd() {
    Enrolment.TotpOffer offer = offer();
    String code = new App(offer.secret()).code(stage.now());
    List<Object> got = all(5, number -> number == 0 ? add(offer, code) : core.begin(X, X));
    assertThat(each(got, Enrolment.Enrolled.class)).hasSize(1);
    assertThat(each(got, SignInStep.Done.class).map(SignInStep.Done::signedIn).filter(core::isLive))
        .isEmpty();
    assertThat(core.isLive(person.id(), session.id())).isTrue();
    assertThat(core.begin(X, X)).isInstanceOf(SignInStep.FactorWanted.class);
  }

  @Test
  void oneSecretThatManyCompleteIsThereOnceWithTheCodesThatWereShown() {
    Enrolment.TotpOffer offer = offer();
    String code = new App(offer.secret()).code(stage.now());
    List<Object> got = all(4, _ -> add(offer, code));
    List<Enrolment.Enrolled> in = each(got, Enrolment.Enrolled.class).toList();
    assertThat(in).hasSize(1);
    assertThat(each(got, Refusal.FactorPresent.class)).hasSize(3);
    Factors.Held held = core.secondFactors.factors().of(person.id());
    assertThat(held.factors()).hasSize(1);
    assertThat(held.codesLeft()).isEqualTo(10);
    String shown = in.getFirst().codes().orElseThrow().getFirst();
    assertThat(complete(ticket(), shown).person().id()).isEqualTo(person.id());
  }

  @Test
  void theLastFactorIsUsedBeforeItIsRemovedOrNotAtAll() {
    App app = add();
    long id = core.secondFactors.factors().of(person.id()).factors().getFirst().id();
    String ticket = ticket();
    String code = app.code(stage.now());
    List<Object> got =
        all(
            3,
            number -> {
              if (number > 0) {
                return complete(ticket, code);
              }
              remove(id);
              return "removed";
            });
    assertThat(got).contains("removed");
    assertThat(each(got, SignedIn.class).count()).isLessThanOrEqualTo(1);
    assertThat(each(got, Refusal.class)).containsOnly(new Refusal.WrongCredentials());
    assertThat(stage.rows()).doesNotContainKeys("factor", "recovery_code");
    assertThat(core.signIn(X, X).person().id()).isEqualTo(person.id());
  }

  @Test
  void oneFactorIsRemovedOnceAndToldOnce() {
    add();
    long id = core.secondFactors.factors().of(person.id()).factors().getFirst().id();
    assertThat(letters()).hasSize(1);
    List<Object> got =
        all(
            4,
            _ -> {
              remove(id);
              return "removed";
            });
    assertThat(got).containsOnlyOnce("removed");
    assertThat(each(got, Refusal.FactorUnknown.class)).hasSize(3);
    assertThat(letters()).hasSize(1);
    assertThat(stage.count("select count(*) from audit where kind = 'FACTOR_REMOVED'")).isOne();
  }

  @Test
  void oneRecoveryCodeAtASignInAndAtAProofAtOnceIsGoodOnce() {
    List<String> codes = enrolWithCodes();
    String ticket = ticket();
    List<Object> got =
        all(
            4,
            number -> {
              if (number == 0) {
                return complete(ticket, codes.getFirst());
              }
              prove(codes.getFirst());
              return "proved";
            });
    assertThat(each(got, Refusal.class)).hasSize(3);
    assertThat(core.secondFactors.factors().of(person.id()).codesLeft()).isEqualTo(9);
  }

  @Test
  void ofCodesThatAreDrawnAtOnceOneSetIsGoodAndWhole() {
    enrolWithCodes();
    List<Object> got =
        all(
            3,
            _ -> core.secondFactors.factors().renewCodes(session, TestCore.visit(TestCore.CHAT)));
    assertThat(core.secondFactors.factors().of(person.id()).codesLeft()).isEqualTo(10);
    String ticket = ticket();
    List<Object> worked = new ArrayList<>();
    for (Object set : got) {
      String code = (String) ((List<?>) set).getFirst();
      try {
        prove(code);
        worked.add(set);
      } catch (RefusedException spentOrReplaced) {
        assertThat(spentOrReplaced.refusal()).isEqualTo(new Refusal.FactorWrong());
      }
    }
    assertThat(worked).hasSize(1);
    String second = (String) ((List<?>) worked.getFirst()).get(1);
    assertThat(complete(ticket, second).person().id()).isEqualTo(person.id());
  }

  private void prove(String answer) {
    core.secondFactors.stepUp().prove(session, answer, TestCore.visit(TestCore.CHAT));
  }

  private List<Letter> letters() {
    return Stream.generate(() -> core.outbox.next("told"))
        .takeWhile(Optional::isPresent)
        .map(Optional::orElseThrow)
        .peek(core.outbox::sent)
        .toList();
  }

  private List<String> told() {
    List<Letter> letters = letters();
    assertThat(letters)
        .extracting(letter -> letter.mail().purpose())
        .containsOnly(Mail.Purpose.FACTOR_CHANGED);
    return letters.stream().map(letter -> letter.mail().recipient().address()).toList();
  }

  /** Whoever reads one of the mailboxes learns of it, and no stranger does. */
  @Test
  void everyProvenAddressIsToldOfEachChangeAndNoOther() {
    Email second = core.emails.add(session, "second@example.org", TestCore.visit(TestCore.CHAT));
    while (!isProven(second)) {
      Letter letter = core.mail();
      if (letter.mail().purpose() == Mail.Purpose.CONFIRM) {
        core.confirm(letter);
      }
    }
    core.emails.add(session, "claimed@example.org", TestCore.visit(TestCore.CHAT));
    letters();
    String[] proven = {X, "second@example.org"};
    add();
    assertThat(told()).containsExactlyInAnyOrder(proven);
    Factors factors = core.secondFactors.factors();
    factors.renewCodes(session, TestCore.visit(TestCore.CHAT));
    assertThat(told()).containsExactlyInAnyOrder(proven);
    remove(factors.of(person.id()).factors().getFirst().id());
    assertThat(told()).containsExactlyInAnyOrder(proven);
    add();
    letters();
    factors.removeByOperator(person.id(), Optional.empty(), new Reason("seen in person"));
    assertThat(told()).containsExactlyInAnyOrder(proven);
  }

  private boolean isProven(Email email) {
    return core.person(person.id()).emails().stream()
        .anyMatch(one -> one.address().equals(email.address()) && one.verified());
  }
}
