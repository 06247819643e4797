package vestibule.core.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.address.AddressCare;
import vestibule.core.address.AddressClaims;
import vestibule.core.delivery.Letter;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Email;
import vestibule.core.model.Person;
import vestibule.core.model.Rights.Kind;
import vestibule.core.operator.Duty;
import vestibule.core.operator.Operator;
import vestibule.core.operator.OperatorRefusal;
import vestibule.core.operator.Reason;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.RecordStore.Trail;
import vestibule.store.Stage;

/** What operators do in their own name, and that they are judged where it is done. */
public abstract class OperatorCases extends CoreCases {

  private static final int ROUNDS = 15;
  private static final Reason SEEN = Reason.of("seen in person").orElseThrow();

  protected OperatorCases(Stage stage) {
    super(stage);
  }

  /** The duty that makes an operator, which no act of theirs takes away. */
  @Nested
  class OwnDuty extends DutyKeepingCases {
    OwnDuty() {
      super(OperatorCases.this.stage);
    }
  }

  private Person person(String name) {
    core.register(Optional.of(name), name + "@example.org");
    return core.confirm(mailTo(name + "@example.org"));
  }

  /** Those before tell others of their rights. */
  private Letter mailTo(String address) {
    Letter letter = core.mail();
    while (letter.code().isEmpty() || !letter.mail().recipient().address().equals(address)) {
      letter = core.mail();
    }
    return letter;
  }

  private Operator operator(Person person, Duty duty) {
    new Appointments(core.rights).appoint(duty, person.id());
    return new Operator(core.enter(person), TestCore.visit(TestCore.CHAT), duty, duty);
  }

  private Administration by(Operator operator) {
    return new Administration(core.changes.by(operator));
  }

  private AddressCare care(Operator operator) {
    return new AddressCare(core.changes.by(operator), new AddressClaims(false), core.notices);
  }

  private List<AuditEvent> trail(Person person) {
    return new Records(stage.transactions).trail(Trail.of(person.id()), 100);
  }

