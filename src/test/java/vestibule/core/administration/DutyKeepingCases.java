package vestibule.core.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.change.Changes;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Person;
import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.core.operator.Duty;
import vestibule.core.operator.Operator;
import vestibule.core.operator.OperatorRefusal;
import vestibule.core.rights.RightsAdministration;
import vestibule.core.store.RecordStore.Trail;
import vestibule.core.store.Transactions;
import vestibule.store.Stage;

/** No act of an operator takes away what makes them one, so an admin is always left. */
public abstract class DutyKeepingCases extends CoreCases {

  private static final int ROUNDS = 15;

  private Named permission;
  private Named chiefs;
  private Person ada;
  private Operator adas;

  protected DutyKeepingCases(Stage stage) {
    super(stage);
  }

  /** Ada is an admin by a role. */
  @BeforeEach
  void appoint() {
    permission = made(Kind.PERMISSION, Duty.ADMIN.permission());
    chiefs = roleOfAdmins("chiefs");
    ada = person("ada");
    adas = operator(ada, chiefs);
  }

  private Named made(Kind kind, String name) {
    return core.rights.create(kind, name).orElseThrow();
  }

  private Named roleOfAdmins(String name) {
    Named role = made(Kind.ROLE, name);
    core.rights.grantToRole(permission, role);
    return role;
  }

  private Person person(String name) {
    return core.register(Optional.of(name), name + "@example.org");
  }

  private Operator operator(Person person, Named role) {
    core.rights.grant(Kind.ROLE, role, person.id());
    return operator(person);
  }

  private Operator operator(Person person) {
    return new Operator(core.enter(person), TestCore.visit(TestCore.CHAT), Duty.ADMIN, Duty.ADMIN);
  }

  private RightsAdministration by(Operator operator) {
    return core.rights.by(core.changes.by(operator));
  }

  private boolean isAdmin(Person person) {
    return Duty.of(core.person(person.id()).rights()).filter(Duty.ADMIN::equals).isPresent();
  }

