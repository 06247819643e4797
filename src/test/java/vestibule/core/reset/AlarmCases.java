package vestibule.core.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.delivery.Letter;
import vestibule.core.model.Email;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Mail.Purpose;
import vestibule.core.model.Person;
import vestibule.core.model.Rights;
import vestibule.core.model.Session;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.store.Stage;

/** "This was not me": what it takes back, from whom, for how long, and what it never gives. */
public abstract class AlarmCases extends CoreCases {

  private static final String X = "x@example.org";
  private static final String EVIL = "evil@example.net";
  private static final Duration WINDOW = Duration.ofHours(72);

  private Person owner;
  private Session thief;

  protected AlarmCases(Stage stage) {
    super(stage);
  }

  @Test
  void everyChangeIsToldToEveryProvenAddressTheOneThatGoesIncluded() {
    long evil = takenOver();
    Letters told = letters();
    assertThat(told.purposes(X))
        .containsExactly(
            Purpose.ADDRESS_ADDED,
            Purpose.ADDRESS_VERIFIED,
            Purpose.ADDRESS_PRIMARY,
            Purpose.ADDRESS_REMOVED);
    assertThat(told.purposes(EVIL))
        .containsExactly(Purpose.ADDRESS_PRIMARY, Purpose.ADDRESS_REMOVED);
    assertThat(told.all).allMatch(letter -> letter.disown().isPresent());
    assertThat(core.person(owner.id()).emails()).extracting(Email::id).containsExactly(evil);
  }

  /** By whichever notice: a person opens the one that they see. */
  @Test
  void everyNoticeOfTheOwnerTakesTheWholeTakeoverBack() {
    for (int which = 0; which < 4; which++) {
      stage.clear();
      build();
      takenOver();
      raise(letters().of(X).get(which));
      Person now = core.person(owner.id());
      assertThat(now.emails())
          .extracting(Email::address, Email::verified)
          .containsExactly(tuple(X, true));
      assertThat(now.address()).isEqualTo(X);
      assertThat(core.isLive(owner.id(), thief.id())).isFalse();
      Letter reset = core.mail();
      assertThat(reset.mail().purpose()).isEqualTo(Purpose.RESET);
      assertThat(reset.mail().recipient().address()).isEqualTo(X);
      assertThat(core.signIn(X, X).person().id()).isEqualTo(owner.id());
      refused(() -> core.signIn(EVIL, X), new Refusal.WrongCredentials());
      core.register(EVIL);
    }
  }

  @Test
  void itOpensNoSessionAndWorksOnce() {
    takenOver();
    Letter letter = letters().of(X).getFirst();
    core.alarms.peek(letter.disown().orElseThrow(), TestCore.visit(TestCore.CHAT));
    assertThat(core.isLive(owner.id(), thief.id())).isTrue();
    List<Boolean> done =
        Together.run(8, i -> isDone(() -> raise(letter), new Refusal.CodeInvalid()));
    assertThat(done).containsOnlyOnce(true);
    assertThat(stage.count("select count(*) from session where ended_at is null")).isZero();
    refused(
        () -> core.alarms.peek(letter.disown().orElseThrow(), TestCore.visit(TestCore.CHAT)),
        new Refusal.CodeInvalid());
  }

  /** The thief has a mailbox in the account by now, and gets notices too. */
  @Test
  void theThiefsLinkTakesBackNothingFromBeforeHisAddressWasProved() {
    takenOver();
    raise(letters().of(EVIL).getLast());
    assertThat(core.person(owner.id()).emails())
        .extracting(Email::address)
        .containsExactlyInAnyOrder(X, EVIL);
    Letter reset = core.mail();
    assertThat(reset.mail().purpose()).isEqualTo(Purpose.RESET);
    assertThat(reset.mail().recipient().address()).isEqualTo(X);
  }

  @Test
  void aRemovedAddressIsNobodysForThreeDaysAndNamesNobody() {
    takenOver();
    refused(() -> core.signIn(X, X), new Refusal.WrongCredentials());
    refused(() -> core.register(X), new Refusal.AddressTaken());
    Person other = core.register("other@example.org");
    refused(() -> core.add(other, "X@EXAMPLE.ORG"), new Refusal.AddressTaken());
    assertThat(stage.<Boolean>read(stores -> stores.identifiers().find(LoginKey.of(X)).isPresent()))
        .isFalse();
    stage.pass(WINDOW);
    assertThat(core.register(X).address()).isEqualTo(X);
  }

