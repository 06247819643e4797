package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
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

  @RegisterExtension static final Chromium BROWSER = new Chromium();

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static ConsoleWindow window(TestOperator operator) {
    return new ConsoleWindow(BROWSER.tab(), SERVER, operator);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAccountIsFoundAndHelpedWithAndWithoutScripts(boolean scripts) {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    EnrolledPerson.enrolled(SERVER, person.bearer());
    TestOperator support = TestOperator.of(SERVER, Duty.SUPPORT);
    ConsoleWindow window = new ConsoleWindow(BROWSER.tab(scripts), SERVER, support);
    window.open("/admin/accounts");
    window.fillIn("/admin/accounts", "query", person.name());
    window.send("/admin/accounts");
    window.press(window.page().locator("main li a").first());
    String path = "/admin/accounts/" + person.id();
    assertThat(window.path()).isEqualTo(path);
    window.send(path + "/disable");
    assertThat(window.says("The account is disabled, and all its sessions have ended.")).isTrue();
    window.send(path + "/enable");
    window.fillIn(path + "/factors/removal", "reason", "seen in person");
    window.send(path + "/factors/removal");
    assertThat(window.says("All second factors are removed.")).isTrue();
    assertThat(person.signIn().status()).isEqualTo(201);
  }

  @Test
  void whoHasToProveWhoTheyAreComesBackAndGoesOn() {
    TestOperator admin = TestOperator.of(SERVER, Duty.ADMIN);
    ConsoleWindow window = window(admin);
    SERVER.clock().advance(Duration.ofMinutes(11));
    window.open("/admin/rights");
    String name = SERVER.unique("group");
    window.fill("name", name);
    window.send("/admin/rights");
    assertThat(window.path()).isEqualTo("/me/proof");
    window.fill("answer", "000000");
    window.send("/me/proof");
    assertThat(window.says("This code is not right.")).isTrue();
    window.fill("answer", admin.app().code(SERVER.clock().instant()));
    window.send("/me/proof");
    assertThat(window.path()).isEqualTo("/admin/rights");
    window.fill("name", name);
    window.send("/admin/rights");
    assertThat(window.says("It is made.")).isTrue();
    window.send(window.path() + "/removal");
    assertThat(window.says("It is deleted, and nobody has it any more.")).isTrue();
  }

  @Test
  void whoIsRefusedFindsTheWayBack() {
    TestOperator admin = TestOperator.of(SERVER, Duty.ADMIN);
    ConsoleWindow window = window(admin);
    String own = "/admin/accounts/" + admin.person().id();
    window.open(own);
    window.send(own + "/disable");
    assertThat(window.says("This account is your own")).isTrue();
    window.press(window.page().locator("main a"));
    assertThat(window.path()).isEqualTo(own);
  }

  @Test
  void aKeyIsNotTakenAwayByOneClickAlone() {
    TestOperator admin = TestOperator.of(SERVER, Duty.ADMIN);
    ConsoleWindow window = window(admin);
    window.open("/admin/keys");
    Locator grave = window.page().locator("button.grave:visible");
    assertThat(grave.count()).isZero();
    window.page().locator("summary").first().click();
    grave.first().waitFor();
  }

  @Test
  void whoseSessionHasEndedFindsNothingThere() {
    TestOperator reader = TestOperator.of(SERVER, Duty.READ);
    ConsoleWindow window = window(reader);
    window.open("/admin/accounts");
    SERVER.core().administration().endSessions(reader.person().id());
    window.open("/admin/accounts");
    assertThat(window.says("Accounts")).isFalse();
    window.open("/admin/settings");
    assertThat(window.says("There is nothing here")).isTrue();
  }
}
