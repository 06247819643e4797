package vestibule.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.administration.Appointments;
import vestibule.core.factor.App;
import vestibule.core.operator.Duty;
import vestibule.web.account.PlainBrowser;

/**
 * Somebody with a duty whose browser has signed in with both factors.
 *
 * @param app that tells their codes
 */
public record DeskOperator(TestServer server, PlainBrowser browser, long id, App app) {

  /** A new one. */
  public static DeskOperator of(TestServer server, Duty duty) {
    String name = server.unique("desk");
    PlainBrowser browser = PlainBrowser.signedIn(server, name);
    Reply offer = browser.submit(browser.get("/me/factors"), "/me/factors/codes");
    App app = new App(offer.body().replaceAll("(?s).*<code>([A-Z2-7]{32})</code>.*", "$1"));
    Reply added =
        browser.submit(
            offer, "/me/factors/codes/complete", "answer=" + app.code(server.clock().instant()));
    assertThat(added.status()).isEqualTo(200);
    long id = server.core().accounts().named(name).orElseThrow().id();
    assertThat(new Appointments(server.core().rights()).appoint(duty, id)).isTrue();
    return new DeskOperator(server, browser, id, app);
  }

  Reply get(String path, String... headers) {
    return browser.get(path, headers);
  }

  Reply submit(Reply page, String action, String... typed) {
    return browser.submit(page, action, typed);
  }

  /** Sends a form of a page, and gives the page that it leads to. */
  Reply done(Reply page, String action, String... typed) {
    return browser.follow(browser.submit(page, action, typed));
  }
}
