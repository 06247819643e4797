package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** The page {@code /docs/api} in a real browser: documents are read and tried, here and nowhere. */
@Tag("processes")
class ApiPageTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String HERE = "http://localhost:" + SERVER.port();

  @TempDir static Path profile;
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> program = Chromium.program();
    assumeTrue(program.isPresent(), "chromium is not installed: NO page is tried in a browser");
    browser = Chromium.start(program.get(), profile);
    browser.runFirst(
        """
        window.refused = [];
        window.addEventListener('securitypolicyviolation',
          event => refused.push(event.violatedDirective + ' ' + event.blockedURI));
        window.addEventListener('error', event => refused.push(event.message));
        """);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static void open(String document) {
    browser.open(HERE + "/docs/api?of=" + document);
    browser.await("document.querySelectorAll('.opblock').length > 0");
  }

  /** Opens an operation, and has it tried. */
  private static void unfold(String path) {
    browser.run(
        "[...document.querySelectorAll('.opblock-summary-path')]"
            + ".find(one => one.dataset.path === '%s')".formatted(path)
            + ".closest('.opblock').querySelector('.opblock-summary-control').click(); ''");
    browser.await("document.querySelector('.try-out__btn') !== null");
    browser.run("document.querySelector('.try-out__btn').click(); ''");
    browser.await("document.querySelector('.btn.execute') !== null");
  }

  /** As a person types, which React has to be told of. */
  private static void type(String selector, String text) {
    browser.run(
        """
        (() => {
          const field = document.querySelector(`%s`);
          const kind = Object.getPrototypeOf(field);
          Object.getOwnPropertyDescriptor(kind, 'value').set.call(field, `%s`);
          field.dispatchEvent(new Event('input', {bubbles: true}));
          return '';
        })()
        """
            .formatted(selector, text));
  }

  private static String executed() {
    browser.run("document.querySelector('.btn.execute').click(); ''");
    browser.await("document.querySelector('.live-responses-table .response-col_status') !== null");
    return browser.run(
        "document.querySelector('.live-responses-table tbody .response-col_status').textContent"
            + " + ' ' + document.querySelector('.live-responses-table .microlight').textContent");
  }

  private static void assertNothingFromElsewhere() {
    assertThat(browser.run("JSON.stringify(refused)")).isEqualTo("[]");
    assertThat(
            browser.run(
                "JSON.stringify(performance.getEntriesByType('resource').map(one => one.name)"
                    + ".filter(one => !one.startsWith('"
                    + HERE
                    + "/') && !one.startsWith('data:')))"))
        .isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource({
    "useraccount, 8",
    "envelope, 9",
    "chat, 5",
    "knowme, 13",
    "personal, 4",
  })
  void aDocumentIsShownWithAllItsOperations(String name, String operations) {
    open(name);
    assertThat(browser.run("String(document.querySelectorAll('.opblock').length)"))
        .isEqualTo(operations);
    assertThat(browser.run("document.querySelector('.errors-wrapper')?.textContent ?? 'none'"))
        .isEqualTo("none");
    assertThat(browser.run("document.querySelector('header a[aria-current]').textContent"))
        .isEqualTo(name);
    assertNothingFromElsewhere();
  }

  @Test
  void ourOwnDocumentIsShownToo() {
    open("v1");
    assertThat(browser.run("document.querySelector('.info .title').textContent"))
        .startsWith("Vestibule's own API, v1");
    assertNothingFromElsewhere();
  }

  @Test
  void aLogInIsTried() {
    Member member = Member.registered(SERVER);
    open("useraccount");
    unfold("/user_account/login");
    type(".body-param__text", Member.credentials(member.name(), Member.PASSWORD));
    assertThat(executed()).startsWith("200").contains("login successful");
    assertThat(browser.cookies(HERE)).contains("access_token_cookie");
    open("useraccount");
    unfold("/user_account/profile_settings");
    assertThat(executed()).startsWith("200").contains(member.name());
    assertNothingFromElsewhere();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void itHasTheColoursThatTheBrowserPrefers(String scheme) {
    browser.prefer(scheme);
    open("chat");
    String brightness =
        "String(getComputedStyle(%s).%s.match(/\\d+/g).slice(0, 3)"
            + ".reduce((sum, one) => sum + Number(one), 0) > 382)";
    String bright = Boolean.toString(scheme.equals("light"));
    assertThat(browser.run(brightness.formatted("document.body", "backgroundColor")))
        .isEqualTo(bright);
    for (String text : new String[] {".info .title", ".opblock-summary-path", "header p"}) {
      assertThat(
              browser.run(brightness.formatted("document.querySelector('" + text + "')", "color")))
          .as(text)
          .isNotEqualTo(bright);
    }
    browser.prefer("");
  }
}
