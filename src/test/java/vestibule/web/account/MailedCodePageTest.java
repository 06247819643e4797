package vestibule.web.account;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.web.account.AccountPageChecks.assertPage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.factor.App;

/** Signing in by a mailed code on the pages, without a script. */
class MailedCodePageTest {

  private static final TestServer SERVER = TestServer.start("VESTIBULE_SIGN_IN_MAILED_CODES=on");
  private static final String TITLE = "Sign in by a mailed code";
  private static final Pattern CODE = Pattern.compile("(?m)^([0-9]{8})$");

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static Reply ask(PlainBrowser browser, String login, String... typed) {
    String[] all = new String[typed.length + 1];
    System.arraycopy(typed, 0, all, 1, typed.length);
    all[0] = "login=" + login;
    Reply page = browser.submit(browser.get("/sign-in/mailed"), "/sign-in/mailed", all);
    assertPage(page, 200, TITLE);
    return page;
  }

  private static String code(String name) {
    Matcher code = CODE.matcher(SERVER.awaitMail(name + "@example.org").text());
    assertThat(code.find()).isTrue();
    return code.group(1);
  }

  private static Reply enter(PlainBrowser browser, Reply page, String code) {
    return browser.submit(page, "/sign-in/mailed/code", "answer=" + code);
  }

  @Test
  void theCodeSignsInOnceAndLeadsOn() {
    String name = SERVER.unique("mailed");
    PlainBrowser.signedIn(SERVER, name);
    PlainBrowser browser = new PlainBrowser(SERVER);
    assertThat(browser.get("/sign-in").body()).contains("<a href=\"/sign-in/mailed\">");
    Reply page = ask(browser, name, "to=/me/sessions", "stay=yes");
    Reply wrong = enter(browser, page, "00000000");
    assertPage(wrong, 422, TITLE);
    assertThat(wrong.body()).contains("This code is not right.");
    String code = code(name);
    Reply in = enter(browser, wrong, code);
    assertThat(in.header("Location")).contains("/me/sessions");
    assertThat(in.setCookie("vestibule")).contains("Max-Age=");
    assertThat(browser.get("/me").status()).isEqualTo(200);
    PlainBrowser late = new PlainBrowser(SERVER);
    Reply again =
        late.submit(
            ask(late, "nobody"),
            "/sign-in/mailed/code",
            "ticket=" + PlainBrowser.hidden(page, "/sign-in/mailed/code").get("ticket"),
            "answer=" + code);
    assertPage(again, 422, TITLE);
    assertThat(late.cookies()).doesNotContainKey("vestibule");
  }

  @Test
  void thePageTellsNobodyWhoIsThere() {
    String name = SERVER.unique("mailed");
    PlainBrowser.signedIn(SERVER, name);
    PlainBrowser browser = new PlainBrowser(SERVER);
    assertThat(bare(ask(browser, name))).isEqualTo(bare(ask(browser, "nobody@example.org")));
  }

  private static String bare(Reply page) {
    return page.body().replaceAll("value=\"[0-9a-f]+\"", "");
  }

  @Test
  void aSecondFactorIsAskedForBehindTheCode() {
    String name = SERVER.unique("mailed");
    PlainBrowser owner = PlainBrowser.signedIn(SERVER, name);
    Reply offer = owner.submit(owner.get("/me/factors"), "/me/factors/codes");
    Matcher secret = Pattern.compile("<code>([A-Z2-7]{32})</code>").matcher(offer.body());
    assertThat(secret.find()).isTrue();
    App app = new App(secret.group(1));
    owner.submit(
        offer, "/me/factors/codes/complete", "answer=" + app.code(SERVER.clock().instant()));
    SERVER.awaitMail(name + "@example.org");
    PlainBrowser browser = new PlainBrowser(SERVER);
    Reply next = enter(browser, ask(browser, name), code(name));
    assertPage(next, 200, "One more step");
    assertThat(browser.cookies()).doesNotContainKey("vestibule");
  }

  @Test
  void aFormOfAnotherSiteMailsNothing() {
    String name = SERVER.unique("mailed");
    PlainBrowser.signedIn(SERVER, name);
    Reply foreign =
        new PlainBrowser(SERVER)
            .send("POST", "/sign-in/mailed", "login=" + name, "Sec-Fetch-Site: cross-site");
    assertThat(foreign.status()).isEqualTo(403);
    SERVER.assertNoMail(name + "@example.org");
  }

  @Test
  void withoutTheSettingThereIsNoSuchPage() {
    TestServer off = TestServer.shared();
    assertThat(off.get("/sign-in/mailed").status()).isEqualTo(404);
    assertThat(off.get("/sign-in").body()).doesNotContain("/sign-in/mailed");
  }
}
