package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
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
  private static final String LONG_ADDRESS =
      "a.person.whose.name.is.longer.than.the.screen.of.a.telephone@" + "department.".repeat(6);

  @RegisterExtension static final Chromium BROWSER = new Chromium();
  private static final Looks LOOKS = new Looks();

  private String screen;
  private Visitor visitor;

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private void begin(String tag, int width) {
    screen = tag + "-" + width;
    visitor = new Visitor(BROWSER.tab(tag, width), SERVER);
  }

  private void look(String name) {
    LOOKS.assertFit(visitor.page(), name + "-" + screen);
  }

  private void show(String path) {
    visitor.open(path);
    look(path.substring(1).replace('/', '-'));
  }

  @ParameterizedTest
  @CsvSource({"en,360", "ru,360", "de,360", "fr,360", "en,1024"})
  void pagesOfStrangersFitTheirScreen(String tag, int width) {
    begin(tag, width);
    show("/sign-in");
    visitor.page().evaluate(Looks.submitted("/sign-in"));
    PlaywrightAssertions.assertThat(visitor.page().locator("#waiting")).not().isEmpty();
    look("sign-in-waiting");
    show("/sign-in/mailed");
    visitor.fill("login", "nobody");
    visitor.send("/sign-in/mailed");
    look("mailed-code");
    show("/register");
    show("/forgotten");
    show("/register/sent");
    show("/register/again");
    show("/register/again/sent");
    show("/forgotten/sent");
    visitor.signIn(OwnPerson.confirmed(SERVER).name(), "wrong horse 9");
    look("sign-in-wrong");
    visitor.open("/register");
    visitor.fill("email", "x@y");
    visitor.fill("username", "a b");
    visitor.fill("new_password", "1234");
    visitor.send("/register");
    look("register-wrong");
  }

  private static Path wide(Path folder) throws IOException {
    BufferedImage picture = TestPictures.quarters(900, 500, BufferedImage.TYPE_INT_RGB);
    return Files.write(folder.resolve("wide.jpg"), TestPictures.file(picture, "jpeg"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ru", "de", "fr"})
  void pagesOfAnAccountFitASmallScreen(String tag, @TempDir Path folder) throws IOException {
    begin(tag, 360);
    visitor.signIn(OwnPerson.confirmed(SERVER).name(), OwnPerson.PASSWORD);
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
    visitor.open("/me/profile");
    visitor.choose("picture", wide(folder));
    visitor.send("/me/profile/picture");
    look("me-profile-picture");
    visitor.choose("picture", Files.write(folder.resolve("no.png"), new byte[] {1}));
    visitor.send("/me/profile/picture");
    look("me-profile-picture-wrong");
    visitor.open("/me/addresses");
    visitor.fill("email", tag + "." + LONG_ADDRESS + "example.org");
    visitor.send("/me/addresses");
    look("me-addresses-long");
    visitor.fill("email", "x");
    visitor
        .page()
        .evaluate("document.querySelectorAll('form').forEach(form => form.noValidate = true)");
    visitor.send("/me/addresses");
    look("me-addresses-wrong");
    visitor.open("/me/password");
    visitor.fill("password", "wrong horse 9");
    visitor.fill("new_password", "1234");
    visitor.send("/me/password");
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
      screen = tag + "-360";
      visitor = new Visitor(BROWSER.tab(tag, 360), themed);
      visitor.open("/sign-in");
      Locator logo = visitor.page().locator("img.logo");
      assertThat(logo.evaluate("image => image.naturalWidth > 0")).isEqualTo(true);
      look("themed-sign-in");
      visitor.open("/register");
      look("themed-register");
      OwnPerson person = OwnPerson.confirmed(themed);
      visitor.signIn(person.name(), "wrong horse 9");
      look("themed-sign-in-wrong");
      visitor.fill("password", OwnPerson.PASSWORD);
      visitor.send("/sign-in");
      for (String path : new String[] {"/me", "/me/profile", "/me/sessions", "/me/data"}) {
        visitor.open(path);
        look("themed" + path.replace('/', '-'));
      }
      visitor.open("/v1/keep/" + "x".repeat(32));
      look("themed-keep-gone");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void pagesOfASecondFactorFitASmallScreen(String tag) {
    begin(tag, 360);
    OwnPerson person = OwnPerson.confirmed(SERVER);
    visitor.signIn(person.name(), OwnPerson.PASSWORD);
    visitor.open("/me/factors");
    visitor.send("/me/factors/passkeys");
    look("passkey");
    visitor.open("/me/factors");
    visitor.send("/me/factors/codes");
    look("codes");
    App app = new App(visitor.page().locator("main code").first().textContent());
    visitor.fill("answer", app.code(SERVER.clock().instant()));
    visitor.send("/me/factors/codes/complete");
    look("recovery-codes");
    show("/me/factors");
    show("/me/proof");
    SERVER.clock().advance(Duration.ofSeconds(30));
    visitor.page().context().clearCookies();
    visitor.signIn(person.name(), OwnPerson.PASSWORD);
    look("factor");
    visitor.fill("answer", "000000");
    visitor.send("/sign-in/factor");
    look("factor-wrong");
    visitor.fill("answer", app.code(SERVER.clock().instant()));
    visitor.send("/sign-in/factor");
    visitor.awaitPath("/me");
  }
}
