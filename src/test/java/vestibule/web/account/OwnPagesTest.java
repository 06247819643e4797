package vestibule.web.account;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.web.account.AccountPageChecks.assertPage;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.Waiting;
import vestibule.web.frame.Ways;

/** What somebody does about their own account by the pages, without a script. */
class OwnPagesTest {

  private final TestServer server = TestServer.shared();

  @Test
  void aStrangerSeesNoneOfThem() {
    for (String path : Ways.OF_RESIDENTS) {
      Reply led = server.get(path);
      assertThat(led.whole()).as(path).isEqualTo("303 ");
      assertThat(led.header("Location")).contains("/sign-in?to=" + path.replace("/", "%2F"));
    }
    assertThat(server.form("POST", "/me/data/deletion", "sure=yes").header("Location"))
        .contains("/sign-in");
  }

  @Test
  void eachIsListedAndSaysWhereOneIs() {
    PlainBrowser browser = PlainBrowser.signedIn(server, server.unique("own"));
    for (String path : Ways.OF_RESIDENTS) {
      Reply page = browser.get(path);
      assertThat(page.status()).as(path).isEqualTo(200);
      assertThat(page.body()).contains("<a href=\"" + path + "\" aria-current=\"page\">");
      for (String other : Ways.OF_RESIDENTS) {
        assertThat(page.body()).contains("<a href=\"" + other + "\"");
      }
    }
  }

  @Test
  void theProfileIsShownAsItWasSaved() {
    PlainBrowser browser = PlainBrowser.signedIn(server, server.unique("own"));
    Reply saved =
        browser.submit(
            browser.get("/me/profile"),
            "/me/profile",
            "full_name=Ada <b>Lovelace</b>",
            "phone=+44 20",
            "contacts=one\r\ntwo");
    Reply page = browser.follow(saved);
    assertPage(page, 200, "Profile");
    assertThat(page.body())
        .contains("Saved.", "value=\"Ada &lt;b", "value=\"+44 20\"")
        .doesNotContain("<b>Lovelace");
    Reply wrong = browser.submit(page, "/me/profile", "full_name=" + "x".repeat(257), "phone=new");
    assertPage(wrong, 422, "Profile");
    assertThat(wrong.body()).contains("This text is too long", "value=\"new\"");
    assertThat(browser.get("/me/profile").body()).contains("value=\"+44 20\"");
  }

  @Test
  void anotherUserNameIsTakenByWhoHasJustProvedWhoTheyAre() {
    String name = server.unique("own");
    try (TestServer apart = TestServer.start()) {
      PlainBrowser browser = PlainBrowser.signedIn(apart, name);
      apart.clock().advance(Duration.ofMinutes(11));
      Reply led =
          browser.submit(
              browser.get("/me/profile"), "/me/profile/username", "username=" + name + "x");
      assertThat(led.header("Location")).contains("/me/proof?to=/me/profile");
      Reply proof = browser.follow(led);
      assertPage(proof, 200, "Is it you?");
      Reply wrong = browser.submit(proof, "/me/proof", "password=wrong horse 9");
      assertPage(wrong, 422, "Is it you?");
      assertThat(wrong.body()).contains("The present password is not right.");
      Reply back = browser.submit(wrong, "/me/proof", "password=" + PlainBrowser.PASSWORD);
      assertThat(back.header("Location")).contains("/me/profile?done=proved");
      Reply renamed =
          browser.submit(browser.follow(back), "/me/profile/username", "username=" + name + "x");
      assertThat(browser.follow(renamed).body())
          .contains("Your user name is changed.", "value=\"" + name + "x\"");
    }
  }

  @Test
  void anAddressIsAddedConfirmedMadePrimaryAndRemoved() {
    String name = server.unique("own");
    String second = server.unique("second") + "@example.org";
    PlainBrowser browser = PlainBrowser.signedIn(server, name);
    Reply added = browser.submit(browser.get("/me/addresses"), "/me/addresses", "email=" + second);
    assertThat(browser.follow(added).body()).contains(second, "Not confirmed");
    String path = server.awaitMail(second).path();
    assertThat(browser.send("POST", path, "").status()).isEqualTo(200);
    Reply page = browser.get("/me/addresses");
    String primary = formOf(page, "primary");
    Reply preferred = browser.submit(page, primary);
    page = browser.follow(preferred);
    assertThat(page.body()).contains("This is your primary address now.");
    Reply removed = browser.submit(page, formOf(page, "removal"));
    page = browser.follow(removed);
    assertThat(page.body())
        .contains("The address was removed.", second)
        .doesNotContain(name + "@example.org");
    Reply primaryOne =
        browser.send(
            "POST",
            primary.replace("/primary", "/removal"),
            PlainBrowser.body(PlainBrowser.hidden(page, "/me/addresses")));
    assertPage(primaryOne, 422, "E-mail addresses");
    assertThat(primaryOne.body()).contains("The primary address cannot be removed.");
  }

  private static String formOf(Reply page, String act) {
    return Pattern.compile("action=\"(/me/addresses/\\d+/" + act + ")\"")
        .matcher(page.body())
        .results()
        .map(m -> m.group(1))
        .findFirst()
        .orElseThrow(() -> new AssertionError(page.body()));
  }

