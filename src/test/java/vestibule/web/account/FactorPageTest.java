package vestibule.web.account;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.web.account.AccountPageChecks.assertPage;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.factor.App;

/** Second factors by the pages, without a script. */
class FactorPageTest {

  private static final Pattern SECRET = Pattern.compile("<code>([A-Z2-7]{32})</code>");
  private static final Pattern CODE = Pattern.compile("<li><code>([^<]+)</code></li>");

  private final TestServer server = TestServer.shared();

  private static App app(Reply offer) {
    return new App(only(SECRET, offer));
  }

  private static String only(Pattern pattern, Reply reply) {
    return pattern
        .matcher(reply.body())
        .results()
        .map(m -> m.group(1))
        .findFirst()
        .orElseThrow(() -> new AssertionError(pattern + " in " + reply.body()));
  }

  private static List<String> codes(Reply reply) {
    return CODE.matcher(reply.body()).results().map(m -> m.group(1)).toList();
  }

  @Test
  void codesOfAnAppAreAddedAskedForAndRemoved() {
    String name = server.unique("factor");
    PlainBrowser browser = PlainBrowser.signedIn(server, name);
    PlainBrowser other = new PlainBrowser(server);
    other.signIn(name, PlainBrowser.PASSWORD);
    Reply page = browser.get("/me/factors");
    assertPage(page, 200, "Second factors");
    assertThat(page.body()).contains("You have none yet.");
    Reply offer = browser.submit(page, "/me/factors/codes");
    assertPage(offer, 200, "Codes of an app");
    assertThat(offer.body())
        .contains("<svg ", "role=\"img\"")
        .contains("<a href=\"/me/factors\" aria-current=\"page\">");
    App app = app(offer);
    Reply wrong = browser.submit(offer, "/me/factors/codes/complete", "answer=abcdef");
    assertPage(wrong, 422, "Codes of an app");
    assertThat(wrong.body()).contains("This code is not right.").doesNotContain("<svg ");
    Reply added =
        browser.submit(
            wrong, "/me/factors/codes/complete", "answer=" + app.code(server.clock().instant()));
    assertPage(added, 200, "Recovery codes");
    List<String> recovery = codes(added);
    assertThat(recovery).hasSize(10).doesNotHaveDuplicates();
    assertThat(other.get("/me").status()).as("signed out everywhere else").isEqualTo(303);
    assertThat(browser.get("/me/factors").body())
        .contains("Codes of an app", "Left: 10.")
        .doesNotContain(recovery.getFirst());

    PlainBrowser again = new PlainBrowser(server);
    Reply next = again.signIn(name, PlainBrowser.PASSWORD);
    assertPage(next, 200, "One more step");
    Reply in = again.submit(next, "/sign-in/factor", "answer=" + recovery.getFirst());
    assertThat(in.header("Location")).contains("/me");
    page = again.get("/me/factors");
    assertThat(page.body()).contains("Left: 9.");
    Reply renewed = again.submit(page, "/me/factors/recovery");
    assertThat(codes(renewed)).hasSize(10).doesNotContainAnyElementsOf(recovery);
    String removal = only(Pattern.compile("action=\"(/me/factors/\\d+/removal)\""), page);
    assertThat(again.follow(again.submit(page, removal)).body())
        .contains("The second factor is removed.", "You have none yet.");
    assertThat(new PlainBrowser(server).signIn(name, PlainBrowser.PASSWORD).status())
        .isEqualTo(303);
  }

  @Test
  void nobodyRemovesAFactorOfSomebodyElse() {
    String name = server.unique("factor");
    PlainBrowser victim = PlainBrowser.signedIn(server, name);
    Reply offer = victim.submit(victim.get("/me/factors"), "/me/factors/codes");
    victim.submit(
        offer, "/me/factors/codes/complete", "answer=" + app(offer).code(server.clock().instant()));
    String removal =
        only(Pattern.compile("action=\"(/me/factors/\\d+/removal)\""), victim.get("/me/factors"));
    PlainBrowser browser = PlainBrowser.signedIn(server, server.unique("factor"));
    Reply refused =
        browser.send(
            "POST",
            removal,
            PlainBrowser.body(
                PlainBrowser.hidden(browser.get("/me/factors"), "/me/factors/codes")));
    assertPage(refused, 422, "Second factors");
    assertThat(refused.body()).contains("This second factor is not there any more.");
    assertThat(victim.get("/me/factors").body()).contains(removal);
  }

  @Test
  void anEnrolmentOfSomebodyElseAddsNothing() {
    PlainBrowser victim = PlainBrowser.signedIn(server, server.unique("factor"));
    Reply offer = victim.submit(victim.get("/me/factors"), "/me/factors/codes");
    PlainBrowser browser = PlainBrowser.signedIn(server, server.unique("factor"));
    Reply own = browser.submit(browser.get("/me/factors"), "/me/factors/codes");
    Reply refused =
        browser.submit(
            own,
            "/me/factors/codes/complete",
            "enrolment="
                + PlainBrowser.hidden(offer, "/me/factors/codes/complete").get("enrolment"),
            "answer=" + app(offer).code(server.clock().instant()));
    assertPage(refused, 422, "Codes of an app");
    assertThat(refused.body()).contains("That took too long. Please begin again.");
    assertThat(browser.get("/me/factors").body()).contains("You have none yet.");
  }
}