  private static void refused(ThrowingCallable call, OperatorRefusal.Why why) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            OperatorRefusal.class, refused -> assertThat(refused.why()).isEqualTo(why));
  }

  @Test
  void theTrailNamesWhoDidIt() {
    Person ada = person("ada");
    Operator eve = operator(person("eve"), Duty.SUPPORT);
    by(eve).disable(ada.id());
    core.administration.enable(ada.id());
    AuditEvent enabled = trail(ada).getFirst();
    AuditEvent disabled = trail(ada).get(1);
    assertThat(disabled.kind()).isEqualTo(AuditEvent.Kind.DISABLED);
    assertThat(disabled.detail()).isEqualTo("by account " + eve.account());
    assertThat(disabled.place())
        .isEqualTo(new AuditEvent.Place(AuditEvent.Actor.OPERATOR, "admin", "192.0.2.1", "test"));
    assertThat(Operator.of(disabled)).contains(Long.toString(eve.account()));
    assertThat(Operator.of(enabled)).isEmpty();
    assertThat(enabled.place().door()).isEqualTo("operator");
  }

  @Test
  void aReasonCannotNameAnotherOperator() {
    Person ada = person("ada");
    Operator eve = operator(person("eve"), Duty.ADMIN);
    Email second = core.add(ada, "second@example.org");
    care(eve).remove(ada.id(), second.id(), Reason.of("x; by account 1").orElseThrow());
    AuditEvent removed = trail(ada).getFirst();
    assertThat(removed.detail())
        .isEqualTo("address " + second.id() + ": x; by account 1; by account " + eve.account());
    assertThat(Operator.of(removed)).contains(Long.toString(eve.account()));
  }

  @Test
  void aPermissionThatWasTakenMeanwhileDoesNothing() {
    Person ada = person("ada");
    Operator eve = operator(person("eve"), Duty.SUPPORT);
    core.rights.revoke(
        Kind.PERMISSION,
        core.rights.find(Kind.PERMISSION, "vestibule.support").orElseThrow(),
        eve.account());
    int before = trail(ada).size();
    refused(() -> by(eve).disable(ada.id()), OperatorRefusal.Why.GONE);
    refused(
        () -> core.rights.by(core.changes.by(eve)).create(Kind.GROUP, "g"),
        OperatorRefusal.Why.GONE);
    assertThat(core.person(ada.id()).account().isActive()).isTrue();
    assertThat(trail(ada)).hasSize(before);
    assertThat(core.rights.find(Kind.GROUP, "g")).isEmpty();
    // Less than what they act by is not enough either.
    new Appointments(core.rights).appoint(Duty.READ, eve.account());
    refused(() -> by(eve).disable(ada.id()), OperatorRefusal.Why.GONE);
  }

  @Test
  void aSessionThatEndedMeanwhileDoesNothing() {
    Person ada = person("ada");
    Operator eve = operator(person("eve"), Duty.ADMIN);
    core.administration.endSession(eve.account(), eve.session().id());
    assertThatThrownBy(() -> by(eve).disable(ada.id()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.TokenRefused.class));
    assertThat(core.person(ada.id()).account().isActive()).isTrue();
  }

  @Test
  void supportDoesNotTouchOperatorsBeTheyMadeByARole() {
    Operator support = operator(person("support"), Duty.SUPPORT);
    Person ada = person("ada");
    by(support).endSessions(ada.id());
    new Appointments(core.rights).appoint(Duty.READ, ada.id());
    refused(() -> by(support).endSessions(ada.id()), OperatorRefusal.Why.PROTECTED);
    Person bob = person("bob");
    core.rights.grant(Kind.ROLE, core.rights.create(Kind.ROLE, "readers").orElseThrow(), bob.id());
    core.rights.grantToRole(
        core.rights.find(Kind.PERMISSION, "vestibule.read").orElseThrow(),
        core.rights.find(Kind.ROLE, "readers").orElseThrow());
    refused(() -> by(support).disable(bob.id()), OperatorRefusal.Why.PROTECTED);
    by(operator(person("admin"), Duty.ADMIN)).disable(bob.id());
    assertThat(core.person(bob.id()).account().isActive()).isFalse();
  }

  /** Each shuts the other out at the same moment: one comes first, and the other does nothing. */
  @Test
  void ofTwoAdminsWhoDisableEachOtherOneIsLeft() {
    Person one = person("one");
    Person other = person("other");
    for (int round = 0; round < ROUNDS; round++) {
      core.administration.enable(one.id());
      core.administration.enable(other.id());
      List<Operator> both = List.of(operator(one, Duty.ADMIN), operator(other, Duty.ADMIN));
      List<Long> targets = List.of(other.id(), one.id());
      List<Boolean> done =
          Together.run(2, i -> isDone(() -> by(both.get(i)).disable(targets.get(i))));
      assertThat(done).as("round %d", round).containsExactlyInAnyOrder(true, false);
      assertThat(List.of(one, other))
          .filteredOn(person -> core.person(person.id()).account().isActive())
          .hasSize(1);
    }
  }

  private static boolean isDone(Runnable act) {
    try {
      act.run();
      return true;
    } catch (RefusedException shutOut) {
      return false;
    }
  }

  @Test
  void anAddressIsVouchedForAndItsOtherClaimantsLoseIt() {
    Operator admin = operator(person("admin"), Duty.ADMIN);
    Person ada = person("ada");
    Email wanted = core.add(ada, "wanted@example.org");
    core.mail();
    care(admin).confirm(ada.id(), wanted.id());
    assertThat(core.person(ada.id()).email(wanted.id()).orElseThrow().verified()).isTrue();
    assertThat(stage.count("select count(*) from outbox where purpose = 'ADDRESS_VERIFIED'"))
        .isEqualTo(1);
    int before = trail(ada).size();
    care(admin).confirm(ada.id(), wanted.id());
    assertThat(trail(ada)).hasSize(before);
    Person bob = person("bob");
    refused(() -> care(admin).confirm(bob.id(), 9_000), new Refusal.AddressUnknown());
    refused(() -> care(admin).confirm(9_000, 1), new Refusal.AccountUnknown());
  }

  @Test
  void aRemovedAddressCanComeBackAndThePrimaryOneStays() {
    Operator support = operator(person("support"), Duty.SUPPORT);
    Person ada = person("ada");
    Email second = core.add(ada, "second@example.org");
    core.confirm(mailTo("second@example.org"));
    refused(
        () -> care(support).remove(ada.id(), ada.primary().orElseThrow().id(), SEEN),
        new Refusal.AddressPrimary());
    care(support).remove(ada.id(), second.id(), SEEN);
    assertThat(core.person(ada.id()).emails()).hasSize(1);
    assertThat(stage.count("select count(*) from held_address")).isEqualTo(1);
    assertThat(trail(ada).getFirst().detail())
        .isEqualTo("address " + second.id() + ": seen in person; by account " + support.account());
  }

  @Test
  void aReasonIsOneLineThatPeopleSee() {
    assertThat(Reason.of("  seen  ")).contains(new Reason("seen"));
    assertThat(Reason.of("x".repeat(200))).isPresent();
    for (String none : List.of("", " ", "x".repeat(201), "a\nb", "a\u202eb", "\u200b")) {
      assertThat(Reason.of(none)).as(none).isEmpty();
    }
  }
}
