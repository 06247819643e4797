package vestibule.core.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.CoreCases;
import vestibule.core.model.Person;
import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.store.Stage;

/** Who is told when a role is given a permission. */
public abstract class RoleNoticeCases extends CoreCases {

  private static final String TOLD = "select count(*) from outbox where purpose = 'RIGHTS_GRANTED'";

  private Named role;
  private Named other;
  private Named permission;
  private Named second;

  protected RoleNoticeCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  final void make() {
    role = core.rights.create(Kind.ROLE, "editor").orElseThrow();
    other = core.rights.create(Kind.ROLE, "author").orElseThrow();
    permission = core.rights.create(Kind.PERMISSION, "publish").orElseThrow();
    second = core.rights.create(Kind.PERMISSION, "withdraw").orElseThrow();
  }

  private Person confirmed(String name) {
    core.register(name + "@example.org");
    return core.confirm(core.mail());
  }

  /** Somebody who was given these and has read of it. */
  private Person having(String name, Named... roles) {
    Person person = confirmed(name);
    for (Named one : roles) {
      core.rights.grant(Kind.ROLE, one, person.id());
      core.mail();
    }
    stage.pass(Duration.ofSeconds(1));
    return person;
  }

  private long told() {
    return stage.count(TOLD);
  }

  @Test
  void whoHasTheRoleIsToldOnceAndNobodyElse() {
    having("one", role);
    having("two", role);
    confirmed("without");
    core.rights.grantToRole(permission, role);
    assertThat(told()).as("nothing in the command itself").isZero();
    assertThat(core.roleNotices.tell()).isEqualTo(2);
    assertThat(core.roleNotices.tell()).isZero();
    assertThat(told()).isEqualTo(2);
    assertThat(stage.count("select count(*) from role_grant")).isZero();
  }

  @Test
  void whoHadThePermissionAnyhowIsNotTold() {
    core.rights.grantToRole(permission, other);
    core.roleNotices.tell();
    having("both", role, other);
    Person own = having("own", role);
    core.rights.grant(Kind.PERMISSION, permission, own.id());
    core.mail();
    stage.pass(Duration.ofSeconds(1));
    core.rights.grantToRole(permission, role);
    assertThat(core.roleNotices.tell()).isZero();
  }

  @Test
  void severalPermissionsAndRolesAtOnceAreOneMail() {
    having("one", role);
    having("both", role, other);
    core.rights.grantToRole(permission, role);
    core.rights.grantToRole(second, role);
    core.rights.grantToRole(permission, other);
    assertThat(core.roleNotices.tell()).isEqualTo(2);
    assertThat(told()).isEqualTo(2);
  }

  @Test
  void whatIsTakenBeforeItIsToldIsNotTold() {
    having("one", role);
    core.rights.grantToRole(permission, role);
    core.rights.revokeFromRole(permission, role);
    assertThat(core.roleNotices.tell()).isZero();
    core.rights.grantToRole(permission, role);
    core.rights.delete(Kind.ROLE, role);
    assertThat(core.roleNotices.tell()).isZero();
    assertThat(stage.count("select count(*) from role_grant")).isZero();
  }

  @Test
  void whoIsGivenTheRoleMeanwhileIsToldOnceAndWhoIsDisabledNotAtAll() {
    Person late = confirmed("late");
    Person disabled = having("disabled", role);
    core.administration.disable(disabled.id());
    core.rights.grantToRole(permission, role);
    stage.pass(Duration.ofSeconds(1));
    core.rights.grant(Kind.ROLE, role, late.id());
    assertThat(told()).isEqualTo(1);
    assertThat(core.roleNotices.tell()).isZero();
  }

  /** More than a page, while each node reads the same pages at once. */
  @Test
  void twoNodesTellEverybodyOnce() {
    List<Long> people = new ArrayList<>();
    for (int i = 0; i < 110; i++) {
      Person person = confirmed("p" + i);
      stage.write(stores -> stores.rights().grant(Kind.ROLE, role.id(), person.id()));
      people.add(person.id());
    }
    core.rights.grantToRole(permission, role);
    List<Integer> queued = Together.run(4, _ -> core.roleNotices.tell());
    assertThat(queued.stream().mapToInt(Integer::intValue).sum()).isEqualTo(people.size());
    assertThat(told()).isEqualTo(people.size());
    assertThat(
            stage.count(
                "select count(distinct account) from outbox where purpose = 'RIGHTS_GRANTED'"))
        .isEqualTo(people.size());
  }

  @Test
  void rolesThatAreGivenSomethingAtOnceEachTellTheirOwn() {
    having("one", role);
    having("two", other);
    core.rights.grantToRole(permission, role);
    core.rights.grantToRole(second, other);
    assertThat(core.roleNotices.tell()).isEqualTo(2);
    assertThat(told()).isEqualTo(2);
  }

  @Test
  void whoGainsOnePermissionByTwoRolesAtOnceIsTold() {
    having("both", role, other);
    core.rights.grantToRole(permission, role);
    core.rights.grantToRole(permission, other);
    assertThat(core.roleNotices.tell()).isEqualTo(1);
  }

  /** The other role carried it all the time: what is owed of it is of another permission. */
  @Test
  void whatIsOwedOfAnotherPermissionMakesNoNews() {
    core.rights.bringToRole(permission, other);
    core.rights.bringToRole(second, role);
    having("both", role, other);
    core.rights.grantToRole(permission, role);
    core.rights.grantToRole(second, other);
    assertThat(core.roleNotices.tell()).isZero();
  }
}
