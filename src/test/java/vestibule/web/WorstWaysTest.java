package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vestibule.TestServer;
import vestibule.core.model.Language;
import vestibule.v1.OwnPerson;

/**
 * What people are told on a small screen where it goes wrong, in two languages, with scripts and
 * without: nobody gets stuck.
 */
@Tag("processes")
class WorstWaysTest {

  private static final TestServer SERVER = TestServer.shared();

  @RegisterExtension static final Chromium BROWSER = new Chromium();
  private static final Looks LOOKS = new Looks();

  private Words words;
  private Visitor visitor;
  private String screen;
  private boolean scripts;

  private void arrive(Language language, boolean running) {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions()
            .setLocale(language.tag())
            .setViewportSize(360, 740)
            .setJavaScriptEnabled(running);
    words = Words.in(language);
    visitor = new Visitor(BROWSER.tab(options), SERVER);
    screen = language.tag() + "-360";
    scripts = running;
  }

  private void assertSays(String key, String name) {
    assertThat(visitor.says(words.say(key))).as(visitor.page().content()).isTrue();
    look(name);
  }

  /**
   * What judges a page is a script that waits for promises, so that it does not end without any.
   */
  private void look(String name) {
    if (scripts) {
      LOOKS.assertFit(visitor.page(), name + "-" + screen);
    }
  }

  private static void endSessions(OwnPerson person) {
    SERVER.core().administration().endSessions(person.id());
  }

  @ParameterizedTest
  @CsvSource({"ENGLISH, true", "ENGLISH, false", "RUSSIAN, true", "RUSSIAN, false"})
  void aTakenNameIsToldWhereItStands(Language language, boolean running) {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    arrive(language, running);
    visitor.open("/register");
    visitor.fill("email", SERVER.unique("new") + "@example.org");
    visitor.fill("username", person.name());
    visitor.fill("new_password", OwnPerson.PASSWORD);
    visitor.send("/register");
    assertSays("refused.name-taken", "register-taken");
    visitor.fill("username", SERVER.unique("free"));
    visitor.fill("new_password", OwnPerson.PASSWORD);
    visitor.send("/register");
    visitor.awaitPath("/register/sent");
  }

  @ParameterizedTest
  @CsvSource({"ENGLISH, true", "ENGLISH, false", "RUSSIAN, true", "RUSSIAN, false"})
  void whoseSessionHasEndedSignsInAndIsBack(Language language, boolean running) {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    arrive(language, running);
    visitor.signIn(person.name(), "wrong horse 9");
    assertSays("refused.credentials", "sign-in-wrong");
    visitor.fill("password", OwnPerson.PASSWORD);
    visitor.send("/sign-in");
    visitor.open("/me/profile");
    endSessions(person);
    visitor.fill("full_name", "Somebody Else");
    visitor.send("/me/profile");
    assertThat(visitor.path()).isEqualTo("/sign-in");
    look("ended");
    visitor.fill("login", person.name());
    visitor.fill("password", OwnPerson.PASSWORD);
    visitor.send("/sign-in");
    assertThat(visitor.path()).isEqualTo("/me/profile");
    endSessions(person);
    visitor.open("/me/sessions");
    assertThat(visitor.path()).isEqualTo("/sign-in");
  }

  @ParameterizedTest
  @CsvSource({"ENGLISH, true", "ENGLISH, false", "RUSSIAN, true", "RUSSIAN, false"})
  void aSpentLinkLeadsToAnother(Language language, boolean running) {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    arrive(language, running);
    visitor.open("/forgotten");
    visitor.fill("login", person.name());
    visitor.send("/forgotten");
    visitor.awaitPath("/forgotten/sent");
    String link = SERVER.awaitMail(person.email()).path();
    visitor.open(link);
    Page page = visitor.page();
    visitor.fill("password", "chosen in a browser");
    page.locator("form button").first().click();
    page.getByText(words.say(scripts ? "reset.done" : "was-reset.title")).first().waitFor();
    visitor.open(link);
    assertSays("reset-gone.title", "reset-gone");
    if (running) {
      visitor.fill("username", person.name());
      page.locator("form button").first().click();
      page.locator("#outcome.good").waitFor();
    } else {
      visitor.press(page.locator("a[href='/forgotten']"));
      visitor.fill("login", person.name());
      visitor.send("/forgotten");
      visitor.awaitPath("/forgotten/sent");
    }
    assertThat(SERVER.awaitMail(person.email()).path()).startsWith("/v1/reset/");
  }

  @ParameterizedTest
  @CsvSource({"ENGLISH, true", "ENGLISH, false", "RUSSIAN, true", "RUSSIAN, false"})
  void aDeadConfirmationLeadsToAnother(Language language, boolean running) {
    OwnPerson person = OwnPerson.registered(SERVER);
    SERVER.awaitMail(person.email());
    arrive(language, running);
    visitor.open("/v1/confirm/dead");
    assertSays("confirm-gone.title", "confirm-gone");
    Page page = visitor.page();
    if (running) {
      visitor.fill("email", person.email());
      page.locator("form button").first().click();
      page.locator("#outcome.good").waitFor();
    } else {
      visitor.press(page.locator("a[href='/register/again']"));
      visitor.fill("email", person.email());
      visitor.send("/register/again");
      visitor.awaitPath("/register/again/sent");
    }
    visitor.open(SERVER.awaitMail(person.email()).path());
    visitor.press(page.locator("form button").first());
    assertSays("confirmed.title", "confirmed");
  }
}
