package vestibule.web.account;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.web.account.AccountPageChecks.assertPage;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;

/** Registering, confirming and a forgotten password by the pages. */
class RegisterPageTest {

  private final TestServer server = TestServer.shared();

  @Test
  void whoRegistersIsMailedALinkAndNotSignedIn() {
    String name = server.unique("page");
    PlainBrowser browser = new PlainBrowser(server);
    browser.register(name);
    assertPage(browser.get("/register/sent"), 200, "Look into your mailbox");
    assertThat(browser.cookies()).doesNotContainKey("vestibule");
    String path = server.awaitMail(name + "@example.org").path();
    assertThat(path).startsWith("/v1/confirm/");
    Reply button = browser.get(path);
    assertThat(button.body()).contains("Press the button");
    Reply done = browser.send("POST", path, "");
    assertThat(done.body()).contains("Your e-mail address is confirmed");
    assertThat(browser.signIn(name, PlainBrowser.PASSWORD).status()).isEqualTo(303);
    assertThat(browser.get("/me").body()).doesNotContain("not confirmed yet");
  }

  @Test
  void whoGotNoMailAsksForAnother() {
    String name = server.unique("page");
    PlainBrowser browser = new PlainBrowser(server);
    browser.register(name);
    assertThat(browser.get("/register/sent").body()).contains("href=\"/register/again\"");
    String first = server.awaitMail(name + "@example.org").path();
    Reply form = browser.get("/register/again");
    assertPage(form, 200, "Ask for another link");
    Reply known = browser.submit(form, "/register/again", "email=" + name + "@EXAMPLE.org");
    assertThat(known.status() + known.header("Location").orElse(""))
        .isEqualTo("303/register/again/sent");
    String second = server.awaitMail(name + "@example.org").path();
    assertThat(second).startsWith("/v1/confirm/").isNotEqualTo(first);
    assertThat(browser.send("POST", second, "").body()).contains("is confirmed");
    Reply unknown =
        browser.submit(form, "/register/again", "email=nobody." + name + "@example.org");
    assertThat(unknown.whole()).isEqualTo(known.whole());
    server.assertNoMail("nobody." + name);
    Reply told = browser.follow(unknown);
    assertPage(told, 200, "Look into your mailbox");
    assertThat(told.body())
        .as("where another language leads to")
        .contains("name=\"to\" value=\"/register/again\"");
    assertThat(told.body())
        .as("nor is that all, nor may everybody register")
        .contains("or was sent enough mails lately")
        .doesNotContain("register again");
    Reply wrong = browser.submit(form, "/register/again", "email=ada@");
    assertPage(wrong, 422, "Ask for another link");
    assertThat(wrong.body()).contains("That is no e-mail address.", "value=\"ada@\"");
    assertThat(browser.send("POST", "/register/again", "form=x&email=ada@example.org").status())
        .isEqualTo(403);
  }

  @Test
  void underStrictPrivacyNothingTellsWhoseAddressItIs() {
    try (TestServer strict =
        TestServer.start(
            "VESTIBULE_PRIVACY=strict",
            "VESTIBULE_LIMITS=on",
            "VESTIBULE_CHALLENGE_FAILURES=3",
            "VESTIBULE_CHALLENGE_DIFFICULTY=100")) {
      String confirmed = strict.unique("page");
      PlainBrowser.signedIn(strict, confirmed);
      String claimed = strict.unique("page");
      PlainBrowser browser = new PlainBrowser(strict);
      browser.register(claimed);
      strict.awaitMail(claimed + "@example.org");
      List<String> names = List.of(claimed, confirmed, "nobody");
      assertThat(again(browser, names)).containsOnly("303 /register/again/sent");
      strict.awaitMail(claimed + "@example.org");
      strict.assertNoMail(confirmed);
      for (int i = 0; i < 3; i++) {
        browser.signIn("nobody", "wrong horse 9");
      }
      assertThat(again(browser, names)).hasSize(1).allMatch(told -> told.startsWith("429 "));
      Reply page =
          browser.submit(
              browser.get("/register/again"), "/register/again", "email=nobody@example.org");
      assertPage(page, 429, "Ask for another link");
      assertThat(page.body()).contains("data-puzzle=\"/v1/challenge?for=attempt\"");
    }
  }

  /** What is answered to each of them, but for the address itself and what is drawn. */
  private static Set<String> again(PlainBrowser browser, List<String> names) {
    return names.stream()
        .map(
            name -> {
              Reply form = browser.get("/register/again");
              String email = name + "@example.org";
              Reply reply = browser.submit(form, "/register/again", "email=" + email);
              String where = reply.header("Location").orElse(reply.body().replace(email, ""));
              return reply.status() + " " + where;
            })
        .collect(Collectors.toSet());
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    PlainBrowser browser = new PlainBrowser(server);
    Reply page =
        browser.submit(
            browser.get("/register"),
            "/register",
            "email=ada@",
            "username=a@b",
            "full_name=" + "x".repeat(257),
            "new_password=1234");
    assertPage(page, 422, "Make an account");
    assertThat(page.body())
        .contains(
            "That is no e-mail address.",
            "A user name has 1 to 64 characters",
            "This text is too long",
            "It has fewer than 8 characters.",
            "Too many people have this password.",
            "It has digits alone.",
            "value=\"ada@\"",
            "value=\"a@b\"",
            "aria-describedby=\"email-note\"",
            "<title>Please look again · ")
        .doesNotContain("value=\"1234\"");
    server.assertNoMail("ada@");
  }

