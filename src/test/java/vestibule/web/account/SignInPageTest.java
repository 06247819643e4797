package vestibule.web.account;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.web.account.AccountPageChecks.assertPage;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;

/** Signing in and out by the pages, without a script. */
class SignInPageTest {

  private final TestServer server = TestServer.shared();

  @Test
  void whoSignsInGetsACookieAndIsLedOn() {
    String name = server.unique("page");
    PlainBrowser browser = PlainBrowser.signedIn(server, name);
    Reply reply = browser.get("/me");
    assertPage(reply, 200, "Your account");
    assertThat(reply.body()).contains(name, name + "@example.org", "action=\"/sign-out\"");
    Reply again = new PlainBrowser(server).signIn(name + "@example.org", PlainBrowser.PASSWORD);
    assertThat(again.whole()).isEqualTo("303 ");
    assertThat(again.header("Location")).contains("/me");
    assertThat(again.setCookie("vestibule"))
        .matches("vestibule=[0-9a-f]{64}; HttpOnly; SameSite=Lax; Path=/");
  }

  @Test
  void theCookieOfWhoStaysIsKept() {
    String name = server.unique("page");
    PlainBrowser.signedIn(server, name);
    PlainBrowser browser = new PlainBrowser(server);
    Reply reply =
        browser.submit(
            browser.get("/sign-in"),
            "/sign-in",
            "login=" + name,
            "password=" + PlainBrowser.PASSWORD,
            "stay=yes");
    assertThat(reply.setCookie("vestibule"))
        .matches("vestibule=[0-9a-f]{64}; Max-Age=15552000; HttpOnly; SameSite=Lax; Path=/");
  }

  @Test
  void aWrongPasswordIsToldOnThePageAndNothingOfItIsShown() {
    String name = server.unique("page");
    PlainBrowser.signedIn(server, name);
    PlainBrowser browser = new PlainBrowser(server);
    Reply wrong = browser.signIn(name, "wrong horse 9");
    assertPage(wrong, 422, "Sign in");
    assertThat(wrong.body())
        .contains("User name or password is wrong", "value=\"" + name + "\"", "role=\"alert\"")
        .doesNotContain("wrong horse 9");
    assertThat(browser.cookies()).doesNotContainKey("vestibule");
    Reply nobody = browser.signIn(server.unique("nobody"), "wrong horse 9");
    assertThat(nobody.status()).isEqualTo(422);
    assertThat(nobody.body()).contains("User name or password is wrong");
  }

  @Test
  void whoSignsOutIsSignedOutOnTheServerToo() {
    PlainBrowser browser = PlainBrowser.signedIn(server, server.unique("page"));
    String held = browser.cookieHeader();
    Reply out = browser.submit(browser.get("/me"), "/sign-out");
    assertThat(out.whole()).isEqualTo("303 ");
    assertThat(out.setCookie("vestibule")).contains("Expires=Thu, 01 Jan 1970");
    Reply page = browser.follow(out);
    assertPage(page, 200, "Sign in");
    assertThat(page.body()).contains("You are signed out.");
    Reply stolen = server.get("/me", "Cookie: " + held);
    assertThat(stolen.status()).isEqualTo(303);
    assertThat(stolen.header("Location")).contains("/sign-in?to=%2Fme");
  }

  @Test
  void aStrangerIsLedToSigningInAndBack() {
    String name = server.unique("page");
    PlainBrowser.signedIn(server, name);
    PlainBrowser browser = new PlainBrowser(server);
    Reply led = browser.get("/me/sessions");
    assertThat(led.header("Location")).contains("/sign-in?to=%2Fme%2Fsessions");
    Reply page = browser.follow(led);
    Reply done =
        browser.submit(page, "/sign-in", "login=" + name, "password=" + PlainBrowser.PASSWORD);
    assertThat(done.header("Location")).contains("/me/sessions");
    assertThat(browser.get("/sign-in?to=/me/data").header("Location")).contains("/me/data");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example/me",
        "/\\evil.example",
        "/me/../..//evil.example",
        "/me/profile?x=//evil.example",
        "javascript:alert(1)",
        "/me\n//evil.example",
        "/v1/account/export",
        "/sign-out",
      })
  void nobodyIsLedElsewhere(String to) {
    String name = server.unique("page");
    PlainBrowser.signedIn(server, name);
    PlainBrowser browser = new PlainBrowser(server);
    Reply done =
        browser.submit(
            browser.get("/sign-in"),
            "/sign-in",
            "login=" + name,
            "password=" + PlainBrowser.PASSWORD,
            "to=" + to);
    assertThat(done.header("Location")).contains("/me");
    String query = "to=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
    assertThat(new PlainBrowser(server).get("/sign-in?" + query).body()).doesNotContain("evil");
    assertThat(browser.get("/sign-in?" + query).header("Location")).contains("/me");
  }

  @Test
  void whatIsTypedIsShownAsTextAlone() {
    String script = "\"><script>alert(1)</script>";
    Reply page = new PlainBrowser(server).signIn(script, "x");
    assertThat(page.status()).isEqualTo(422);
    assertThat(page.body()).doesNotContain("<script>alert").contains("&lt;script");
    for (String query : List.of("?done=%3Cscript%3E", "?done=nothing", "?to=%22%3E%3Cscript%3E")) {
      assertThat(server.get("/sign-in" + query).body())
          .as(query)
          .doesNotContain("<script>", "outcome good");
    }
  }

  @Test
  void whoHasASecondFactorGivesItNext() {
    String name = server.unique("page");
    PlainBrowser.signedIn(server, name);
    long id = server.core().accounts().named(name).orElseThrow().id();
    server.factor.want(id);
    server.factor.accept(id, "123456");
    PlainBrowser browser = new PlainBrowser(server);
    Reply page = browser.signIn(name, PlainBrowser.PASSWORD);
    assertPage(page, 200, "One more step");
    assertThat(browser.cookies()).doesNotContainKey("vestibule");
    Reply wrong = browser.submit(page, "/sign-in/factor", "answer=000000");
    assertPage(wrong, 422, "One more step");
    assertThat(wrong.body()).contains("This code is not right.");
    Reply done = browser.submit(wrong, "/sign-in/factor", "answer=123456");
    assertThat(done.header("Location")).contains("/me");
    assertThat(browser.get("/me").status()).isEqualTo(200);
    Reply spent = new PlainBrowser(server).signIn(name, PlainBrowser.PASSWORD);
    assertThat(spent.status()).isEqualTo(200);
  }

  @Test
  void aTicketThatIsNoneLeadsBackToThePassword() {
    PlainBrowser browser = new PlainBrowser(server);
    Reply page = browser.get("/sign-in");
    Reply dead =
        browser.send(
            "POST",
            "/sign-in/factor",
            PlainBrowser.body(
                PlainBrowser.hidden(page, "/sign-in"), "ticket=dead", "answer=123456"));
    assertPage(dead, 422, "Sign in");
    assertThat(dead.body()).contains("That took too long. Please begin again.");
    assertThat(browser.cookies()).doesNotContainKey("vestibule");
  }
}
