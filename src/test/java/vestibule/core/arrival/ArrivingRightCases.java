package vestibule.core.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.model.Account;
import vestibule.core.model.Person;
import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.core.operator.Duty;
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

  private Outcome arrive(String oldId, Arrival.Right... rights) {
    return arrive(TestArrivals.of(core, stage, false), oldId, rights);
  }

  private static Outcome arrive(Arrivals arrivals, String oldId, Arrival.Right... rights) {
    Arrival person =
        new Arrival(
            new Arrival.Identity(oldId, Optional.of("name" + oldId), List.of()),
            Optional.empty(),
            true,
            Optional.empty(),
            Account.Profile.EMPTY,
            List.of(rights));
    Arrivals.Terms terms =
        new Arrivals.Terms("shop", false, List.of(), true, TestCore.visit(TestCore.CHAT));
    return arrivals.admit(terms, List.of(person), new Arrivals.Done(1, _ -> {})).getFirst();
  }

  @Test
  void nobodyComesInAsAnOperator() {
    Named admin = core.rights.create(Kind.PERMISSION, "vestibule.admin").orElseThrow();
    Named boss = core.rights.create(Kind.ROLE, "Boss").orElseThrow();
    core.rights.grantToRole(admin, boss);
    permit("Editors", "vestibule.admin", "Vestibule.Support", "vestibule.anything", "blog.add");
    Named editors = core.rights.find(Kind.ROLE, "Editors").orElseThrow();
    assertThat(core.rights.permissionsOf(editors)).containsExactly("blog.add");

    Arrival.Right[] brought = {
      new Arrival.Right(Kind.PERMISSION, "vestibule.admin"),
      new Arrival.Right(Kind.PERMISSION, "VESTIBULE.read"),
      new Arrival.Right(Kind.ROLE, "Boss"),
      new Arrival.Right(Kind.ROLE, "Editors"),
      new Arrival.Right(Kind.GROUP, "vestibule.admin")
    };
    Outcome came = arrive("7", brought);
    assertThat(came).isInstanceOf(Outcome.Imported.class);
    assertThat(((Outcome.Imported) came).warnings()).contains(Outcome.Warning.RIGHTS_DROPPED);
    Person person = core.accounts.named("name7").orElseThrow();
    assertThat(person.rights().permissions()).containsExactly("blog.add");
    assertThat(person.rights().roles()).containsExactly(editors);
    assertThat(Duty.of(person.rights())).isEmpty();

    // Nor by coming once more.
    core.rights.grantToRole(admin, core.rights.create(Kind.ROLE, "Later").orElseThrow());
    arrive("7", new Arrival.Right(Kind.ROLE, "Later"), new Arrival.Right(Kind.ROLE, "Boss"));
    assertThat(core.accounts.named("name7").orElseThrow().rights().roles())
        .containsExactly(editors);
    assertThat(core.rights.all(Kind.PERMISSION))
        .extracting(Named::name)
        .containsExactlyInAnyOrder("vestibule.admin", "blog.add");
  }

  /** Whatever the same import knew of the role a moment before, of newcomers and others alike. */
  @Test
  void aRoleThatHasJustBecomeAnOperatorsIsGivenToNobody() {
    Named admin = core.rights.create(Kind.PERMISSION, "vestibule.admin").orElseThrow();
    Named late = core.rights.create(Kind.ROLE, "Late").orElseThrow();
    Arrivals arrivals = TestArrivals.of(core, stage, false);
    Arrival.Right brought = new Arrival.Right(Kind.ROLE, "Late");
    arrive(arrivals, "1", brought);
    arrive(arrivals, "2");
    core.rights.grantToRole(admin, late);
    Outcome came = arrive(arrivals, "3", brought, new Arrival.Right(Kind.GROUP, "club"));
    assertThat(((Outcome.Imported) came).warnings()).contains(Outcome.Warning.RIGHTS_DROPPED);
    assertThat(arrive(arrivals, "2", brought)).isInstanceOf(Outcome.Unchanged.class);
    assertThat(Duty.of(core.accounts.named("name2").orElseThrow().rights())).isEmpty();
    assertThat(Duty.of(core.accounts.named("name3").orElseThrow().rights())).isEmpty();
    assertThat(core.accounts.named("name3").orElseThrow().rights().groups()).hasSize(1);
    assertThat(core.accounts.named("name1").orElseThrow().rights().roles()).containsExactly(late);
  }

  @Test
  void aRoleThatWasDeletedMeanwhileIsGivenToNobodyAndSaidSo() {
    Arrivals arrivals = TestArrivals.of(core, stage, false);
    Arrival.Right brought = new Arrival.Right(Kind.ROLE, "Short");
    arrive(arrivals, "1", brought);
    core.rights.delete(Kind.ROLE, core.rights.find(Kind.ROLE, "Short").orElseThrow());
    Outcome came = arrive(arrivals, "2", brought);
    assertThat(((Outcome.Imported) came).warnings()).contains(Outcome.Warning.RIGHTS_DROPPED);
    assertThat(stage.count("select count(*) from account_right")).isZero();
  }
}
