package vestibule.v1.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.EnrolledPerson;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.core.operator.Duty;
import vestibule.v1.OwnPerson;

/** What operators do with the accounts of others, as those and the audit trail see it. */
class AccountActsTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String REASON = "{'reason':'seen in person'}";

  private static TestOperator admin;

  private OwnPerson person;
  private String header;
  private String path;

  @BeforeAll
  static void somebodyWhoMay() {
    admin = TestOperator.of(SERVER, Duty.ADMIN);
  }

  @BeforeEach
  void somebodyElse() {
    person = OwnPerson.confirmed(SERVER);
    header = person.bearer();
    path = "/v1/admin/accounts/" + person.id();
  }

  /** The newest event of the account in one line. */
  private String last() {
    Reply trail = admin.get(path + "/events?limit=1");
    return String.join(
        " ",
        trail.text("/items/0/kind"),
        trail.text("/items/0/actor"),
        trail.text("/items/0/door"),
        trail.text("/items/0/operator"));
  }

  private static String by(String kind) {
    return kind + " operator admin " + admin.id();
  }

  private static String problem(int status, String code, String detail) {
    return "%d {\"type\":\"about:blank\",\"status\":%d,\"code\":\"%s\",\"detail\":\"%s\"}"
        .formatted(status, status, code, detail);
  }

  @Test
  void aDisabledAccountIsShutOutUntilItIsEnabled() {
    Reply disabled = admin.send("POST", path + "/disable", "{}");
    assertThat(disabled.status()).isEqualTo(200);
    assertThat(disabled.text("status")).isEqualTo("disabled");
    assertThat(last()).isEqualTo(by("disabled"));
    assertThat(SERVER.get("/v1/account", header).text("code")).isEqualTo("account_disabled");
    assertThat(person.signIn().status()).isEqualTo(401);
    assertThat(admin.send("POST", path + "/enable", "{}").text("status")).isEqualTo("active");
    assertThat(last()).isEqualTo(by("enabled"));
    assertThat(person.signIn().status()).isEqualTo(201);
    assertThat(SERVER.get("/v1/account", header).text("code")).isEqualTo("session_ended");
  }

  @Test
  void sessionsAreEndedOneAndAll() {
    String other = person.bearer();
    String id = SERVER.get("/v1/whoami", header).text("/session/id");
    assertThat(admin.send("DELETE", path + "/sessions/" + id, "").whole()).isEqualTo("204 ");
    assertThat(SERVER.get("/v1/account", header).status()).isEqualTo(401);
    assertThat(SERVER.get("/v1/account", other).status()).isEqualTo(200);
    assertThat(admin.send("DELETE", path + "/sessions/" + id, "").whole())
        .isEqualTo(
            problem(404, "session_unknown", "The account has no live session with this id."));
    assertThat(admin.send("DELETE", path + "/sessions", "").whole()).isEqualTo("204 ");
    assertThat(last()).isEqualTo(by("signed_out"));
    assertThat(SERVER.get("/v1/account", other).status()).isEqualTo(401);
  }

  @Test
  void aResetIsMailedAndNobodyElseChoosesThePassword() {
    assertThat(admin.send("POST", path + "/reset", "{}").whole()).isEqualTo("204 ");
    assertThat(last()).isEqualTo(by("password_reset_requested"));
    assertThat(SERVER.awaitMail(person.email()).text()).contains("http://localhost/");
    assertThat(person.signIn().status()).isEqualTo(201);
    admin.send("POST", path + "/disable", "{}");
    assertThat(admin.send("POST", path + "/reset", "{}").whole())
        .isEqualTo(
            problem(
                409,
                "reset_impossible",
                "The account is disabled, or has no address that a reset may go to."));
    SERVER.assertNoMail(person.email());
  }

  @Test
  void anAddressIsConfirmedAndRemovedAndThePersonIsTold() {
    String second = SERVER.unique("second") + "@example.org";
    Reply added =
        SERVER.json("POST", "/v1/account/addresses", "{\"email\":\"" + second + "\"}", header);
    String address = path + "/addresses/" + added.text("id");
    assertThat(admin.send("POST", address + "/confirmation", "{}").whole()).isEqualTo("204 ");
    assertThat(last()).isEqualTo(by("address_confirmed"));
    assertThat(SERVER.awaitMail(person.email()).subject()).isNotEmpty();
    assertThat(admin.send("POST", address + "/removal", "{}").status()).isEqualTo(422);
    assertThat(admin.send("POST", address + "/removal", REASON).whole()).isEqualTo("204 ");
    assertThat(last()).isEqualTo(by("address_removed"));
    assertThat(admin.get(path + "/events?limit=1").text("/items/0/detail"))
        .isEqualTo("address " + added.text("id") + ": seen in person; by account " + admin.id());
    assertThat(SERVER.get("/v1/account/addresses", header).json().path("items").size())
        .isEqualTo(1);
    assertThat(admin.send("POST", address + "/removal", REASON).whole())
        .isEqualTo(problem(404, "address_unknown", "The account has no address with this id."));
    String primary = SERVER.get("/v1/account/addresses", header).text("/items/0/id");
    assertThat(admin.send("POST", path + "/addresses/" + primary + "/removal", REASON).whole())
        .isEqualTo(problem(409, "address_primary", "The primary address cannot be removed."));
  }

  @Test
  void aLostFactorIsRemovedForAReasonAndEverySessionEnds() {
    EnrolledPerson.enrolled(SERVER, header);
    SERVER.awaitMail(person.email());
    assertThat(person.signIn().text("code")).isEqualTo("factor_wanted");
    for (String reason : List.of("{}", "{'reason':''}", "{'reason':'a\\nb'}", "{'reason':7}")) {
      assertThat(admin.send("POST", path + "/factors/removal", reason).status())
          .as(reason)
          .isEqualTo(422);
    }
    assertThat(admin.send("POST", path + "/factors/removal", REASON).whole()).isEqualTo("204 ");
    assertThat(last()).isEqualTo(by("factor_removed"));
    assertThat(SERVER.awaitMail(person.email()).subject()).isNotEmpty();
    assertThat(SERVER.get("/v1/account", header).status()).isEqualTo(401);
    assertThat(person.signIn().status()).isEqualTo(201);
    assertThat(admin.send("POST", path + "/factors/removal", REASON).whole())
        .isEqualTo(
            problem(404, "factor_unknown", "The account has no second factor with this id."));
  }

  @Test
  void rightsAreMadeGivenTakenAndDeleted() {
    String name = SERVER.unique("editors");
    Reply made = admin.send("POST", "/v1/admin/roles", "{'name':'" + name + "'}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Location")).contains("/v1/admin/roles/" + made.text("id"));
    assertThat(admin.send("POST", "/v1/admin/roles", "{'name':'" + name + "'}").whole())
        .isEqualTo(problem(409, "name_taken", "There is one of that name."));
    String permission =
        admin
            .send("POST", "/v1/admin/permissions", "{'name':'" + SERVER.unique("blog.add") + "'}")
            .text("id");
    String role = "/v1/admin/roles/" + made.text("id");
    assertThat(admin.send("PUT", role + "/permissions/" + permission, "").whole())
        .isEqualTo("204 ");
    String given = path + "/roles/" + made.text("id");
    assertThat(admin.send("PUT", given, "").whole()).isEqualTo("204 ");
    assertThat(admin.send("PUT", given, "").whole()).isEqualTo("204 ");
    assertThat(last()).isEqualTo(by("right_granted"));
    assertThat(SERVER.get("/v1/account", header).json().path("permissions").size()).isEqualTo(1);
    assertThat(admin.get(role + "/accounts").text("/items/0/id"))
        .isEqualTo(Long.toString(person.id()));
    assertThat(admin.send("DELETE", given, "").whole()).isEqualTo("204 ");
    assertThat(last()).isEqualTo(by("right_revoked"));
    assertThat(admin.send("DELETE", role, "").whole()).isEqualTo("204 ");
    assertThat(admin.send("PUT", given, "").text("code")).isEqualTo("right_unknown");
    Reply made2 = admin.get("/v1/admin/events?kind=right_made&limit=2");
    assertThat(made2.text("/items/1/detail"))
        .isEqualTo("role " + name + "; by account " + admin.id());
  }

  @Test
  void adminsMakeOperatorsAndOthersAreToldOfTheirRight() {
    String read =
        admin
            .get("/v1/admin/permissions")
            .json()
            .path("items")
            .valueStream()
            .filter(one -> one.path("name").asString().equals("vestibule.admin"))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asString();
    EnrolledPerson.enrolled(SERVER, header);
    SERVER.awaitMail(person.email());
    assertThat(SERVER.get("/v1/admin", header).status()).isEqualTo(404);
    assertThat(admin.send("PUT", path + "/permissions/" + read, "").status()).isEqualTo(204);
    assertThat(SERVER.get("/v1/admin", header).text("duty")).isEqualTo("admin");
    assertThat(SERVER.awaitMail(person.email()).subject()).isNotEmpty();
    assertThat(
            admin
                .send("DELETE", "/v1/admin/accounts/" + admin.id() + "/permissions/" + read, "")
                .text("code"))
        .isEqualTo("own_account");
  }

  @Test
  void whatIsSentOnceMoreIsDoneOnce() {
    String key = "Idempotency-Key: " + SERVER.unique("key");
    Reply first = SERVER.json("POST", path + "/reset", "{}", admin.header(), key);
    Reply second = SERVER.json("POST", path + "/reset", "{}", admin.header(), key);
    assertThat(first.whole()).isEqualTo(second.whole()).isEqualTo("204 ");
    assertThat(second.header("Idempotent-Replayed")).contains("true");
    SERVER.awaitMail(person.email());
    SERVER.assertNoMail(person.email());
  }

  @Test
  void theTrailComesPageByPageAndIsThereAfterTheAccount() {
    for (int i = 0; i < 5; i++) {
      person.signIn();
    }
    List<String> seen = new ArrayList<>();
    Reply page = admin.get(path + "/events?limit=2&kind=signed_in");
    while (true) {
      page.json().path("items").forEach(one -> seen.add(one.path("id").asString()));
      if (page.header("Link").isEmpty()) {
        break;
      }
      String link = page.header("Link").orElseThrow();
      page = admin.get(link.substring(1, link.indexOf('>')));
    }
    assertThat(seen).hasSize(6).doesNotHaveDuplicates();
    assertThat(admin.get(path + "/events?after=x").status()).isEqualTo(400);
    assertThat(admin.get(path + "/events?kind=nothing").status()).isEqualTo(400);
    SERVER.core().administration().delete(person.id());
    assertThat(admin.get(path + "/events").text("/items/0/kind")).isEqualTo("deleted");
    assertThat(admin.get(path).status()).isEqualTo(404);
  }

  @Test
  void aGroupIsDeletedByAnAdminWhoIsInIt() {
    String id =
        admin
            .send("POST", "/v1/admin/groups", "{'name':'" + SERVER.unique("club") + "'}")
            .text("id");
    SERVER
        .core()
        .rights()
        .grant(
            Kind.GROUP,
            SERVER.core().rights().find(Kind.GROUP, Long.parseLong(id)).orElseThrow(),
            admin.id());
    admin.send("PUT", path + "/groups/" + id, "");
    assertThat(admin.send("DELETE", "/v1/admin/groups/" + id, "").whole()).isEqualTo("204 ");
    for (String who : List.of(header, admin.header())) {
      assertThat(SERVER.get("/v1/account", who).json().path("groups").size()).isZero();
    }
    assertThat(last()).isEqualTo(by("right_revoked"));
  }

  @Test
  void thePermissionThatMakesAdminsIsNotDeleted() {
    String id =
        admin
            .get("/v1/admin/permissions")
            .json()
            .path("items")
            .valueStream()
            .filter(one -> one.path("name").asString().equals("vestibule.admin"))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asString();
    assertThat(admin.send("DELETE", "/v1/admin/permissions/" + id, "").text("code"))
        .isEqualTo("right_reserved");
    assertThat(admin.get("/v1/admin").status()).isEqualTo(200);
  }

  @Test
  void nobodyTakesAwayTheRoleThatMakesThemAnAdmin() {
    TestOperator chief = TestOperator.of(SERVER, Duty.ADMIN);
    Named permission =
        SERVER.core().rights().find(Kind.PERMISSION, Duty.ADMIN.permission()).orElseThrow();
    Named role = SERVER.core().rights().create(Kind.ROLE, SERVER.unique("chiefs")).orElseThrow();
    SERVER.core().rights().grantToRole(permission, role);
    SERVER.core().rights().grant(Kind.ROLE, role, chief.id());
    SERVER.core().rights().revoke(Kind.PERMISSION, permission, chief.id());
    String roles = "/v1/admin/roles/" + role.id();
    String carried = roles + "/permissions/" + permission.id();
    String own =
        "409 {\"type\":\"about:blank\",\"status\":409,\"code\":\"own_duty\","
            + "\"detail\":\"You are an operator by that; ask another admin.\"}";
    assertThat(chief.send("DELETE", roles, "").whole()).isEqualTo(own);
    assertThat(chief.send("DELETE", carried, "").whole()).isEqualTo(own);
    assertThat(chief.get("/v1/admin").status()).isEqualTo(200);

    TestOperator another = TestOperator.of(SERVER, Duty.ADMIN);
    assertThat(another.send("DELETE", carried, "").whole()).isEqualTo("204 ");
    assertThat(chief.get("/v1/admin").whole()).isEqualTo("404 {\"detail\":\"Not found.\"}");
    assertThat(another.send("DELETE", roles, "").whole()).isEqualTo("204 ");
  }
}
