package vestibule.web.account;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.web.account.AccountPageChecks.assertPage;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.factor.App;
import vestibule.core.model.Rights;

/** The pages of somebody who has to add a second factor on the way in. */
class EnrolmentPageTest {

  private static final Pattern SECRET = Pattern.compile("<code>([A-Z2-7]{32})</code>");
  private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\"");
  private static TestServer server;
  private static Rights.Named staff;

  private String name;
  private PlainBrowser browser;

  @BeforeAll
  static void wantFactors() {
    server = TestServer.start("VESTIBULE_FACTORS_REQUIRED_ROLES=staff");
    staff = server.core().rights().create(Rights.Kind.ROLE, "staff").orElseThrow();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void register() {
    name = server.unique("staff");
    PlainBrowser.signedIn(server, name);
    long id = server.core().accounts().named(name).orElseThrow().id();
    server.core().rights().grant(Rights.Kind.ROLE, staff, id);
    browser = new PlainBrowser(server);
  }

  private static App app(Reply offer) {
    return new App(
        SECRET.matcher(offer.body()).results().map(m -> m.group(1)).findFirst().orElseThrow());
  }

  private static List<String> forms(Reply page) {
    return FORM.matcher(page.body()).results().map(m -> m.group(1)).toList();
  }

  private Reply enrolled() {
    Reply wanted = browser.signIn(name, PlainBrowser.PASSWORD);
    assertPage(wanted, 200, "A second factor is needed");
    return browser.submit(
        wanted, "/sign-in/enrolment", "answer=" + app(wanted).code(server.clock().instant()));
  }

  /** Choosing a language led away from the codes, which nobody sees a second time. */
  @Test
  void theRecoveryCodesAreShownWithoutAWayToLoseThem() {
    Reply codes = enrolled();
    assertPage(codes, 200, "Recovery codes");
    assertThat(codes.body()).containsPattern("(<li><code>[^<]+</code></li>\\s*){10}");
    assertThat(forms(codes)).containsExactly("/sign-out");
    assertThat(codes.body()).contains("<a href=\"/me/factors\">");
    assertThat(browser.get("/me/factors").body()).contains("Codes of an app", "Left: 10.");
  }

  /** The session begins with that very answer. */
  @Test
  void theFormsOfThatPageAreGoodInTheSessionThatBegins() {
    Reply codes = enrolled();
    Reply out = browser.submit(codes, "/sign-out");
    assertThat(out.status()).as(out.body()).isEqualTo(303);
    assertThat(browser.get("/me").header("Location")).contains("/sign-in?to=%2Fme");
  }

  @Test
  void codesThatAreRenewedAreShownWithoutAWayToLoseThemToo() {
    enrolled();
    Reply renewed = browser.submit(browser.get("/me/factors"), "/me/factors/recovery");
    assertPage(renewed, 200, "Recovery codes");
    assertThat(forms(renewed)).containsExactly("/sign-out");
    assertThat(browser.submit(renewed, "/sign-out").status()).isEqualTo(303);
  }

  /** Before anything is lost, the language may be chosen on the way. */
  @Test
  void theOfferCanBeReadInAnotherLanguage() {
    Reply wanted = browser.signIn(name, PlainBrowser.PASSWORD);
    Reply chosen = browser.submit(wanted, "/language", "language=de");
    assertThat(chosen.header("Location")).contains("/sign-in");
    assertThat(browser.signIn(name, PlainBrowser.PASSWORD).body()).contains("<html lang=\"de\">");
  }
}
