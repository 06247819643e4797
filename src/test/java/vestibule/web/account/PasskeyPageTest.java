package vestibule.web.account;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.web.account.AccountPageChecks.assertPage;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.Together;
import vestibule.passkey.Device;

/** Passkeys by the pages: what the script of a page sends is sent here by hand. */
class PasskeyPageTest {

  private static final String SITE = "http://localhost";
  private static final Pattern OPTIONS = Pattern.compile("data-options=\"([^\"]*)\"");

  private final TestServer server = TestServer.shared();
  private final Device device = Device.at(SITE);

  private static String options(Reply page) {
    return OPTIONS
        .matcher(page.body())
        .results()
        .map(m -> m.group(1).replace("&#34;", "\"").replace("&amp;", "&"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(page.body()));
  }

  private Reply add(PlainBrowser browser, String name) {
    Reply offer = browser.submit(browser.get("/me/factors"), "/me/factors/passkeys");
    assertPage(offer, 200, "Passkey");
    return browser.submit(
        offer,
        "/me/factors/passkeys/complete",
        "name=" + name,
        "answer=" + device.make(options(offer)));
  }

  private String signedAlone() {
    return device.sign(server.json("POST", "/v1/sessions/passkeys", "{}").body());
  }

  private static Reply enter(PlainBrowser browser, String answer, String... typed) {
    Reply page = browser.get("/sign-in");
    String[] all = List.of(typed).toArray(new String[typed.length + 1]);
    all[typed.length] = "answer=" + answer;
    return browser.submit(page, "/sign-in/passkey", all);
  }

  @Test
  void aPasskeyIsMadeNamedAndRemoved() {
    PlainBrowser browser = PlainBrowser.signedIn(server, server.unique("passkey"));
    Reply added = add(browser, "the <b>blue</b> one");
    assertPage(added, 200, "Recovery codes");
    Reply page = browser.get("/me/factors");
    assertThat(page.body()).contains("<strong>Passkey</strong> · the &lt;b&gt;blue&lt;/b&gt; one");
    Reply second = browser.submit(page, "/me/factors/passkeys");
    assertThat(options(second)).contains("\"excludeCredentials\":[{");
    String removal =
        Pattern.compile("action=\"(/me/factors/\\d+/removal)\"")
            .matcher(page.body())
            .results()
            .map(m -> m.group(1))
            .findFirst()
            .orElseThrow();
    assertThat(browser.follow(browser.submit(page, removal)).body())
        .contains("The second factor is removed.");
  }

  @Test
  void aPasskeyWithoutANameHasThatOfTheBrowser() {
    PlainBrowser browser = PlainBrowser.signedIn(server, server.unique("passkey"));
    add(browser, "");
    assertThat(browser.get("/me/factors").body()).contains("<strong>Passkey</strong> · Java-http");
  }

  @Test
  void aPasskeyLetsInAloneAndBesideThePassword() {
    String name = server.unique("passkey");
    add(PlainBrowser.signedIn(server, name), "a");
    PlainBrowser alone = new PlainBrowser(server);
    Reply in = enter(alone, signedAlone(), "to=/me/sessions", "stay=yes");
    assertThat(in.status()).as(in.body()).isEqualTo(303);
    assertThat(in.header("Location")).contains("/me/sessions");
    assertThat(in.setCookie("vestibule")).contains("Max-Age=");
    assertThat(alone.get("/me").status()).isEqualTo(200);

    PlainBrowser beside = new PlainBrowser(server);
    Reply next = beside.signIn(name, PlainBrowser.PASSWORD);
    assertPage(next, 200, "One more step");
    Reply done = beside.submit(next, "/sign-in/factor", "answer=" + device.sign(options(next)));
    assertThat(done.status()).as(done.body()).isEqualTo(303);
    assertThat(beside.get("/me").status()).isEqualTo(200);
  }

  @Test
  void whatLetsNobodyInIsToldAndBeginsNoSession() {
    add(PlainBrowser.signedIn(server, server.unique("passkey")), "a");
    PlainBrowser browser = new PlainBrowser(server);
    device.visit("http://evil.example");
    String phished = signedAlone();
    for (String answer : List.of("", "{}", "x", phished)) {
      Reply refused = enter(browser, answer, "to=//evil.example");
      assertPage(refused, 422, "Sign in");
      assertThat(refused.body())
          .contains("This passkey is not right.")
          .doesNotContain("evil.example");
      assertThat(browser.cookies()).doesNotContainKey("vestibule");
    }
  }

  @Test
  void whatWasSignedLetsOneIn() {
    add(PlainBrowser.signedIn(server, server.unique("passkey")), "a");
    String signed = signedAlone();
    List<Integer> statuses = Together.run(6, _ -> enter(new PlainBrowser(server), signed).status());
    assertThat(statuses).containsOnly(303, 422).containsOnlyOnce(303);
  }

  @Test
  void aPageOfAnotherSiteSignsNobodyIn() {
    add(PlainBrowser.signedIn(server, server.unique("passkey")), "a");
    PlainBrowser browser = new PlainBrowser(server);
    String body =
        PlainBrowser.body(
            PlainBrowser.hidden(browser.get("/sign-in"), "/sign-in/passkey"),
            "answer=" + signedAlone());
    Reply foreign = browser.send("POST", "/sign-in/passkey", body, "Sec-Fetch-Site: cross-site");
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(browser.cookies()).doesNotContainKey("vestibule");
    assertThat(browser.send("POST", "/sign-in/passkey", "answer=" + signedAlone()).status())
        .isEqualTo(403);
  }

  @Test
  void whoHasAPasskeyProvesItAgainBeforeWhatIsGrave() {
    PlainBrowser browser = PlainBrowser.signedIn(server, server.unique("passkey"));
    add(browser, "a");
    server.clock().advance(Duration.ofMinutes(20));
    Reply led = browser.submit(browser.get("/me/factors"), "/me/factors/recovery");
    assertThat(led.header("Location")).contains("/me/proof?to=/me/factors");
    Reply page = browser.follow(led);
    Reply wrong = browser.submit(page, "/me/proof", "answer={}");
    assertPage(wrong, 422, "Is it you?");
    Reply proved = browser.submit(wrong, "/me/proof", "answer=" + device.sign(options(wrong)));
    assertThat(browser.follow(proved).status()).isEqualTo(200);
    assertPage(
        browser.submit(browser.get("/me/factors"), "/me/factors/recovery"), 200, "Recovery codes");
  }
}
