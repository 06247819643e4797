package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.EnrolledPerson;
import vestibule.TestServer;
import vestibule.core.operator.Duty;
import vestibule.v1.OwnPerson;
import vestibule.v1.admin.TestOperator;

/** The console in a real browser: what operators do. */
@Tag("processes")
class ConsoleBrowserTest {

  private static final TestServer SERVER = TestServer.start();

  @TempDir static Path profile;
  private static Chromium browser;
  private static ConsoleWindow window;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> program = Chromium.program();
    assumeTrue(program.isPresent(), "chromium is not installed: NO page is tried in a browser");
    browser = Chromium.start(program.get(), profile);
    window = new ConsoleWindow(browser, SERVER);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    SERVER.close();
  }

  @BeforeEach
  void anew() {
    browser.runNoScripts(false);
    browser.speak("en");
    browser.resize(1024, 768);
    browser.forget();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAccountIsFoundAndHelpedWithAndWithoutScripts(boolean scripts) {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    EnrolledPerson.enrolled(SERVER, person.bearer());
    TestOperator support = TestOperator.of(SERVER, Duty.SUPPORT);
    browser.runNoScripts(!scripts);
    window.signIn(support);
    window.open("/admin/accounts");
    browser.run("document.querySelector('[name=query]').value = '" + person.name() + "'; ''");
    window.send("/admin/accounts");
    browser.run("document.querySelector('main li a').click(); ''");
    String path = "/admin/accounts/" + person.id();
    browser.await("location.pathname === '" + path + "' && document.readyState === 'complete'");
    window.send(path + "/disable");
    assertThat(window.says("The account is disabled, and all its sessions have ended.")).isTrue();
    window.send(path + "/enable");
    window.typeIn(path + "/factors/removal", "reason", "seen in person");
    window.send(path + "/factors/removal");
    assertThat(window.says("All second factors are removed.")).isTrue();
    assertThat(person.signIn().status()).isEqualTo(201);
  }

  @Test
  void whoHasToProveWhoTheyAreComesBackAndGoesOn() {
    TestOperator admin = TestOperator.of(SERVER, Duty.ADMIN);
    window.signIn(admin);
    SERVER.clock().advance(Duration.ofMinutes(11));
    window.open("/admin/rights");
    String name = SERVER.unique("group");
    window.type("name", name);
    window.send("/admin/rights");
    assertThat(window.path()).isEqualTo("/me/proof");
    window.type("answer", "000000");
    window.send("/me/proof");
    assertThat(window.says("This code is not right.")).isTrue();
    window.type("answer", admin.app().code(SERVER.clock().instant()));
    window.send("/me/proof");
    assertThat(window.path()).isEqualTo("/admin/rights");
    window.type("name", name);
    window.send("/admin/rights");
    assertThat(window.says("It is made.")).isTrue();
    window.send(window.path() + "/removal");
    assertThat(window.says("It is deleted, and nobody has it any more.")).isTrue();
  }

  @Test
  void aKeyIsNotTakenAwayByOneClickAlone() {
    TestOperator admin = TestOperator.of(SERVER, Duty.ADMIN);
    window.signIn(admin);
    window.open("/admin/keys");
    assertThat(
            browser.run(
                "'' + [...document.querySelectorAll('button.grave')]"
                    + ".filter(button => button.checkVisibility()).length"))
        .isEqualTo("0");
    browser.run("document.querySelector('summary').click(); ''");
    browser.await("document.querySelector('button.grave').checkVisibility()");
  }

  @Test
  void whoseSessionHasEndedFindsNothingThere() {
    TestOperator reader = TestOperator.of(SERVER, Duty.READ);
    window.signIn(reader);
    window.open("/admin/accounts");
    SERVER.core().administration().endSessions(reader.person().id());
    browser.open(window.here() + "/admin/accounts");
    assertThat(window.says("Accounts")).isFalse();
    window.open("/admin/settings");
    assertThat(window.says("There is nothing here")).isTrue();
  }
}
