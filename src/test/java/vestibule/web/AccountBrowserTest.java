package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.TestServer;
import vestibule.picture.TestPictures;
import vestibule.v1.OwnPerson;

/** The pages of accounts in a real browser: what people do. */
@Tag("processes")
class AccountBrowserTest {

  private static final TestServer SERVER = TestServer.shared();
  @RegisterExtension static final Chromium BROWSER = new Chromium();

  private static Visitor visitor(boolean scripts) {
    return new Visitor(BROWSER.tab(scripts), SERVER);
  }

  private static List<String> cookies(Visitor visitor) {
    return visitor.page().context().cookies().stream().map(cookie -> cookie.name).toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPersonRegistersConfirmsAndSignsInWithAndWithoutScripts(boolean scripts) {
    Visitor visitor = visitor(scripts);
    String name = SERVER.unique("browser");
    visitor.open("/register");
    visitor.fill("email", name + "@example.org");
    visitor.fill("username", name);
    visitor.fill("new_password", OwnPerson.PASSWORD);
    visitor.send("/register");
    visitor.awaitPath("/register/sent");
    visitor.open(SERVER.awaitMail(name + "@example.org").path());
    visitor.press(visitor.page().locator("form button").first());
    assertThat(visitor.heading()).contains("is confirmed");
    visitor.signIn(name, "wrong horse 9");
    visitor.page().locator("[role=alert]:visible").first().waitFor();
    visitor.fill("password", OwnPerson.PASSWORD);
    visitor.send("/sign-in");
    visitor.awaitPath("/me");
    assertThat(cookies(visitor)).contains("vestibule", "vestibule-form");
    visitor.send("/sign-out");
    visitor.awaitPath("/sign-in");
    assertThat(cookies(visitor)).doesNotContain("vestibule");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPictureIsSentAndSeenWithAndWithoutScripts(boolean scripts, @TempDir Path folder)
      throws IOException {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    Visitor visitor = visitor(scripts);
    visitor.signIn(person.name(), OwnPerson.PASSWORD);
    visitor.open("/me/profile");
    Path file = folder.resolve("a \"picture\".png");
    byte[] png = TestPictures.file("png");
    visitor.choose("picture", Files.write(file, png));
    visitor.send("/me/profile/picture");
    Locator portrait = visitor.page().locator("img.portrait");
    assertThat(portrait.evaluate("image => image.naturalWidth > 0")).isEqualTo(true);
    visitor.choose("picture", Files.writeString(file, "<script>alert(1)</script>"));
    visitor.send("/me/profile/picture");
    assertThat(visitor.page().locator("#picture-note").textContent()).contains("no picture");
    visitor.choose("picture", Files.write(file, Arrays.copyOf(png, 9_000_000)));
    visitor.send("/me/profile/picture");
    assertThat(visitor.heading()).isEqualTo("That is too large");
    visitor.press(visitor.page().locator("main a"));
    assertThat(visitor.path()).isEqualTo("/me/profile");
    visitor.send("/me/profile/picture/removal");
    assertThat(portrait.count()).isZero();
  }

  /** Sends the form once more when it is told to wait, and says what it was told. */
  private static final String IMPATIENT =
      """
      new MutationObserver(() => {
        const form = document.querySelector('form[action="/register"]');
        const told = document.getElementById('waiting').textContent;
        const busy = document.querySelectorAll('[aria-busy=true]').length;
        form.querySelector('button').click();
        form.requestSubmit();
        fetch('/told?' + busy + told);
      }).observe(document.getElementById('waiting'), {childList: true}); ''
      """;

  /** A second registration would be told that the name is taken. */
  @ParameterizedTest
  @CsvSource({"en, One%20moment", "de, Einen%20Augenblick"})
  void aSlowAnswerIsToldAndTheFormIsNotSentTwice(String tag, String told) {
    Visitor visitor = new Visitor(BROWSER.tab(tag, 1024), SERVER);
    Page page = visitor.page();
    String name = SERVER.unique("browser");
    visitor.open("/register");
    visitor.fill("email", name + "@example.org");
    visitor.fill("username", name);
    visitor.fill("new_password", OwnPerson.PASSWORD);
    page.locator("#new_password-note p").first().waitFor();
    page.evaluate(IMPATIENT);
    List<Route> held = new ArrayList<>();
    page.route("**", held::add);
    // Who presses a key does not wait for the page, as a click of Playwright's does.
    page.locator("#username").focus();
    page.keyboard().press("Enter");
    page.waitForCondition(() -> held.size() > 1);
    assertThat(held.stream().map(route -> route.request().url()))
        .hasSize(2)
        .contains(visitor.here() + "/register")
        .anyMatch(url -> url.startsWith(visitor.here() + "/told?1" + told));
    page.unroute("**");
    held.forEach(Route::resume);
    visitor.awaitPath("/register/sent");
    page.goBack();
    visitor.awaitPath("/register");
    assertThat(page.locator("[aria-busy=true]").count()).isZero();
  }

  @Test
  void aFormWhoseAnswerIsAFileCanBeSentAgain() {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    Visitor visitor = visitor(true);
    visitor.signIn(person.name(), OwnPerson.PASSWORD);
    visitor.open("/me/data");
    Page page = visitor.page();
    assertThat(page.evaluate(Looks.submitted("/me/data/download"))).isEqualTo(false);
    assertThat(page.evaluate(Looks.submitted("/me/data/deletion"))).isEqualTo(true);
  }

  @Test
  void aPasswordIsJudgedWhileItIsTyped() {
    Visitor visitor = visitor(true);
    visitor.open("/register");
    Locator note = visitor.page().locator("#new_password-note");
    visitor.fill("new_password", "1234");
    PlaywrightAssertions.assertThat(note).containsText("fewer than 8 characters");
    visitor.fill("new_password", OwnPerson.PASSWORD);
    PlaywrightAssertions.assertThat(note).containsText("This password is fine");
  }

  @Test
  void aPuzzleIsSolvedBeforeAFormIsSentAgain() {
    try (TestServer asking =
        TestServer.start(
            "VESTIBULE_CHALLENGE_REGISTRATION=always", "VESTIBULE_CHALLENGE_DIFFICULTY=100")) {
      String name = asking.unique("browser");
      Visitor visitor = new Visitor(BROWSER.tab(), asking);
      visitor.open("/register");
      visitor.fill("email", name + "@example.org");
      visitor.fill("new_password", OwnPerson.PASSWORD);
      visitor.send("/register");
      Locator solution = visitor.page().locator("[name=challenge]");
      visitor.page().waitForCondition(() -> !solution.inputValue().isEmpty());
      visitor.fill("new_password", OwnPerson.PASSWORD);
      visitor.send("/register");
      visitor.awaitPath("/register/sent");
      assertThat(asking.awaitMail(name + "@example.org").path()).startsWith("/v1/confirm/");
    }
  }
}