  @Test
  void nobodyTouchesAnAddressOfSomebodyElse() {
    PlainBrowser victim = PlainBrowser.signedIn(server, server.unique("own"));
    long id =
        server.core().accounts().named(name(victim)).orElseThrow().primary().orElseThrow().id();
    PlainBrowser browser = PlainBrowser.signedIn(server, server.unique("own"));
    for (String act : List.of("primary", "removal", "mail")) {
      Reply refused =
          browser.send(
              "POST",
              "/me/addresses/" + id + "/" + act,
              PlainBrowser.body(
                  PlainBrowser.hidden(browser.get("/me/addresses"), "/me/addresses")));
      assertPage(refused, 422, "E-mail addresses");
      assertThat(refused.body()).contains("This address is not there any more.");
    }
    assertThat(victim.get("/me/addresses").body()).contains("Primary address");
  }

  private static String name(PlainBrowser browser) {
    return Pattern.compile("Signed in as ([^.]+)\\.")
        .matcher(browser.get("/me").body())
        .results()
        .map(m -> m.group(1))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anotherPasswordEndsTheOtherSessions() {
    String name = server.unique("own");
    PlainBrowser browser = PlainBrowser.signedIn(server, name);
    PlainBrowser other = new PlainBrowser(server);
    other.signIn(name, PlainBrowser.PASSWORD);
    Reply wrong =
        browser.submit(
            browser.get("/me/password"),
            "/me/password",
            "password=wrong horse 9",
            "new_password=1234");
    assertPage(wrong, 422, "Password");
    assertThat(wrong.body())
        .contains("The present password is not right.", "It has digits alone.")
        .doesNotContain("wrong horse 9", "value=\"1234\"");
    Reply changed =
        browser.submit(
            wrong,
            "/me/password",
            "password=" + PlainBrowser.PASSWORD,
            "new_password=another horse 8");
    assertThat(browser.follow(changed).body()).contains("Your password is changed");
    assertThat(other.get("/me").status()).isEqualTo(303);
    assertThat(new PlainBrowser(server).signIn(name, "another horse 8").status()).isEqualTo(303);
  }

  @Test
  void devicesAreListedAndEnded() {
    String name = server.unique("own");
    PlainBrowser browser = PlainBrowser.signedIn(server, name);
    PlainBrowser phone = new PlainBrowser(server);
    String body =
        PlainBrowser.body(
            PlainBrowser.hidden(phone.get("/sign-in"), "/sign-in"),
            "login=" + name,
            "password=" + PlainBrowser.PASSWORD);
    phone.send(
        "POST",
        "/sign-in",
        body,
        "User-Agent: Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
        "Sec-Fetch-Site: same-origin");
    Reply page = browser.get("/me/sessions");
    assertPage(page, 200, "Devices");
    assertThat(page.body()).contains("Firefox, Android", "this device");
    String end =
        Pattern.compile("action=\"(/me/sessions/\\d+/end)\"")
            .matcher(page.body())
            .results()
            .map(m -> m.group(1))
            .findFirst()
            .orElseThrow();
    assertThat(browser.follow(browser.submit(page, end)).body())
        .contains("That device is signed out.")
        .doesNotContain("Firefox, Android");
    assertThat(phone.get("/me").status()).isEqualTo(303);
    new PlainBrowser(server).signIn(name, PlainBrowser.PASSWORD);
    page = browser.get("/me/sessions");
    assertThat(browser.follow(browser.submit(page, "/me/sessions/others/end")).body())
        .contains("You are signed out everywhere else.")
        .doesNotContain("/me/sessions/others/end");
    assertThat(browser.get("/me").status()).isEqualTo(200);
  }

  @Test
  void nobodyEndsASessionOfSomebodyElse() {
    PlainBrowser victim = PlainBrowser.signedIn(server, server.unique("own"));
    String end =
        Pattern.compile("action=\"(/me/sessions/\\d+/end)\"")
            .matcher(victim.get("/me/sessions").body())
            .results()
            .map(m -> m.group(1))
            .findFirst()
            .orElseThrow();
    PlainBrowser browser = PlainBrowser.signedIn(server, server.unique("own"));
    Map<String, String> hidden = PlainBrowser.hidden(browser.get("/me"), "/sign-out");
    assertThat(browser.send("POST", end, PlainBrowser.body(hidden)).status()).isEqualTo(303);
    assertThat(victim.get("/me").status()).isEqualTo(200);
  }

  @Test
  void theHistorySaysWhatHappened() {
    String name = server.unique("own");
    PlainBrowser browser = PlainBrowser.signedIn(server, name);
    new PlainBrowser(server).signIn(name, "wrong horse 9");
    Waiting.until(
        "the failure is in the trail",
        Duration.ofSeconds(30),
        () -> browser.get("/me/history").body().contains("A sign-in failed"));
    Reply page = browser.get("/me/history");
    assertPage(page, 200, "Security history");
    assertThat(page.body())
        .contains(
            "The account was made",
            "An e-mail address was confirmed",
            "Signed in",
            "A sign-in failed",
            "<time datetime=\"");
  }

  @Test
  void allThatIsKeptIsDownloadedAsAFile() {
    String name = server.unique("own");
    PlainBrowser browser = PlainBrowser.signedIn(server, name);
    Reply file = browser.submit(browser.get("/me/data"), "/me/data/download");
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.header("Content-Disposition"))
        .contains("attachment; filename=\"account.json\"");
    assertThat(file.text("/account/username")).isEqualTo(name);
    assertThat(file.body()).doesNotContain("$argon2");
  }

