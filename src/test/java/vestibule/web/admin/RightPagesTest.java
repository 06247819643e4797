package vestibule.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Rights;
import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.core.operator.Duty;
import vestibule.core.operator.Operator;
import vestibule.v1.OwnPerson;
import vestibule.web.account.PlainBrowser;

/** Groups, roles and permissions in the console: made, given, taken and deleted. */
class RightPagesTest {

  private final TestServer server = TestServer.shared();

  private DeskOperator admin;
  private OwnPerson person;
  private String account;

  @BeforeEach
  void somebodyToGiveTo() {
    admin = DeskOperator.of(server, Duty.ADMIN);
    person = OwnPerson.confirmed(server);
    account = "/admin/accounts/" + person.id();
  }

  private Reply make(String kind, String name) {
    return admin.submit(
        admin.get("/admin/rights"), "/admin/rights", "kind=" + kind, "name=" + name);
  }

  /** Makes one, and gives its path. */
  private String made(String kind, String name) {
    Reply done = make(kind, name);
    assertThat(done.status()).as(done.body()).isEqualTo(303);
    return done.header("Location").orElseThrow().replaceFirst("\\?.*", "");
  }

  private Rights rights() {
    return server.core().records().find(person.id()).orElseThrow().rights();
  }

  private List<AuditEvent> trail() {
    return server.core().records().dossier(person.id(), 50).orElseThrow().trail();
  }

  @Test
  void aGroupIsMadeGivenTakenAndDeleted() {
    String name = server.unique("group");
    String path = made("groups", name);
    String one = path.replace("/admin/", "");
    Reply given = admin.done(admin.get(account), account + "/rights", "right=" + one);
    assertThat(given.body()).contains("It is given.", name);
    assertThat(rights().groups()).extracting(Named::name).containsExactly(name);
    assertThat(admin.get(path).body()).contains(person.name(), person.email());
    assertThat(trail().getFirst().kind()).isEqualTo(AuditEvent.Kind.RIGHT_GRANTED);
    assertThat(Operator.of(trail().getFirst())).contains(Long.toString(admin.id()));
    Reply taken = admin.done(given, account + "/" + one + "/removal");
    assertThat(taken.body()).contains("It is taken away.");
    assertThat(rights()).isEqualTo(Rights.NONE);
    admin.submit(taken, account + "/rights", "right=" + one);
    Reply deleted = admin.done(admin.get(path), path + "/removal");
    assertThat(deleted.body()).contains("It is deleted").doesNotContain(name);
    assertThat(rights()).isEqualTo(Rights.NONE);
    assertThat(admin.get(path).status()).isEqualTo(404);
  }

  @Test
  void aRoleCarriesPermissionsWhichAreNotTakenFromWhoHasTheRole() {
    String name = server.unique("permission");
    String permission = made("permissions", name);
    String id = permission.replaceFirst(".*/", "");
    String role = made("roles", server.unique("role"));
    Reply carried = admin.done(admin.get(role), role + "/permissions", "permission=" + id);
    assertThat(carried.body()).contains("It is given.");
    String one = role.replace("/admin/", "");
    Reply page = admin.done(admin.get(account), account + "/rights", "right=" + one);
    assertThat(rights().permissions()).containsExactly(name);
    Reply refused = admin.submit(page, account + "/permissions/" + id + "/removal");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body()).contains("The account has it by a role");
    admin.done(admin.get(role), role + "/permissions/" + id + "/removal");
    assertThat(rights().permissions()).isEmpty();
  }

  @Test
  void aNameThatIsNoneOrTakenIsSaidAtTheFormWithWhatWasTyped() {
    String name = server.unique("role");
    made("roles", name);
    Reply taken = make("roles", name);
    assertThat(taken.status()).isEqualTo(422);
    assertThat(taken.body())
        .contains("There is one of that name.", "value=\"" + name + "\"")
        .contains("<option value=\"roles\" selected>");
    Reply blank = make("groups", " ");
    assertThat(blank.status()).isEqualTo(422);
    assertThat(blank.body()).contains("A name has 1 to 64 characters");
  }

  @Test
  void whatMakesOperatorsIsNotDeletedHere() {
    Named admins =
        server.core().rights().find(Kind.PERMISSION, Duty.ADMIN.permission()).orElseThrow();
    String path = "/admin/permissions/" + admins.id();
    Reply page = admin.get(path);
    assertThat(page.body()).doesNotContain(path + "/removal");
    String body = PlainBrowser.body(PlainBrowser.hidden(page, "/sign-out"));
    Reply refused = admin.browser().send("POST", path + "/removal", body);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body()).contains("This permission stays");
  }

  @Test
  void nobodyGivesThemselvesAnything() {
    String group = made("groups", server.unique("group")).replace("/admin/", "");
    String own = "/admin/accounts/" + admin.id();
    Reply refused = admin.submit(admin.get(own), own + "/rights", "right=" + group);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body()).contains("This account is your own");
  }

  @Test
  void whatIsNotThereIsAPageThatIsNotThere() {
    for (String none : List.of("groups/9007199254740990", "roles/99999999999999999999")) {
      assertThat(admin.get("/admin/" + none).status()).isEqualTo(404);
      Reply given = admin.submit(admin.get(account), account + "/rights", "right=" + none);
      assertThat(given.status()).as(none).isEqualTo(404);
    }
    assertThat(admin.submit(admin.get(account), account + "/rights", "right=12").status())
        .isEqualTo(404);
  }

  @Test
  void whoOnlyReadsIsShownNoForm() {
    String path = made("groups", server.unique("group"));
    DeskOperator reader = DeskOperator.of(server, Duty.READ);
    assertThat(reader.get("/admin/rights").body())
        .contains(path)
        .doesNotContain("action=\"/admin/");
    assertThat(reader.get(path).body()).doesNotContain("action=\"/admin/");
    assertThat(reader.get(account).body()).doesNotContain("action=\"/admin/");
  }
}
