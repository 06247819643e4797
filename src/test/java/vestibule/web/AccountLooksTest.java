package vestibule.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.TestServer;
import vestibule.core.factor.App;
import vestibule.picture.TestPictures;
import vestibule.v1.OwnPerson;

/**
 * What every page of accounts looks like in a real browser, its main way and its worst one, with
 * words as long as people bring them.
 */
@Tag("processes")
class AccountLooksTest {

  private static final TestServer SERVER = TestServer.start("VESTIBULE_SIGN_IN_MAILED_CODES=on");
  private static final String HERE = "http://localhost:" + SERVER.port();
  private static final String LONG_ADDRESS =
      "a.person.whose.name.is.longer.than.the.screen.of.a.telephone@" + "department.".repeat(6);

  @TempDir static Path profile;
  private static Chromium browser;
  private static Looks looks;

  private String screen;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> program = Chromium.program();
    assumeTrue(program.isPresent(), "chromium is not installed: NO page is looked at");
    browser = Chromium.start(program.get(), profile);
    looks = new Looks(browser);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    SERVER.close();
  }

  private void begin(String tag, int width) {
    screen = tag + "-" + width;
    browser.speak(tag);
    browser.resize(width, 740);
    browser.forget();
  }

  private void look(String name) {
    looks.assertFit(name + "-" + screen);
  }

  private void show(String path) {
    browser.open(HERE + path);
    look(path.substring(1).replace('/', '-'));
  }

  private static void type(String field, String text) {
    browser.run("document.getElementById('" + field + "').value = '" + text + "'; ''");
  }

  /** Sends a form, and waits for the page that follows. */
  private static void send(String action) {
    browser.run("window.before = true; ''");
    browser.run("document.querySelector('form[action=\"" + action + "\"] button').click(); ''");
    browser.await("window.before === undefined && document.readyState === 'complete'");
  }

  private static void signIn(OwnPerson person, String password) {
    browser.open(HERE + "/sign-in");
    type("login", person.name());
    type("password", password);
    send("/sign-in");
  }

  @ParameterizedTest
  @CsvSource({"en,360", "ru,360", "de,360", "fr,360", "en,1024"})
  void pagesOfStrangersFitTheirScreen(String tag, int width) {
    begin(tag, width);
    show("/sign-in");
    browser.run(Looks.submitted("/sign-in"));
    browser.await("document.getElementById('waiting').textContent !== ''");
    look("sign-in-waiting");
    show("/sign-in/mailed");
    type("login", "nobody");
    send("/sign-in/mailed");
    look("mailed-code");
    show("/register");
    show("/forgotten");
    show("/register/sent");
    show("/forgotten/sent");
    signIn(OwnPerson.confirmed(SERVER), "wrong horse 9");
    look("sign-in-wrong");
    browser.open(HERE + "/register");
    type("email", "x@y");
    type("username", "a b");
    type("new_password", "1234");
    send("/register");
    look("register-wrong");
  }

  private static Path wide() throws IOException {
    BufferedImage picture = TestPictures.quarters(900, 500, BufferedImage.TYPE_INT_RGB);
    return Files.write(profile.resolve("wide.jpg"), TestPictures.file(picture, "jpeg"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ru", "de", "fr"})
  void pagesOfAnAccountFitASmallScreen(String tag) throws IOException {
    begin(tag, 360);
    signIn(OwnPerson.confirmed(SERVER), OwnPerson.PASSWORD);
    for (String path :
        new String[] {
          "/me",
          "/me/profile",
          "/me/addresses",
          "/me/password",
          "/me/factors",
          "/me/sessions",
          "/me/history",
          "/me/data",
          "/me/proof"
        }) {
      show(path);
    }
    browser.open(HERE + "/me/profile");
    browser.choose("picture", wide());
    send("/me/profile/picture");
    look("me-profile-picture");
    browser.choose("picture", Files.write(profile.resolve("no.png"), new byte[] {1}));
    send("/me/profile/picture");
    look("me-profile-picture-wrong");
    browser.open(HERE + "/me/addresses");
    type("email", tag + "." + LONG_ADDRESS + "example.org");
    send("/me/addresses");
    look("me-addresses-long");
    type("email", "x");
    browser.run("document.querySelectorAll('form').forEach(form => form.noValidate = true); ''");
    send("/me/addresses");
    look("me-addresses-wrong");
    browser.open(HERE + "/me/password");
    type("password", "wrong horse 9");
    type("new_password", "1234");
    send("/me/password");
    look("me-password-wrong");
  }

  /** A bright colour and a dark one, names as long as an operator has them, and a logo. */
  @ParameterizedTest
  @CsvSource({"en, #ffe600", "de, #3d0066"})
  void pagesOfAThemeFitASmallScreen(String tag, String color, @TempDir Path folder)
      throws IOException {
    Files.writeString(
        folder.resolve("logo.svg"),
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"40\">"
            + "<circle cx=\"20\" cy=\"20\" r=\"18\" fill=\"%s\"/></svg>".formatted(color));
    Files.writeString(folder.resolve("theme.css"), "main { letter-spacing: 0.01em }");
    Files.writeString(
        folder.resolve("pages_" + tag + ".properties"), "sign-in.title = {service}: {support}");
    try (TestServer themed =
        TestServer.start(
            "VESTIBULE_MAIL_SERVICE_NAME=Donaudampfschifffahrtsgesellschaft",
            "VESTIBULE_THEME_COLOR=" + color,
            "VESTIBULE_THEME_SUPPORT=https://help.example.org/",
            "VESTIBULE_THEME_FOLDER=" + folder)) {
      begin(tag, 360);
      String there = "http://localhost:" + themed.port();
      browser.open(there + "/sign-in");
      browser.await("document.querySelector('img.logo').naturalWidth > 0");
      look("themed-sign-in");
      browser.open(there + "/register");
      look("themed-register");
      OwnPerson person = OwnPerson.confirmed(themed);
      browser.open(there + "/sign-in");
      type("login", person.name());
      type("password", "wrong horse 9");
      send("/sign-in");
      look("themed-sign-in-wrong");
      type("password", OwnPerson.PASSWORD);
      send("/sign-in");
      for (String path : new String[] {"/me", "/me/profile", "/me/sessions", "/me/data"}) {
        browser.open(there + path);
        look("themed" + path.replace('/', '-'));
      }
      browser.open(there + "/v1/keep/" + "x".repeat(32));
      look("themed-keep-gone");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void pagesOfASecondFactorFitASmallScreen(String tag) {
    begin(tag, 360);
    OwnPerson person = OwnPerson.confirmed(SERVER);
    signIn(person, OwnPerson.PASSWORD);
    browser.open(HERE + "/me/factors");
    send("/me/factors/passkeys");
    look("passkey");
    browser.open(HERE + "/me/factors");
    send("/me/factors/codes");
    look("codes");
    App app = new App(browser.run("document.querySelector('main code').textContent"));
    type("answer", app.code(SERVER.clock().instant()));
    send("/me/factors/codes/complete");
    look("recovery-codes");
    show("/me/factors");
    show("/me/proof");
    SERVER.clock().advance(Duration.ofSeconds(30));
    browser.forget();
    signIn(person, OwnPerson.PASSWORD);
    look("factor");
    type("answer", "000000");
    send("/sign-in/factor");
    look("factor-wrong");
    type("answer", app.code(SERVER.clock().instant()));
    send("/sign-in/factor");
    browser.await("location.pathname === '/me'");
  }
}
