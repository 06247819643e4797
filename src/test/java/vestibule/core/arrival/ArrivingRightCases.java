package vestibule.core.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vestibule.core.CoreCases;
import vestibule.core.model.Person;
import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.store.Stage;

/** What the roles of another system permit comes along, and nobody hears of it. */
public abstract class ArrivingRightCases extends CoreCases {

  protected ArrivingRightCases(Stage stage) {
    super(stage);
  }

  private void permit(String role, String... permissions) {
    TestArrivals.of(core, stage, false).permit(Map.of(role, Set.of(permissions)));
  }

  @Test
  void aRoleOfThatNameIsMadeOrPermitsThatToo() {
    core.register("ada@example.org");
    Person person = core.confirm(core.mail());
    Named role = core.rights.create(Kind.ROLE, "Editors").orElseThrow();
    core.rights.grant(Kind.ROLE, role, person.id());
    core.mail();
    core.roleNotices.tell();
    permit("Editors", "blog.view", "blog.add");
    permit("Editors", "blog.view", "blog.add", "blog.delete");
    permit("Authors", "blog.add");
    assertThat(core.rights.permissionsOf(role))
        .containsExactly("blog.add", "blog.delete", "blog.view");
    Named made = core.rights.find(Kind.ROLE, "Authors").orElseThrow();
    assertThat(core.rights.permissionsOf(made)).containsExactly("blog.add");
    assertThat(core.roleNotices.tell()).isZero();
    assertThat(stage.count("select count(*) from role_grant")).isZero();
    assertThat(stage.count("select count(*) from outbox")).isZero();
    assertThat(
            stage.count("select count(*) from audit where kind = 'RIGHT_GRANTED' and account = 0"))
        .isEqualTo(4);
  }

  @Test
  void namesThatCannotBeHereAreLeftOut() {
    permit("x".repeat(65), "blog.add");
    permit("Editors", "y".repeat(65), "blog.add");
    assertThat(core.rights.all(Kind.ROLE)).extracting(Named::name).containsExactly("Editors");
    assertThat(core.rights.all(Kind.PERMISSION))
        .extracting(Named::name)
        .containsExactly("blog.add");
  }
}
