package vestibule.core.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import vestibule.core.CoreCases;
import vestibule.core.model.Person;
import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.core.rights.RightsAdministration.GoneException;
import vestibule.store.Stage;

/** Who is said to have what, and what is said of a change that changes nothing. */
public abstract class RightsCases extends CoreCases {

  private static final String REVOKED = "select count(*) from audit where kind = 'RIGHT_REVOKED'";
  private static final String OWED = "select count(*) from role_grant";

  protected RightsCases(Stage stage) {
    super(stage);
  }

  private Named make(Kind kind, String name) {
    return core.rights.create(kind, name).orElseThrow();
  }

  private List<Long> members(Kind kind, Named named, long after, int most) {
    return core.rights.members(kind, named, after, most).stream().map(Person::id).toList();
  }

  @Test
  void aRoleIsGivenAPermissionOnce() {
    Named role = make(Kind.ROLE, "editor");
    Named publish = make(Kind.PERMISSION, "publish");
    Named withdraw = make(Kind.PERMISSION, "withdraw");
    assertThat(core.rights.grantToRole(publish, role)).isTrue();
    assertThat(core.rights.grantToRole(publish, role)).isFalse();
    assertThat(stage.count(OWED)).isEqualTo(1);
    assertThat(core.rights.bringToRole(withdraw, role)).isTrue();
    assertThat(core.rights.bringToRole(withdraw, role)).isFalse();
    assertThat(stage.count(OWED)).as("of what an import brings nobody is told").isEqualTo(1);
    assertThat(core.rights.permissionsOf(role)).containsExactly("publish", "withdraw");
    assertThat(core.rights.rolesWith(publish)).containsExactly(role);
    assertThat(core.rights.revokeFromRole(publish, role)).isTrue();
    assertThat(core.rights.revokeFromRole(publish, role)).isFalse();
    assertThat(stage.count(OWED)).as("what was taken is owed to nobody").isZero();
    assertThat(core.rights.permissionsOf(role)).containsExactly("withdraw");
    assertThat(core.rights.rolesWith(publish)).isEmpty();
  }

  @Test
  void membersAreToldByPagesAndLoseWhatIsDeleted() {
    List<Long> people =
        List.of("a@example.org", "b@example.org", "c@example.org").stream()
            .map(address -> core.register(address).id())
            .toList();
    for (Kind kind : Kind.values()) {
      Named named = make(kind, "one");
      Named other = make(kind, "other");
      people.forEach(person -> assertThat(core.rights.grant(kind, named, person)).isTrue());
      assertThat(core.rights.grant(kind, named, people.getFirst())).isFalse();
      assertThat(members(kind, named, 0, 10)).isEqualTo(people);
      assertThat(members(kind, named, 0, 2)).isEqualTo(people.subList(0, 2));
      assertThat(members(kind, named, people.getFirst(), 10)).isEqualTo(people.subList(1, 3));
      assertThat(core.rights.countMembers(kind, named)).isEqualTo(3);
      assertThat(core.rights.countMembers(kind, other)).isZero();
      long revoked = stage.count(REVOKED);
      assertThat(core.rights.delete(kind, named)).isEqualTo(3);
      // One of each person, and one of the whole.
      assertThat(stage.count(REVOKED) - revoked).isEqualTo(4);
      assertThat(core.rights.all(kind)).containsExactly(other);
      assertThat(members(kind, named, 0, 10)).isEmpty();
      assertThatThrownBy(() -> core.rights.delete(kind, named)).isInstanceOf(GoneException.class);
      assertThatThrownBy(() -> core.rights.grant(kind, named, people.getFirst()))
          .isInstanceOf(GoneException.class);
    }
  }

  @Test
  void whatIsGoneIsGivenToNoRole() {
    Named role = make(Kind.ROLE, "editor");
    Named goneRole = make(Kind.ROLE, "former");
    Named permission = make(Kind.PERMISSION, "publish");
    Named gonePermission = make(Kind.PERMISSION, "former");
    core.rights.delete(Kind.ROLE, goneRole);
    core.rights.delete(Kind.PERMISSION, gonePermission);
    assertThatThrownBy(() -> core.rights.grantToRole(gonePermission, role))
        .isInstanceOf(GoneException.class);
    assertThatThrownBy(() -> core.rights.bringToRole(permission, goneRole))
        .isInstanceOf(GoneException.class);
    assertThat(core.rights.permissionsOf(role)).isEmpty();
  }
}
