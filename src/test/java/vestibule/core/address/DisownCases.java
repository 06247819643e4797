package vestibule.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.delivery.Letter;
import vestibule.core.model.Email;
import vestibule.core.model.Identifier;
import vestibule.core.model.Language;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.model.UserAgent;
import vestibule.core.refusal.Refusal;
import vestibule.store.Stage;

/**
 * "I did not register here": the link proves the mailbox, so every unproven claim to the address
 * and its hold go (docs/contracts 0.11).
 */
public abstract class DisownCases extends CoreCases {

  private static final String X = "x@example.org";
  private static final Duration DAY = Duration.ofHours(24);

  protected DisownCases(Stage stage) {
    super(stage);
  }

  @Test
  void whicheverLinkDisownsItEveryClaimGoesAndTheHold() {
    for (boolean first : new boolean[] {true, false}) {
      stage.clear();
      build();
      Contest contest = contest();
      SignedIn before = core.signIn(X, X);
      Session other = core.enter(contest.second);
      Letter letter = first ? contest.firstMail : contest.secondMail;
      core.confirmations.disown(letter.disown().orElseThrow(), TestCore.visit(TestCore.CHAT));
      for (Person claimant : List.of(contest.first, contest.second)) {
        assertThat(core.person(claimant.id()).emails()).isEmpty();
        assertThat(core.person(claimant.id()).primary()).isEmpty();
      }
      assertThat(core.isLive(before)).isFalse();
      assertThat(core.isLive(contest.second.id(), other.id())).isFalse();
      assertThat(identifier()).isEmpty();
      for (Letter spent : List.of(contest.firstMail, contest.secondMail)) {
        refused(() -> core.confirm(spent), new Refusal.CodeInvalid());
        refused(() -> disown(spent), new Refusal.CodeInvalid());
      }
      assertThat(core.signIn(X, core.register(X).address()).person().address()).isEqualTo(X);
    }
  }

  @Test
  void whoHasAnotherLogInStringKeepsItsSessionsWhenTheAddressIsDisowned() {
    Person named = core.register(Optional.of("Named"), X);
    core.mail();
    SignedIn before = core.signIn("named", X);
    stage.pass(DAY);
    core.register("X@example.org");
    disown(core.mail());
    assertThat(core.person(named.id()).emails()).isEmpty();
    assertThat(core.isLive(before)).isTrue();
    assertThat(core.signIn("named", X).person().id()).isEqualTo(named.id());
  }

  @Test
  void aProvenAddressIsNotFreedByTheOldLinkOfAnother() {
    Contest contest = contest();
    Person proved = core.confirm(contest.secondMail);
    refused(() -> disown(contest.firstMail), new Refusal.CodeInvalid());
    refused(() -> disown(contest.secondMail), new Refusal.CodeInvalid());
    assertThat(core.person(proved.id())).isEqualTo(proved);
    assertThat(identifier().orElseThrow().proven()).isTrue();
  }

  @Test
  void aLinkThatComesLateFreesNothing() {
    Person first = core.register(X);
    String link = core.mail().disown().orElseThrow();
    stage.pass(DAY.multipliedBy(2));
    refused(
        () -> core.confirmations.disown(link, TestCore.visit(TestCore.CHAT)),
        new Refusal.CodeExpired());
    assertThat(core.person(first.id()).emails()).hasSize(1);
  }

  @Test
  void disownedByAllItIsFreeAtOnceAndTheLinkIsSpent() {
    Person first = core.register(X);
    Letter letter = core.mail();
    SignedIn before = core.signIn(X, X);
    core.confirmations.disown(letter.disown().orElseThrow(), TestCore.visit(TestCore.CHAT));
    assertThat(core.isLive(before)).isFalse();
    assertThat(core.person(first.id()).emails()).isEmpty();
    assertThat(identifier()).isEmpty();
    core.register(X);
    refused(
        () ->
            core.confirmations.disown(letter.disown().orElseThrow(), TestCore.visit(TestCore.CHAT)),
        new Refusal.CodeInvalid());
  }

  @Test
  void aProvedAddressCannotBeDisowned() {
    core.register(X);
    Letter letter = core.mail();
    Person proved = core.confirm(letter);
    refused(
        () ->
            core.confirmations.disown(letter.disown().orElseThrow(), TestCore.visit(TestCore.CHAT)),
        new Refusal.CodeInvalid());
    assertThat(core.person(proved.id())).isEqualTo(proved);
  }

  @Test
  void underStrictPrivacyNobodySeesInTheirListThatItWasDisowned() {
    core = new TestCore(stage, true);
    Person named = core.register(Optional.of("Named"), X);
    Letter mail = core.mail();
    Person decoy = core.register(Optional.of("Decoy"), X);
    Person other = core.register("other@example.org");
    disown(mail);
    for (Person one : List.of(named, decoy)) {
      assertThat(core.person(one.id()).address()).isEqualTo(X);
      assertThat(core.person(one.id()).isAddressVerified()).isFalse();
      assertThat(core.person(one.id()).emails()).allMatch(email -> email.claim().decoy());
    }
    refused(() -> core.confirm(mail), new Refusal.CodeInvalid());
    assertThat(identifier()).isEmpty();
    Person real = core.register(X);
    assertThat(real.emails()).noneMatch(email -> email.claim().decoy());
    assertThat(core.person(other.id()).emails()).hasSize(1);
  }

  @Test
  void underStrictPrivacyNobodySeesInTheirListThatAnotherProvedIt() {
    core = new TestCore(stage, true);
    Person first = core.register(Optional.of("First"), X);
    core.mail();
    stage.pass(DAY);
    Person second = core.register(Optional.of("Second"), X);
    Person proved = core.confirm(core.mail());
    assertThat(proved.id()).isEqualTo(second.id());
    Email kept = core.person(first.id()).primary().orElseThrow();
    assertThat(kept.claim().decoy()).isTrue();
    assertThat(kept.address()).isEqualTo(X);
    assertThat(identifier().orElseThrow().account()).isEqualTo(second.id());
  }

  private void disown(Letter letter) {
    core.confirmations.disown(letter.disown().orElseThrow(), TestCore.visit(TestCore.CHAT));
  }

  /** Two accounts without names that claim one address, each with its mail; passwords differ. */
  private Contest contest() {
    Person first = core.register(X);
    Letter firstMail = core.mail();
    stage.pass(DAY.minusMinutes(1));
    core.emails.resend(X, UserAgent.NONE, Optional.empty(), door -> Language.ENGLISH);
    firstMail = core.mail();
    stage.pass(Duration.ofMinutes(1));
    Person second = core.register("X@example.org");
    stage.run(stores -> stores.passwords().put(second.id(), "plain second", stage.now()));
    return new Contest(first, firstMail, second, core.mail());
  }

  private record Contest(Person first, Letter firstMail, Person second, Letter secondMail) {}

  private Optional<Identifier> identifier() {
    return stage.read(stores -> stores.identifiers().find(LoginKey.of(X)));
  }
}
