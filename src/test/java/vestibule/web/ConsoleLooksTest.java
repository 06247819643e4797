package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vestibule.EnrolledPerson;
import vestibule.TestServer;
import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.core.operator.Duty;
import vestibule.core.rights.RightsAdministration;
import vestibule.v1.OwnPerson;
import vestibule.v1.admin.TestOperator;
import vestibule.web.admin.Console;

/**
 * What every page of the console looks like in a real browser, its main way and its worst one, with
 * names as long as they can be.
 */
@Tag("processes")
class ConsoleLooksTest {

  private static final TestServer SERVER =
      TestServer.start("VESTIBULE_EVENTS_KEPT=on", "VESTIBULE_LIMITS=on");
  private static final String LONG_NAME =
      "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichentraeger".substring(0, 64);

  @RegisterExtension static final Chromium BROWSER = new Chromium();
  private static final Looks LOOKS = new Looks();
  private static TestOperator admin;
  private static OwnPerson person;
  private static String group;
  private static String role;
  private static String webhook;

  private String screen;
  private ConsoleWindow window;

  @BeforeAll
  static void start() {
    admin = TestOperator.of(SERVER, Duty.ADMIN);
    somebodyWithEverything();
    ConsoleContents contents = new ConsoleContents(SERVER);
    contents.imports();
    contents.deadMail(person.id());
    webhook = contents.webhook();
    contents.turnedAway();
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static void somebodyWithEverything() {
    person = OwnPerson.confirmed(SERVER);
    String header = person.bearer();
    String longest =
        "a.person.whose.name.is.longer.than.the.screen.of.a.telephone@"
            + "department.".repeat(6)
            + "example.org";
    String added = "{\"email\":\"" + longest + "\"}";
    assertThat(SERVER.json("POST", "/v1/account/addresses", added, header).status()).isEqualTo(201);
    EnrolledPerson.enrolled(SERVER, header);
    RightsAdministration rights = SERVER.core().rights();
    Named club = rights.create(Kind.GROUP, LONG_NAME).orElseThrow();
    Named editors = rights.create(Kind.ROLE, "editors").orElseThrow();
    Named permission = rights.create(Kind.PERMISSION, LONG_NAME).orElseThrow();
    rights.create(Kind.PERMISSION, "pages.publish").orElseThrow();
    rights.grantToRole(permission, editors);
    rights.grant(Kind.GROUP, club, person.id());
    rights.grant(Kind.ROLE, editors, person.id());
    group = "/admin/groups/" + club.id();
    role = "/admin/roles/" + editors.id();
  }

  private void look(String name) {
    LOOKS.assertFit(window.page(), name + "-" + screen);
  }

  private void show(String path, String name) {
    window.open(path);
    look(name);
  }

  /** The main way of each page that is listed, and of one thing of each kind. */
  private void showAll() {
    for (String path : Console.WAYS) {
      if (path.startsWith("/admin")) {
        show(path, path.substring(1).replace('/', '-'));
      }
    }
    show("/admin/accounts?query=own", "admin-accounts-found");
    show("/admin/accounts?query=nobody-is-called-so", "admin-accounts-none");
    show("/admin/accounts/" + person.id(), "admin-account");
    show(group, "admin-group");
    show(role, "admin-role");
    show(webhook, "admin-webhook");
  }

  private void makeService(String name) {
    window.open("/admin/services");
    window.fill("name", name);
    window.tick("introspect");
    window.send("/admin/services");
  }

  @ParameterizedTest
  @CsvSource({"en,360", "ru,360", "de,360", "fr,360", "en,1024"})
  void pagesFitTheirScreen(String tag, int width) {
    screen = tag + "-" + width;
    window = new ConsoleWindow(BROWSER.tab(tag, width), SERVER, admin);
    showAll();
    makeService(("s" + screen + "-" + LONG_NAME).toLowerCase().substring(0, 64));
    look("admin-secret");
    window.press(window.page().locator("main a").first());
    assertThat(window.path()).matches("/admin/services/[0-9]+");
    look("admin-service");
    makeService("Two Words");
    look("admin-services-wrong");
    window.open("/admin/rights");
    window.fill("name", "editors");
    window.page().locator("#kind").selectOption("roles");
    window.send("/admin/rights");
    look("admin-rights-wrong");
    window.open("/admin/webhooks");
    window.fill("url", "http://hooks.example.org/");
    window.tick("account.deleted");
    window.send("/admin/webhooks");
    look("admin-webhooks-wrong");
    window.open("/admin/limits");
    window.fill("network", "nowhere");
    window.sendWith("network");
    look("admin-limits-wrong");
    window.open("/admin/accounts/" + admin.person().id());
    window.send("/admin/accounts/" + admin.person().id() + "/disable");
    look("admin-own");
  }
}
