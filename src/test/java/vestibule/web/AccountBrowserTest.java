package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.TestServer;
import vestibule.Waiting;
import vestibule.picture.TestPictures;
import vestibule.v1.OwnPerson;

/** The pages of accounts in a real browser: what people do. */
@Tag("processes")
class AccountBrowserTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String HERE = "http://localhost:" + SERVER.port();
  @TempDir static Path profile;
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> program = Chromium.program();
    assumeTrue(program.isPresent(), "chromium is not installed: NO page is tried in a browser");
    browser = Chromium.start(program.get(), profile);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void anew() {
    browser.runNoScripts(false);
    browser.speak("en");
    browser.prefer("light");
    browser.resize(1024, 768);
    browser.forget();
  }

  private static void type(String field, String text) {
    browser.run(
        ("{ const field = document.getElementById('%s'); field.value = '%s';"
                + " field.dispatchEvent(new Event('input', {bubbles: true})); ''; }")
            .formatted(field, text));
  }

  private static void send(String action) {
    browser.run("document.querySelector('form[action=\"" + action + "\"] button').click(); ''");
  }

  private static void awaitPath(String path) {
    browser.await("location.pathname === '" + path + "' && document.readyState === 'complete'");
  }

  private static void signIn(String name, String password) {
    browser.open(HERE + "/sign-in");
    type("login", name);
    type("password", password);
    send("/sign-in");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPersonRegistersConfirmsAndSignsInWithAndWithoutScripts(boolean scripts) {
    browser.runNoScripts(!scripts);
    String name = SERVER.unique("browser");
    browser.open(HERE + "/register");
    type("email", name + "@example.org");
    type("username", name);
    type("new_password", OwnPerson.PASSWORD);
    send("/register");
    awaitPath("/register/sent");
    browser.open(HERE + SERVER.awaitMail(name + "@example.org").path());
    browser.run("document.querySelector('form button').click(); ''");
    browser.await("document.querySelector('h1').textContent.includes('is confirmed')");
    signIn(name, "wrong horse 9");
    browser.await("document.querySelector('[role=alert]:not([hidden])') !== null");
    type("password", OwnPerson.PASSWORD);
    send("/sign-in");
    awaitPath("/me");
    assertThat(browser.cookies(HERE)).contains("vestibule", "vestibule-form");
    send("/sign-out");
    awaitPath("/sign-in");
    assertThat(browser.cookies(HERE)).doesNotContain("vestibule");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPictureIsSentAndSeenWithAndWithoutScripts(boolean scripts, @TempDir Path folder)
      throws IOException {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    browser.runNoScripts(!scripts);
    signIn(person.name(), OwnPerson.PASSWORD);
    awaitPath("/me");
    browser.open(HERE + "/me/profile");
    Path file = folder.resolve("a \"picture\".png");
    byte[] png = TestPictures.file("png");
    browser.choose("picture", Files.write(file, png));
    send("/me/profile/picture");
    browser.await("(document.querySelector('img.portrait') || {naturalWidth: 0}).naturalWidth > 0");
    browser.choose("picture", Files.writeString(file, "<script>alert(1)</script>"));
    send("/me/profile/picture");
    browser.await("document.getElementById('picture-note').textContent.includes('no picture')");
    browser.choose("picture", Files.write(file, Arrays.copyOf(png, 9_000_000)));
    send("/me/profile/picture");
    browser.await("document.querySelector('h1').textContent === 'That is too large'");
    browser.open(HERE + "/me/profile");
    send("/me/profile/picture/removal");
    browser.await("document.querySelector('h1') && !document.querySelector('img.portrait')");
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
    browser.speak(tag);
    String name = SERVER.unique("browser");
    browser.open(HERE + "/register");
    type("email", name + "@example.org");
    type("username", name);
    type("new_password", OwnPerson.PASSWORD);
    browser.await("document.querySelector('#new_password-note p') !== null");
    browser.run(IMPATIENT);
    browser.holdAnswers();
    send("/register");
    Waiting.until("both are answered", Duration.ofSeconds(60), () -> browser.held().size() > 1);
    assertThat(browser.held()).hasSize(2).contains(HERE + "/register");
    assertThat(browser.held()).anyMatch(url -> url.startsWith(HERE + "/told?1" + told));
    browser.release();
    awaitPath("/register/sent");
    browser.run("history.back(); ''");
    awaitPath("/register");
    assertThat(browser.run("'' + document.querySelectorAll('[aria-busy=true]').length"))
        .isEqualTo("0");
  }

  @Test
  void aFormWhoseAnswerIsAFileCanBeSentAgain() {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    signIn(person.name(), OwnPerson.PASSWORD);
    awaitPath("/me");
    browser.open(HERE + "/me/data");
    assertThat(browser.run(Looks.submitted("/me/data/download"))).isEqualTo("false");
    assertThat(browser.run(Looks.submitted("/me/data/deletion"))).isEqualTo("true");
  }

  @Test
  void aPasswordIsJudgedWhileItIsTyped() {
    browser.open(HERE + "/register");
    String note = "document.getElementById('new_password-note').textContent";
    type("new_password", "1234");
    browser.await(note + ".includes('fewer than 8 characters')");
    type("new_password", OwnPerson.PASSWORD);
    browser.await(note + ".includes('This password is fine')");
  }

  @Test
  void aPuzzleIsSolvedBeforeAFormIsSentAgain() {
    try (TestServer asking =
        TestServer.start(
            "VESTIBULE_CHALLENGE_REGISTRATION=always", "VESTIBULE_CHALLENGE_DIFFICULTY=100")) {
      String name = asking.unique("browser");
      browser.open("http://localhost:" + asking.port() + "/register");
      type("email", name + "@example.org");
      type("new_password", OwnPerson.PASSWORD);
      send("/register");
      browser.await("(document.querySelector('[name=challenge]') || {value: ''}).value !== ''");
      type("new_password", OwnPerson.PASSWORD);
      send("/register");
      awaitPath("/register/sent");
      assertThat(asking.awaitMail(name + "@example.org").path()).startsWith("/v1/confirm/");
    }
  }
}