  @Test
  void anAccountIsShutByThePasswordAndATickAndKeptByAMailedLink() {
    String name = server.unique("own");
    PlainBrowser browser = PlainBrowser.signedIn(server, name);
    Reply unsure =
        browser.submit(
            browser.get("/me/data"), "/me/data/deletion", "password=" + PlainBrowser.PASSWORD);
    assertPage(unsure, 422, "Your data");
    assertThat(unsure.body()).contains("after 14 days");
    assertThat(unsure.body()).contains("Please tick the box");
    Reply wrong = browser.submit(unsure, "/me/data/deletion", "sure=yes", "password=wrong horse 9");
    assertPage(wrong, 422, "Your data");
    assertThat(server.core().accounts().named(name)).isPresent();
    Reply deleted =
        browser.submit(wrong, "/me/data/deletion", "sure=yes", "password=" + PlainBrowser.PASSWORD);
    assertThat(browser.follow(deleted).body()).contains("Your account is shut");
    assertThat(browser.cookies()).doesNotContainKey("vestibule");
    assertPage(browser.signIn(name, PlainBrowser.PASSWORD), 422, "Sign in");
    String keep = server.awaitMail(name + "@example.org").path();
    assertThat(browser.send("POST", keep, "").status()).isEqualTo(200);
    assertThat(browser.signIn(name, PlainBrowser.PASSWORD).status()).isEqualTo(303);
  }

  @Test
  void anAccountIsDeletedAtOnceWhereNobodyWaits() {
    try (TestServer hasty = TestServer.start("VESTIBULE_DELETION_DAYS=0")) {
      PlainBrowser browser = PlainBrowser.signedIn(hasty, "hasty");
      Reply page = browser.get("/me/data");
      assertThat(page.body()).contains("are deleted at once");
      Reply deleted =
          browser.submit(
              page, "/me/data/deletion", "sure=yes", "password=" + PlainBrowser.PASSWORD);
      assertThat(browser.follow(deleted).body()).contains("Your account is deleted.");
      assertThat(hasty.core().accounts().named("hasty")).isEmpty();
    }
  }

  @Test
  void aSessionThatWasEndedMeanwhileLeadsToSigningIn() {
    String name = server.unique("own");
    PlainBrowser browser = PlainBrowser.signedIn(server, name);
    Reply page = browser.get("/me/profile");
    PlainBrowser other = new PlainBrowser(server);
    other.signIn(name, PlainBrowser.PASSWORD);
    other.submit(other.get("/me/sessions"), "/me/sessions/others/end");
    Reply late = browser.submit(page, "/me/profile", "phone=1");
    assertThat(late.status()).isEqualTo(303);
    assertThat(late.header("Location")).contains("/sign-in?to=%2Fme%2Fprofile");
    assertThat(late.setCookie("vestibule")).contains("1970");
  }

  @Test
  void theLanguageIsTheBrowsersUntilOneIsChosen() {
    PlainBrowser browser = PlainBrowser.signedIn(server, server.unique("own"));
    Reply russian = browser.get("/me/profile", "Accept-Language: ru");
    assertPage(russian, 200, "Профиль");
    assertThat(russian.header("Content-Language")).contains("ru");
    Reply chosen = browser.submit(browser.get("/me/profile"), "/language", "language=ru");
    assertThat(chosen.setCookie("vestibule-language"))
        .isEqualTo("vestibule-language=ru; Max-Age=34560000; HttpOnly; SameSite=Lax; Path=/");
    assertThat(chosen.header("Location")).contains("/me/profile");
    assertPage(browser.get("/me/profile", "Accept-Language: en"), 200, "Профиль");
    Reply none = browser.submit(browser.get("/me"), "/language", "language=xx");
    assertThat(none.headers("Set-Cookie")).isEmpty();
    assertThat(server.get("/sign-in", "Cookie: vestibule-language=../x").header("Content-Language"))
        .contains("en");
  }

  /** Only confirmed addresses are mailed the link that keeps an account. */
  @Test
  void noMailIsPromisedWhereNoneIsSent() {
    String name = server.unique("page");
    PlainBrowser browser = new PlainBrowser(server);
    browser.register(name);
    browser.signIn(name, PlainBrowser.PASSWORD);
    Reply page = browser.get("/me/data");
    assertThat(page.body()).contains("no confirmed address").doesNotContain("that we mail to you");
    Reply gone =
        browser.follow(
            browser.submit(
                page, "/me/data/deletion", "sure=yes", "password=" + PlainBrowser.PASSWORD));
    assertThat(gone.body()).contains("Your account is shut, and will be erased.</p>");
  }
}