  @Test
  void aTakenNameAndATakenAddressAreTold() {
    String name = server.unique("page");
    new PlainBrowser(server).register(name);
    PlainBrowser browser = new PlainBrowser(server);
    Reply taken =
        browser.submit(
            browser.get("/register"),
            "/register",
            "email=" + server.unique("other") + "@example.org",
            "username=" + name,
            "new_password=" + PlainBrowser.PASSWORD);
    assertPage(taken, 422, "Make an account");
    assertThat(taken.body()).contains("This user name is taken.");
    Reply address =
        browser.submit(
            browser.get("/register"),
            "/register",
            "email=" + name + "@example.org",
            "new_password=" + PlainBrowser.PASSWORD);
    assertThat(address.body()).contains("This address cannot be used");
  }

  @Test
  void aPasswordIsJudgedWhileItIsTyped() {
    PlainBrowser browser = new PlainBrowser(server);
    Reply page = browser.get("/register");
    var hidden = PlainBrowser.hidden(page, "/register");
    Reply weak =
        browser.send("POST", "/register/strength", PlainBrowser.body(hidden, "new_password=1234"));
    assertThat(weak.status()).isEqualTo(200);
    assertThat(weak.body())
        .doesNotContain("<html", "1234")
        .contains("<p class=\"wrong\">It has fewer than 8 characters.</p>");
    Reply good =
        browser.send(
            "POST",
            "/register/strength",
            PlainBrowser.body(hidden, "new_password=" + PlainBrowser.PASSWORD));
    assertThat(good.body().strip()).isEqualTo("<p class=\"good\">This password is fine.</p>");
  }

  @Test
  void whereNobodyRegistersThePageSaysSo() {
    try (TestServer closed = TestServer.start("VESTIBULE_REGISTRATION=closed")) {
      PlainBrowser browser = new PlainBrowser(closed);
      assertThat(browser.get("/sign-in").body()).doesNotContain("href=\"/register\"");
      Reply page =
          browser.submit(
              browser.get("/register"),
              "/register",
              "email=" + closed.unique("page") + "@example.org",
              "new_password=" + PlainBrowser.PASSWORD);
      assertPage(page, 422, "Make an account");
      assertThat(page.body()).contains("Nobody can register here at the moment.");
    }
  }

  @Test
  void aPuzzleThatIsWantedIsOnThePage() {
    try (TestServer asking = TestServer.start("VESTIBULE_CHALLENGE_REGISTRATION=always")) {
      PlainBrowser browser = new PlainBrowser(asking);
      assertThat(browser.get("/register").body()).doesNotContain("data-puzzle");
      Reply page =
          browser.submit(
              browser.get("/register"),
              "/register",
              "email=" + asking.unique("page") + "@example.org",
              "new_password=" + PlainBrowser.PASSWORD);
      assertPage(page, 422, "Make an account");
      assertThat(page.body())
          .contains("data-puzzle=\"/v1/challenge?for=registration\"", "<noscript>", "/puzzle.js");
    }
  }

  @Test
  void aForgottenPasswordIsChosenAnewWithoutAScript() {
    String name = server.unique("page");
    PlainBrowser browser = PlainBrowser.signedIn(server, name);
    PlainBrowser stranger = new PlainBrowser(server);
    Reply sent = stranger.submit(stranger.get("/forgotten"), "/forgotten", "login=" + name);
    assertPage(stranger.follow(sent), 200, "Look into your mailbox");
    String path = server.awaitMail(name + "@example.org").path();
    assertThat(path).startsWith("/v1/reset/");
    Reply done = stranger.send("POST", path, "password=another+horse+8");
    assertThat(done.body()).contains("Your password has been changed");
    assertThat(browser.get("/me").status()).as("signed out everywhere").isEqualTo(303);
    assertThat(stranger.signIn(name, "another horse 8").status()).isEqualTo(303);
  }

  @Test
  void nobodyIsToldWhoHasAnAccount() {
    PlainBrowser browser = new PlainBrowser(server);
    String nobody = server.unique("nobody") + "@example.org";
    Reply sent = browser.submit(browser.get("/forgotten"), "/forgotten", "login=" + nobody);
    assertThat(sent.whole()).isEqualTo("303 ");
    assertThat(sent.header("Location")).contains("/forgotten/sent");
    server.assertNoMail(nobody);
  }
}