  /** Nor does its account, which may add it again, as it could before. */
  @Test
  void itsOwnAccountMayHaveItAgainAtOnce() {
    takenOver();
    letters();
    core.add(owner, X);
    core.confirm(core.mail());
    assertThat(core.person(owner.id()).emails()).extracting(Email::address).contains(X);
  }

  @Test
  void underStrictPrivacyItIsHeldWithoutAWord() {
    core = new TestCore(stage, true);
    takenOver();
    Person other = core.register(Optional.of("other"), X);
    assertThat(other.primary().orElseThrow().claim().decoy()).isTrue();
  }

  @Test
  void ofManyWhoClaimWhatIsBeingRemovedNobodyGetsIt() {
    proved();
    core.add(owner, EVIL);
    core.confirm(core.mail());
    Email x = owner.primary().orElseThrow();
    Email evil =
        core.person(owner.id()).emails().stream()
            .filter(email -> email.address().equals(EVIL))
            .findFirst()
            .orElseThrow();
    core.prefer(owner, evil.id());
    Together.run(
        8,
        i ->
            isDone(
                i == 0 ? () -> core.remove(owner, x.id()) : () -> core.register(X),
                new Refusal.AddressTaken()));
    assertThat(stage.count("select count(*) from email where address = 'x@example.org'")).isZero();
  }

  @Test
  void afterThreeDaysALinkIsTooOld() {
    takenOver();
    Letter letter = letters().of(X).getFirst();
    stage.pass(WINDOW);
    refused(() -> raise(letter), new Refusal.CodeExpired());
    assertThat(core.person(owner.id()).address()).isEqualTo(EVIL);
  }

  @Test
  void aDeletedAccountHoldsNothing() {
    takenOver();
    core.administration.delete(owner.id());
    assertThat(stage.count("select count(*) from held_address")).isZero();
    assertThat(stage.count("select count(*) from address_change")).isZero();
    core.register(X);
  }

  @Test
  void rightsOfAnOperatorAreToldToo() {
    proved();
    Rights.Named admins = core.rights.create(Rights.Kind.GROUP, "admins").orElseThrow();
    core.rights.grant(Rights.Kind.GROUP, admins, owner.id());
    core.rights.grant(Rights.Kind.GROUP, admins, owner.id());
    Letter letter = core.mail();
    assertThat(letter.mail().purpose()).isEqualTo(Purpose.RIGHTS_GRANTED);
    assertThat(letter.mail().recipient().address()).isEqualTo(X);
    assertThat(core.outbox.next("none")).isEmpty();
  }

  private void proved() {
    core.register(X);
    owner = core.confirm(core.mail());
    thief = core.enter(owner);
  }

  /** A thief with a session adds an address, proves it, prefers it, and removes the owner's. */
  private long takenOver() {
    proved();
    Email evil = core.emails.add(thief, EVIL, TestCore.visit(TestCore.CHAT));
    core.confirm(core.mail());
    stage.pass(Duration.ofMinutes(1));
    core.emails.prefer(thief, evil.id(), TestCore.visit(TestCore.CHAT));
    stage.pass(Duration.ofMinutes(1));
    core.emails.remove(thief, owner.primary().orElseThrow().id(), TestCore.visit(TestCore.CHAT));
    return evil.id();
  }

  /** Whether it was done; what is refused is refused for that reason. */
  private static boolean isDone(Runnable what, Refusal reason) {
    try {
      what.run();
      return true;
    } catch (RefusedException refused) {
      assertThat(refused.refusal()).isEqualTo(reason);
      return false;
    }
  }

  private void raise(Letter letter) {
    core.alarms.raise(letter.disown().orElseThrow(), TestCore.visit(TestCore.CHAT));
  }

  private Letters letters() {
    List<Letter> all = new ArrayList<>();
    for (Optional<Letter> next = core.outbox.next("lease-l0");
        next.isPresent();
        next = core.outbox.next("lease-l" + all.size())) {
      core.outbox.sent(next.get());
      all.add(next.get());
    }
    return new Letters(all);
  }

  private record Letters(List<Letter> all) {

    List<Letter> of(String address) {
      return all.stream()
          .filter(letter -> letter.mail().recipient().address().equals(address))
          .toList();
    }

    List<Purpose> purposes(String address) {
      return of(address).stream().map(letter -> letter.mail().purpose()).toList();
    }
  }
}
