package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** The page {@code /docs/api} in a real browser: documents are read and tried, here and nowhere. */
@Tag("processes")
class ApiPageTest {

  private static final TestServer SERVER = TestServer.shared();

  @RegisterExtension static final Chromium BROWSER = new Chromium();

  private Visitor visitor;
  private Page page;

  @BeforeEach
  void arrive() {
    visitor = new Visitor(BROWSER.tab(), SERVER);
    page = visitor.page();
    page.addInitScript(
        """
        window.refused = [];
        window.addEventListener('securitypolicyviolation',
          event => refused.push(event.violatedDirective + ' ' + event.blockedURI));
        window.addEventListener('error', event => refused.push(event.message));
        """);
  }

  private void open(String document) {
    visitor.open("/docs/api?of=" + document);
    page.locator(".opblock").first().waitFor();
  }

  /** Opens an operation, and has it tried. */
  private void unfold(String path) {
    page.locator(".opblock:has([data-path='%s']) .opblock-summary-control".formatted(path)).click();
    page.locator(".try-out__btn").click();
  }

  private String executed() {
    page.locator(".btn.execute").click();
    Locator answer = page.locator(".live-responses-table tbody");
    return answer.locator(".response-col_status").first().textContent()
        + " "
        + answer.locator(".microlight").first().textContent();
  }

  private void assertNothingFromElsewhere() {
    assertThat(page.evaluate("refused")).isEqualTo(List.of());
    assertThat(page.evaluate(Looks.FROM_ELSEWHERE)).isEqualTo("");
  }

  @ParameterizedTest
  @CsvSource({
    "useraccount, 8",
    "envelope, 9",
    "chat, 5",
    "knowme, 13",
    "personal, 4",
  })
  void aDocumentIsShownWithAllItsOperations(String name, int operations) {
    open(name);
    assertThat(page.locator(".opblock").count()).isEqualTo(operations);
    assertThat(page.locator(".errors-wrapper").count()).isZero();
    assertThat(page.locator("header a[aria-current]").textContent()).isEqualTo(name);
    assertNothingFromElsewhere();
  }

  @Test
  void ourOwnDocumentIsShownToo() {
    open("v1");
    assertThat(page.locator(".info .title").textContent()).startsWith("Vestibule's own API, v1");
    assertNothingFromElsewhere();
  }

  @Test
  void aLogInIsTried() {
    Member member = Member.registered(SERVER);
    open("useraccount");
    unfold("/user_account/login");
    page.locator(".body-param__text").fill(Member.credentials(member.name(), Member.PASSWORD));
    assertThat(executed()).startsWith("200").contains("login successful");
    assertThat(page.context().cookies().stream().map(cookie -> cookie.name))
        .contains("access_token_cookie");
    open("useraccount");
    unfold("/user_account/profile_settings");
    assertThat(executed()).startsWith("200").contains(member.name());
    assertNothingFromElsewhere();
  }

  private boolean isBright(String selector, String property) {
    String script =
        "one => getComputedStyle(one).%s.match(/\\d+/g).slice(0, 3)".formatted(property)
            + ".reduce((sum, one) => sum + Number(one), 0) > 382";
    return (boolean) page.locator(selector).first().evaluate(script);
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void itHasTheColoursThatTheBrowserPrefers(ColorScheme scheme) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    open("chat");
    boolean bright = scheme == ColorScheme.LIGHT;
    assertThat(isBright("body", "backgroundColor")).isEqualTo(bright);
    for (String text : new String[] {".info .title", ".opblock-summary-path", "header p"}) {
      assertThat(isBright(text, "color")).as(text).isNotEqualTo(bright);
    }
  }
}