  private static void refused(ThrowingCallable call, OperatorRefusal.Why why) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            OperatorRefusal.class, refused -> assertThat(refused.why()).isEqualTo(why));
  }

  @Test
  void nobodyTakesAwayTheRoleByWhichTheyAct() {
    long events = stage.count("select count(*) from audit");
    refused(() -> by(adas).delete(Kind.ROLE, chiefs), OperatorRefusal.Why.OWN_DUTY);
    refused(() -> by(adas).revokeFromRole(permission, chiefs), OperatorRefusal.Why.OWN_DUTY);
    refused(() -> by(adas).revoke(Kind.ROLE, chiefs, ada.id()), OperatorRefusal.Why.OWN_ACCOUNT);
    assertThat(isAdmin(ada)).isTrue();
    assertThat(core.rights.permissionsOf(chiefs)).containsExactly("vestibule.admin");
    assertThat(stage.count("select count(*) from audit")).isEqualTo(events);
    assertThat(by(adas).create(Kind.GROUP, "still")).isPresent();
  }

  @Test
  void whoActsByAnotherRightTakesItAndLosesItToo() {
    new Appointments(core.rights).appoint(Duty.ADMIN, ada.id());
    Person bob = person("bob");
    core.rights.grant(Kind.ROLE, chiefs, bob.id());
    assertThat(by(adas).delete(Kind.ROLE, chiefs)).isEqualTo(2);
    assertThat(core.rights.find(Kind.ROLE, "chiefs")).isEmpty();
    assertThat(stage.count("select count(*) from account_right where kind = 'ROLE'")).isZero();
    assertThat(isAdmin(ada)).isTrue();
    assertThat(isAdmin(bob)).isFalse();
  }

  @Test
  void whoActsByAnotherRoleTakesThePermissionFromOne() {
    Operator bobs = operator(person("bob"), roleOfAdmins("others"));
    assertThat(by(bobs).revokeFromRole(permission, chiefs)).isTrue();
    assertThat(isAdmin(ada)).isFalse();
    refused(() -> by(adas).create(Kind.GROUP, "late"), OperatorRefusal.Why.GONE);
  }

  /** Groups carry nothing. */
  @Test
  void aGroupOfOnesOwnMayGo() {
    Named group = made(Kind.GROUP, "club");
    core.rights.grant(Kind.GROUP, group, ada.id());
    assertThat(by(adas).delete(Kind.GROUP, group)).isOne();
    assertThat(core.person(ada.id()).rights().groups()).isEmpty();
    assertThat(isAdmin(ada)).isTrue();
  }

  @Test
  void aPermissionThatMakesOperatorsIsDeletedByCommandsAlone() {
    for (String name : List.of("vestibule.read", "Vestibule.Anything")) {
      Named reserved = made(Kind.PERMISSION, name);
      refused(() -> by(adas).delete(Kind.PERMISSION, reserved), OperatorRefusal.Why.RESERVED);
      assertThat(core.rights.delete(Kind.PERMISSION, reserved)).isZero();
    }
    refused(() -> by(adas).delete(Kind.PERMISSION, permission), OperatorRefusal.Why.RESERVED);
    Named other = made(Kind.PERMISSION, "other");
    assertThat(by(adas).delete(Kind.PERMISSION, other)).isZero();
    assertThat(core.rights.delete(Kind.ROLE, chiefs)).isOne();
    assertThat(isAdmin(ada)).isFalse();
  }

  /** Each takes the role of the other at the same moment: one comes first. */
  @Test
  void ofTwoAdminsWhoTakeEachOthersRoleOneIsLeft() {
    Person bob = person("bob");
    for (int round = 0; round < ROUNDS; round++) {
      Named first = roleOfAdmins("first" + round);
      Named second = roleOfAdmins("second" + round);
      core.rights.revoke(Kind.ROLE, chiefs, ada.id());
      List<Operator> both = List.of(operator(ada, first), operator(bob, second));
      boolean whole = round % 2 == 0;
      List<Named> targets = List.of(second, first);
      List<Boolean> done = Together.run(2, i -> isDone(by(both.get(i)), targets.get(i), whole));
      assertThat(done).as("round %d", round).containsExactlyInAnyOrder(true, false);
      assertThat(List.of(ada, bob)).filteredOn(this::isAdmin).hasSize(1);
      core.rights.revoke(Kind.ROLE, first, ada.id());
      core.rights.revoke(Kind.ROLE, second, bob.id());
    }
  }

  private boolean isDone(RightsAdministration rights, Named role, boolean whole) {
    try {
      return whole ? rights.delete(Kind.ROLE, role) >= 0 : rights.revokeFromRole(permission, role);
    } catch (OperatorRefusal late) {
      return false;
    }
  }

  /** What was decided is done to the end, and the trail of each says by whom. */
  @Test
  void aRoleIsTakenFromAllThoughTheOperatorIsSignedOutMeanwhile() {
    Named role = made(Kind.ROLE, "staff");
    List<Person> members = List.of(ada, person("bob"), person("eve"));
    members.forEach(one -> core.rights.grant(Kind.ROLE, role, one.id()));
    Changes signedOut =
        new Changes(
            new Ending(stage.transactions, () -> signOut(ada)),
            stage.ids,
            stage.clock(),
            core.changes.refusals());
    assertThat(core.rights.by(signedOut.by(adas)).delete(Kind.ROLE, role)).isEqualTo(3);
    assertThat(core.isLive(ada.id(), adas.session().id())).isFalse();
    for (Person member : members) {
      assertThat(new Records(stage.transactions).trail(Trail.of(member.id()), 100))
          .extracting(AuditEvent::detail)
          .contains("role staff; by account " + ada.id());
    }
    assertThat(
            stage.count(
                "select count(*) from account_right where kind = 'ROLE' and id = " + role.id()))
        .isZero();
  }

  private void signOut(Person person) {
    core.administration.endSessions(person.id());
  }

  /** A database in which something happens after the first unit of work that writes. */
  private record Ending(Transactions real, Runnable event, AtomicInteger written)
      implements Transactions {

    Ending(Transactions real, Runnable event) {
      this(real, event, new AtomicInteger());
    }

    @Override
    public <T> T write(Work<T> work) {
      if (written.getAndIncrement() == 1) {
        event.run();
      }
      return real.write(work);
    }

    @Override
    public <T> T read(Work<T> work) {
      return real.read(work);
    }
  }
}
