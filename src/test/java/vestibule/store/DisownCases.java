package vestibule.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.core.delivery.Letter;
import vestibule.core.model.Email;
import vestibule.core.model.Identifier;
import vestibule.core.model.Language;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/**
 * "I did not register here": the link proves the mailbox, so every unproven claim to the address
 * and its hold go (docs/contracts 0.11).
 */
abstract class DisownCases {

  private static final String X = "x@example.org";
  private static final Duration DAY = Duration.ofHours(24);

  private final Stage stage;
  private House house;

  DisownCases(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void build() {
    house = new House(stage, false);
  }

  @Test
  void whicheverLinkDisownsItEveryClaimGoesAndTheHold() {
    for (boolean first : new boolean[] {true, false}) {
      stage.clear();
      build();
      Contest contest = contest();
      SignedIn before = house.signIn(X, X);
      Session other = house.enter(contest.second);
      Letter letter = first ? contest.firstMail : contest.secondMail;
      house.confirmations.disown(letter.disown().orElseThrow());
      for (Person claimant : List.of(contest.first, contest.second)) {
        assertThat(house.person(claimant.id()).emails()).isEmpty();
        assertThat(house.person(claimant.id()).primary()).isEmpty();
      }
      assertThat(house.isLive(before)).isFalse();
      assertThat(house.isLive(contest.second.id(), other.id())).isFalse();
      assertThat(identifier()).isEmpty();
      for (Letter spent : List.of(contest.firstMail, contest.secondMail)) {
        refused(() -> house.confirm(spent), new Refusal.CodeInvalid());
        refused(() -> disown(spent), new Refusal.CodeInvalid());
      }
      assertThat(house.signIn(X, house.register(X).address()).person().address()).isEqualTo(X);
    }
  }

  @Test
  void whoHasAnotherLogInStringKeepsItsSessionsWhenTheAddressIsDisowned() {
    Person named = house.register(Optional.of("Named"), X);
    house.mail();
    SignedIn before = house.signIn("named", X);
    stage.pass(DAY);
    house.register("X@example.org");
    disown(house.mail());
    assertThat(house.person(named.id()).emails()).isEmpty();
    assertThat(house.isLive(before)).isTrue();
    assertThat(house.signIn("named", X).person().id()).isEqualTo(named.id());
  }

  @Test
  void aProvenAddressIsNotFreedByTheOldLinkOfAnother() {
    Contest contest = contest();
    Person proved = house.confirm(contest.secondMail);
    refused(() -> disown(contest.firstMail), new Refusal.CodeInvalid());
    refused(() -> disown(contest.secondMail), new Refusal.CodeInvalid());
    assertThat(house.person(proved.id())).isEqualTo(proved);
    assertThat(identifier().orElseThrow().proven()).isTrue();
  }

  @Test
  void disownedByAllItIsFreeAtOnceAndTheLinkIsSpent() {
    Person first = house.register(X);
    Letter letter = house.mail();
    SignedIn before = house.signIn(X, X);
    house.confirmations.disown(letter.disown().orElseThrow());
    assertThat(house.isLive(before)).isFalse();
    assertThat(house.person(first.id()).emails()).isEmpty();
    assertThat(identifier()).isEmpty();
    house.register(X);
    refused(
        () -> house.confirmations.disown(letter.disown().orElseThrow()), new Refusal.CodeInvalid());
  }

  @Test
  void aProvedAddressCannotBeDisowned() {
    house.register(X);
    Letter letter = house.mail();
    Person proved = house.confirm(letter);
    refused(
        () -> house.confirmations.disown(letter.disown().orElseThrow()), new Refusal.CodeInvalid());
    assertThat(house.person(proved.id())).isEqualTo(proved);
  }

  @Test
  void underStrictPrivacyNobodySeesInTheirListThatItWasDisowned() {
    house = new House(stage, true);
    Person named = house.register(Optional.of("Named"), X);
    Letter mail = house.mail();
    Person decoy = house.register(Optional.of("Decoy"), X);
    Person other = house.register("other@example.org");
    disown(mail);
    for (Person one : List.of(named, decoy)) {
      assertThat(house.person(one.id()).address()).isEqualTo(X);
      assertThat(house.person(one.id()).isAddressVerified()).isFalse();
      assertThat(house.person(one.id()).emails()).allMatch(email -> email.claim().decoy());
    }
    refused(() -> house.confirm(mail), new Refusal.CodeInvalid());
    assertThat(identifier()).isEmpty();
    Person real = house.register(X);
    assertThat(real.emails()).noneMatch(email -> email.claim().decoy());
    assertThat(house.person(other.id()).emails()).hasSize(1);
  }

  @Test
  void underStrictPrivacyNobodySeesInTheirListThatAnotherProvedIt() {
    house = new House(stage, true);
    Person first = house.register(Optional.of("First"), X);
    house.mail();
    stage.pass(DAY);
    Person second = house.register(Optional.of("Second"), X);
    Person proved = house.confirm(house.mail());
    assertThat(proved.id()).isEqualTo(second.id());
    Email kept = house.person(first.id()).primary().orElseThrow();
    assertThat(kept.claim().decoy()).isTrue();
    assertThat(kept.address()).isEqualTo(X);
    assertThat(identifier().orElseThrow().account()).isEqualTo(second.id());
  }

  private void disown(Letter letter) {
    house.confirmations.disown(letter.disown().orElseThrow());
  }

  /** Two accounts without names that claim one address, each with its mail; passwords differ. */
  private Contest contest() {
    Person first = house.register(X);
    Letter firstMail = house.mail();
    stage.pass(DAY.minusMinutes(1));
    house.emails.resend(X, Optional.empty(), door -> Language.ENGLISH);
    firstMail = house.mail();
    stage.pass(Duration.ofMinutes(1));
    Person second = house.register("X@example.org");
    stage.run(stores -> stores.passwords().put(second.id(), "plain second", stage.now()));
    return new Contest(first, firstMail, second, house.mail());
  }

  private record Contest(Person first, Letter firstMail, Person second, Letter secondMail) {}

  private Optional<Identifier> identifier() {
    return stage.read(stores -> stores.identifiers().find(LoginKey.of(X)));
  }

  private static void refused(ThrowingCallable what, Refusal refusal) {
    assertThatThrownBy(what)
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.refusal()).isEqualTo(refusal));
  }
}
