package vestibule.web.account;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.web.account.AccountPageChecks.assertPage;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.wiring.ServedRoutes;

/** Only a form that a page of ours has shown to this browser, in this session, does anything. */
class OwnFormTest {

  /** Has a body of another kind, and its own cases in {@link PicturePageTest}. */
  private static final String WITH_A_FILE = "/me/profile/picture";

  private final TestServer server = TestServer.shared();

  /** All that the pages take, with ids that nothing has. */
  private List<String> forms() {
    List<String> forms =
        ServedRoutes.of(server).stream()
            .filter(route -> route.surface().equals("pages") && !route.method().equals("GET"))
            .map(route -> route.method() + " " + route.template().replaceAll("\\{[^}]*}", "1"))
            .toList();
    assertThat(forms)
        .hasSizeGreaterThan(25)
        .allMatch(form -> form.startsWith("POST /"))
        .contains("POST /sign-in/passkey", "POST /me/factors/1/removal");
    return forms.stream()
        .map(form -> form.substring("POST ".length()))
        .filter(path -> !path.equals(WITH_A_FILE))
        .toList();
  }

  @Test
  void noFormDoesAnythingWithoutItsValue() {
    PlainBrowser browser = PlainBrowser.signedIn(server, server.unique("form"));
    for (String path : forms()) {
      for (String body : List.of("", "form=", "form=" + "0".repeat(64))) {
        Reply refused = browser.send("POST", path, body);
        assertThat(refused.status()).as(path + " " + body).isEqualTo(403);
        assertThat(refused.body()).contains("Please send this form again");
        assertThat(refused.headers("Set-Cookie")).isEmpty();
      }
    }
    assertThat(browser.get("/me").status()).as("still signed in").isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: https://evil.example",
        "Origin: null",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: none"
      })
  void noFormOfAnotherSiteDoesAnythingEvenWithItsValue(String header) {
    PlainBrowser browser = PlainBrowser.signedIn(server, server.unique("form"));
    String body = PlainBrowser.body(PlainBrowser.hidden(browser.get("/me"), "/sign-out"));
    Reply refused = browser.send("POST", "/sign-out", body, header);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(browser.get("/me").status()).isEqualTo(200);
    assertThat(browser.send("POST", "/sign-out", body, "Origin: http://localhost").status())
        .isEqualTo(303);
  }

  @Test
  void aFormFromBeforeTheSignInIsWorthNothingAfterIt() {
    String name = server.unique("form");
    PlainBrowser browser = new PlainBrowser(server);
    browser.register(name);
    Map<String, String> before = PlainBrowser.hidden(browser.get("/sign-in"), "/sign-in");
    String body = PlainBrowser.body(before, "login=" + name, "password=" + PlainBrowser.PASSWORD);
    assertThat(browser.send("POST", "/sign-in", body).status()).isEqualTo(303);
    assertThat(browser.send("POST", "/sign-in", body).status()).isEqualTo(403);
  }

  @Test
  void theValueOfAnotherBrowserIsWorthNothingHere() {
    PlainBrowser other = new PlainBrowser(server);
    String body =
        PlainBrowser.body(
            PlainBrowser.hidden(other.get("/sign-in"), "/sign-in"), "login=x", "password=x");
    PlainBrowser browser = new PlainBrowser(server);
    browser.get("/sign-in");
    assertThat(browser.send("POST", "/sign-in", body).status()).isEqualTo(403);
    assertThat(new PlainBrowser(server).send("POST", "/sign-in", body).status()).isEqualTo(403);
    assertThat(other.send("POST", "/sign-in", body).status()).isEqualTo(422);
  }

  @Test
  void twoCookiesOfOneNameAreNone() {
    PlainBrowser browser = PlainBrowser.signedIn(server, server.unique("form"));
    Reply page = server.get("/me", "Cookie: " + browser.cookieHeader() + "; vestibule=other");
    assertThat(page.header("Location")).contains("/sign-in?to=%2Fme");
    PlainBrowser stranger = new PlainBrowser(server);
    String body =
        PlainBrowser.body(
            PlainBrowser.hidden(stranger.get("/sign-in"), "/sign-in"), "login=x", "password=x");
    String twice = stranger.cookieHeader() + "; vestibule-form=" + "0".repeat(64);
    assertThat(
            server
                .form("POST", "/sign-in", body, "Cookie: " + twice, "Sec-Fetch-Site: same-origin")
                .status())
        .isEqualTo(403);
  }

  @Test
  void otherBodiesThanFormsAreRefused() {
    PlainBrowser browser = new PlainBrowser(server);
    assertThat(server.json("POST", "/sign-in", "{\"login\":\"x\"}").status()).isEqualTo(415);
    String body = PlainBrowser.body(PlainBrowser.hidden(browser.get("/sign-in"), "/sign-in"));
    Reply unstorable = browser.send("POST", "/sign-in", body + "&login=a%00b");
    assertThat(unstorable.status()).isEqualTo(400);
    assertThat(browser.send("POST", "/sign-in", body + "&x=" + "y".repeat(65_536)).status())
        .isEqualTo(413);
    assertThat(browser.send("PUT", "/sign-in", body).status()).isEqualTo(405);
  }

  @Test
  void overHttpsTheCookiesAreTheHostsOwn() {
    try (TestServer https = TestServer.start("VESTIBULE_PUBLIC_URL=https://accounts.example.org")) {
      String name = https.unique("form");
      PlainBrowser browser = PlainBrowser.signedIn(https, name);
      assertThat(browser.cookies())
          .containsKeys("__Host-vestibule", "__Host-vestibule-form")
          .doesNotContainKeys("vestibule", "vestibule-form");
      Reply again = new PlainBrowser(https).signIn(name, PlainBrowser.PASSWORD);
      assertThat(again.setCookie("__Host-vestibule"))
          .matches("__Host-vestibule=[0-9a-f]{64}; HttpOnly; Secure; SameSite=Lax; Path=/");
      assertThat(https.get("/v1/account", "Cookie: " + browser.cookieHeader()).text("username"))
          .as("it is the cookie of /v1")
          .isEqualTo(name);
      assertPage(browser.get("/me"), 200, "Your account");
    }
  }

  @Test
  void whereNoPagesAreWantedThereAreNone() {
    for (String setting : List.of("VESTIBULE_PAGES=off", "VESTIBULE_DOORS=chat")) {
      try (TestServer without = TestServer.start(setting)) {
        for (String path :
            List.of(
                "/sign-in", "/register", "/register/again", "/forgotten", "/me", "/me/profile")) {
          assertThat(without.get(path).whole())
              .as(setting + " " + path)
              .isEqualTo("404 {\"detail\":\"Not found.\"}");
        }
      }
    }
  }
}
