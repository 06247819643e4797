package vestibule.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.operator.Duty;
import vestibule.v1.OwnPerson;

/** The dashboard, and limits that turned somebody away, in the console. */
class OverviewPagesTest {

  private static final String LIMITS = "/admin/limits";

  private static final TestServer SERVER = TestServer.start("VESTIBULE_LIMITS=on");

  private static DeskOperator support;

  @BeforeAll
  static void somebodyWhoMay() {
    support = DeskOperator.of(SERVER, Duty.SUPPORT);
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static Reply wrong(OwnPerson person) {
    return SERVER.json(
        "POST",
        "/v1/sessions",
        "{\"login\":\"%s\",\"password\":\"wrong\"}".formatted(person.name()));
  }

  @Test
  void theDashboardShowsBarsATableAndTheNodes() {
    OwnPerson.confirmed(SERVER).signIn();
    SERVER.server().reports().tell();
    Reply page = support.get("/admin");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .contains(":" + SERVER.server().port() + "</strong> · ready")
        .contains("<h2>Registrations</h2>", "<h2>Mails</h2>", "<h2>Password hashes</h2>")
        .contains("role=\"img\" aria-label=\"Sign-ins. At most ", "<rect class=\"bar-0\" x=\"")
        .contains("<th scope=\"col\">turned away unjudged</th>")
        .doesNotContain("style=", "<script>");
    assertThat(page.body().split("<th scope=\"row\">", -1)).hasSize(1 + 5 * 48);
    assertThat(page.body().length()).isLessThan(120_000);
  }

  @Test
  void whomAnAccountsLimitTurnedAwayIsReleased() {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    for (int i = 0; i < 11; i++) {
      wrong(person);
    }
    assertThat(wrong(person).status()).isEqualTo(429);
    SERVER.server().reports().tell();
    String release = "/admin/accounts/" + person.id() + "/limits/release";
    Reply page = support.get(LIMITS);
    assertThat(page.body()).contains("<code>account</code>", release);
    assertThat(DeskOperator.of(SERVER, Duty.READ).get(LIMITS).body())
        .contains("account\u00a0" + person.id())
        .doesNotContain("release\"");
    Reply done = support.done(page, release);
    assertThat(done.body()).contains("The limits begin anew", "Limits begin anew");
    assertThat(person.signIn().status()).isEqualTo(201);
    assertThat(support.get(LIMITS).body()).doesNotContain(release);
    assertThat(support.submit(support.get("/admin/accounts/" + person.id()), release).status())
        .as("from its own page")
        .isEqualTo(303);
  }

  @Test
  void aNetworkIsReleasedByItsAddress() {
    Reply page = support.get(LIMITS);
    String release = LIMITS + "/release";
    assertThat(support.done(page, release, "network=2001:db8::1").body())
        .contains("The limits begin anew");
    Reply wrong = support.submit(page, release, "network=\"><script>");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("This is no network address.").doesNotContain("\"><script>");
  }
}
