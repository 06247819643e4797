package vestibule.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.EnrolledPerson;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.model.Rights.Kind;
import vestibule.core.operator.Duty;
import vestibule.http.DeclaredRoute;
import vestibule.v1.OwnPerson;
import vestibule.web.account.PlainBrowser;
import vestibule.wiring.ServedRoutes;

/** The console as an operator's browser sees it, without a script. */
class ConsoleTest {

  private static final String HTML = "Accept: text/html";

  private final TestServer server = TestServer.shared();

  private OwnPerson person;
  private String path;

  @BeforeEach
  void somebodyToLookAfter() {
    person = OwnPerson.confirmed(server);
    path = "/admin/accounts/" + person.id();
  }

  private PlainBrowser operator(Duty duty) {
    return DeskOperator.of(server, duty).browser();
  }

  @Test
  void strangersFindNoPageOfIt() {
    PlainBrowser nobody = new PlainBrowser(server);
    PlainBrowser somebody = PlainBrowser.signedIn(server, server.unique("some"));
    Reply unknown = nobody.get("/there-is-no-such-page", HTML);
    List<DeclaredRoute> routes =
        ServedRoutes.of(server).stream().filter(one -> one.surface().equals("console")).toList();
    assertThat(routes).hasSizeGreaterThan(5);
    for (DeclaredRoute route : routes) {
      String target = route.template().replaceAll("\\{[^}]*}", Long.toString(person.id()));
      String body = route.method().equals("GET") ? null : "form=x";
      for (PlainBrowser browser : List.of(nobody, somebody)) {
        Reply reply = browser.send(route.method(), target, body, HTML);
        assertThat(reply.whole()).as(target).isEqualTo(unknown.whole());
        assertThat(browser.send("PATCH", target, "x=y", HTML).whole()).isEqualTo(unknown.whole());
      }
    }
  }

  @Test
  void anAccountIsFoundShutAndOpenedAgain() {
    PlainBrowser support = operator(Duty.SUPPORT);
    Reply found = support.get("/admin/accounts?query=" + person.name().toUpperCase());
    assertThat(found.status()).isEqualTo(200);
    assertThat(found.body()).contains(path, person.email());
    Reply page = support.get(path);
    assertThat(page.body()).contains(person.name(), "Ada Lovelace", "127.0.0.1");
    Reply shut = support.follow(support.submit(page, path + "/disable"));
    assertThat(shut.body()).contains("The account is disabled");
    assertThat(person.signIn().status()).isEqualTo(401);
    assertThat(support.follow(support.submit(shut, path + "/enable")).body())
        .contains("The account is enabled.", "; by account".substring(2));
    assertThat(person.signIn().status()).isEqualTo(201);
    support.submit(support.get(path), path + "/reset");
    assertThat(server.awaitMail(person.email()).subject()).isNotEmpty();
  }

  @Test
  void whoWaitsForTheirDeletionIsTold() {
    PlainBrowser support = operator(Duty.SUPPORT);
    assertThat(support.get(path).body()).doesNotContain("wants it erased");
    String body = "{\"password\":\"" + OwnPerson.PASSWORD + "\"}";
    assertThat(server.json("POST", "/v1/account/deletion", body, person.bearer()).status())
        .isEqualTo(202);
    Reply page = support.get(path);
    String day = server.clock().instant().plus(Duration.ofDays(14)).toString().substring(0, 10);
    assertThat(page.body())
        .contains("<dt>Erased</dt>", "datetime=\"" + day, "Enabling it takes that back.");
    assertThat(support.follow(support.submit(page, path + "/enable")).body())
        .contains("The account is enabled.")
        .doesNotContain("<dt>Erased</dt>");
  }

  @Test
  void aFormThatIsNoneOfOursDoesNothing() {
    PlainBrowser admin = operator(Duty.ADMIN);
    assertThat(admin.send("POST", path + "/disable", "form=").status()).isEqualTo(403);
    Reply page = admin.get(path);
    String body = PlainBrowser.body(PlainBrowser.hidden(page, path + "/disable"));
    for (String from : List.of("Sec-Fetch-Site: cross-site", "Origin: https://evil.example")) {
      assertThat(admin.send("POST", path + "/disable", body, from).status()).isEqualTo(403);
    }
    assertThat(person.signIn().status()).isEqualTo(201);
  }

  @Test
  void whoOnlyReadsSeesNoButtonAndPressesNone() {
    PlainBrowser reader = operator(Duty.READ);
    Reply page = reader.get(path);
    assertThat(page.body()).contains(person.email()).doesNotContain(path + "/disable");
    String body = PlainBrowser.body(PlainBrowser.hidden(page, "/sign-out"));
    Reply refused = reader.send("POST", path + "/disable", body);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("This needs another permission.");
    assertThat(person.signIn().status()).isEqualTo(201);
  }

  @Test
  void aLostFactorIsRemovedForAReason() {
    String header = person.bearer();
    EnrolledPerson.enrolled(server, header);
    PlainBrowser support = operator(Duty.SUPPORT);
    Reply page = support.get(path);
    assertThat(page.body()).contains("<li>Codes of an app</li>");
    String removal = path + "/factors/removal";
    assertThat(support.submit(page, removal, "reason= ").status()).isEqualTo(409);
    Reply done = support.follow(support.submit(page, removal, "reason=seen in person"));
    assertThat(done.body()).contains("All second factors are removed.", "seen in person");
    assertThat(person.signIn().status()).isEqualTo(201);
  }

  @Test
  void whatPeopleCallThemselvesIsTextAndNothingElse() {
    String script = "<script>alert(1)</script>";
    person.bearer();
    server.json("PATCH", "/v1/account", "{\"full_name\":\"" + script + "\"}", person.bearer());
    PlainBrowser admin = operator(Duty.ADMIN);
    Reply page = admin.get(path);
    assertThat(page.body()).contains("&lt;script&gt;alert(1)").doesNotContain(script);
    assertThat(page.header("Content-Security-Policy").orElse("")).contains("default-src 'none'");
    assertThat(page.header("X-Frame-Options")).contains("DENY");
    Reply search = admin.get("/admin/accounts?query=%22%3E%3Cscript%3E");
    assertThat(search.body()).doesNotContain("\"><script>");
  }

  @Test
  void aPermissionThatIsTakenTakesThePagesAway() {
    PlainBrowser reader = operator(Duty.READ);
    assertThat(reader.get("/me").body()).contains("<a href=\"/admin\">Console</a>");
    assertThat(reader.get("/admin").status()).isEqualTo(200);
    var permission =
        server.core().rights().find(Kind.PERMISSION, Duty.READ.permission()).orElseThrow();
    server.core().rights().members(Kind.PERMISSION, permission, 0, 1_000).stream()
        .map(one -> one.id())
        .forEach(id -> server.core().rights().revoke(Kind.PERMISSION, permission, id));
    assertThat(reader.get("/admin", HTML).status()).isEqualTo(404);
    assertThat(reader.get("/me").body()).doesNotContain("/admin");
  }

  @Test
  void whoHasToProveWhoTheyAreComesBackToTheAccount() {
    try (TestServer apart = TestServer.start()) {
      OwnPerson lost = OwnPerson.confirmed(apart);
      EnrolledPerson.enrolled(apart, lost.bearer());
      DeskOperator support = DeskOperator.of(apart, Duty.SUPPORT);
      apart.clock().advance(Duration.ofMinutes(11));
      String one = "/admin/accounts/" + lost.id();
      Reply led = support.submit(support.get(one), one + "/factors/removal", "reason=seen");
      assertThat(led.header("Location")).contains("/me/proof?to=" + one);
      String code = support.app().next(apart.clock().instant());
      Reply back =
          support.done(support.browser().follow(led), "/me/proof", "to=" + one, "answer=" + code);
      assertThat(back.body()).contains(lost.name());
      Reply done = support.done(back, one + "/factors/removal", "reason=seen in person");
      assertThat(done.body()).contains("All second factors are removed.");
    }
  }

  @Test
  void itSpeaksTheLanguageThatIsChosenOnAPageOfIt() {
    DeskOperator reader = DeskOperator.of(server, Duty.READ);
    Reply page = reader.get(path);
    assertThat(page.body()).contains("Console · Vestibule</title>");
    Reply german = reader.done(page, "/language", "language=de", "to=" + path);
    assertThat(german.body()).contains("Konsole · Vestibule</title>", person.name());
  }
}
