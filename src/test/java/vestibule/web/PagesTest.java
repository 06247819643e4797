package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.web.PageChecks.assertPage;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** The pages that links lead to, and the one at the root. */
class PagesTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String HTML =
      "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
  private static final String RUSSIAN = "Accept-Language: ru-RU,ru;q=0.9,en;q=0.8";

  private static final List<String> PATHS =
      List.of("/user_account", "/api/", "/account/", "/auth/", "Know Me", "JSON", "doors", "двери");

  @Test
  void theRootTellsPeopleWhoseAccountsTheseAre() {
    try (TestServer server = TestServer.start("VESTIBULE_PAGES=off")) {
      for (String language : List.of("en", "ru")) {
        Reply page = server.get("/", HTML, "Accept-Language: " + language);
        assertPage(page, 200, language);
        assertThat(page.body()).contains("Vestibule").doesNotContain(PATHS);
      }
    }
  }

  @Test
  void theRootLeadsPeopleToTheirPages() {
    Reply led = SERVER.get("/", HTML);
    assertThat(led.whole()).isEqualTo("303 ");
    assertThat(led.header("Location")).contains("/sign-in");
    assertThat(SERVER.get("/").body()).isEqualTo("{\"msg\":\"success\",\"status\":\"OK\"}\n");
  }

  @Test
  void theRootTellsADeveloperWhichDoorsThereAre() {
    try (TestServer server = TestServer.start("VESTIBULE_HOME=developer")) {
      Reply page = server.get("/", HTML, RUSSIAN);
      assertPage(page, 200, "ru");
      assertThat(page.body())
          .contains("/user_account/login", "/api/login", "/api/token/", "/account/emails/")
          .contains("/account/registration", "href=\"/docs/api\"");
      assertThat(server.get("/").body()).isEqualTo("{\"msg\":\"success\",\"status\":\"OK\"}\n");
    }
  }

  @Test
  void thePageOfTheDocumentsIsAsStrictAsTheOthers() {
    assertPage(SERVER.get("/docs/api"), 200, "en");
    assertPage(SERVER.get("/docs/api?of=chat", RUSSIAN), 200, "ru");
  }

  @Test
  void aDeveloperIsToldOfNoDoorThatIsSwitchedOff() {
    try (TestServer server =
        TestServer.start("VESTIBULE_HOME=developer", "VESTIBULE_DOORS=knowme,envelope")) {
      Reply page = server.get("/", HTML);
      assertPage(page, 200, "en");
      assertThat(page.body())
          .contains("/api/login", "/account/emails/")
          .doesNotContain("/user_account/login", "/api/token/", "/account/registration");
      assertThat(page.body().indexOf("/api/login"))
          .as("in the order of the documents")
          .isLessThan(page.body().indexOf("/account/emails/"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'useraccount,envelope', /user_account/reset_password/dead,"
        + " /user_account/reset_password_request",
    "'useraccount,envelope', /api/reset_password/dead, /api/reset_password_request",
    "useraccount, /api/reset_password/dead, /user_account/reset_password_request",
    "envelope, /user_account/reset_password/dead, /api/reset_password_request",
    "chat, /user_account/reset_password/dead,",
    "chat, /api/reset_password/dead,"
  })
  void aDeadResetLinkAsksADoorThatIsOn(String doors, String link, String asked) {
    try (TestServer server = TestServer.start("VESTIBULE_DOORS=" + doors)) {
      Reply page = server.get(link, HTML);
      assertThat(page.body()).contains("This link does not work any more");
      if (asked == null) {
        assertThat(page.body()).doesNotContain("<form", "reset_password_request");
      } else {
        assertThat(page.body()).contains("action=\"" + asked + "\"");
        assertThat(server.json("POST", asked, "{\"username\": \"nobody\"}").status())
            .isNotEqualTo(404);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/user_account/reset_password/", "/api/reset_password/"})
  void aResetLinkShowsAFormToBrowsersOnly(String path) {
    String code = Member.registered(SERVER).resetCode();
    Reply page = SERVER.get(path + code, HTML, RUSSIAN);
    assertPage(page, 200, "ru");
    assertThat(page.body())
        .contains("name=\"new_pwd\" type=\"password\"", "<noscript>", "data-shows=\"password\"")
        .doesNotContain(code);
    assertThat(SERVER.get(path + code).status()).isEqualTo(405);
    assertThat(SERVER.get(path + "some-token").status()).isEqualTo(405);
  }

  @Test
  void showingTheResetFormSpendsNothing() {
    Member member = Member.registered(SERVER);
    String path = "/user_account/reset_password/" + member.resetCode();
    for (int i = 0; i < 3; i++) {
      assertPage(SERVER.get(path, HTML), 200, "en");
      assertThat(SERVER.send("HEAD", path, null, HTML).whole()).isEqualTo("200 ");
    }
    assertThat(SERVER.json("POST", path, "{\"new_pwd\":\"after the form\"}").whole())
        .isEqualTo("200 {\"msg\":\"Your password has been reset.\"}\n");
    assertThat(member.login("after the form").status()).isEqualTo(200);
  }

  /** What a browser without the script would send must not change anything, nor leak into a URL. */
  @Test
  void aFormThatIsSentWithoutItsScriptIsNotRead() {
    Member member = Member.registered(SERVER);
    String path = "/user_account/reset_password/" + member.resetCode();
    assertThat(SERVER.get(path, HTML).body()).contains("<form method=\"post\"");
    assertThat(SERVER.form("POST", path, "new_pwd=other").status()).isEqualTo(415);
    assertThat(member.login().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "%27%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
        "%3C!--",
        "%7B%7Bconstructor%7D%7D",
        "javascript:alert(1)",
        "%E2%80%AE%F0%9F%92%A9",
      })
  void aHostileTokenStaysOutOfThePage(String token) {
    for (String path :
        List.of(
            "/api/reset_password/",
            "/user_account/reset_password/",
            "/user_account/confirm_email/",
            "/api/confirm_email/",
            "/api/register/confirm/",
            "/v1/disown/",
            "/nowhere/")) {
      Reply page = SERVER.get(path + token.replace("/", "%5C"), HTML);
      int status = path.equals("/nowhere/") ? 404 : path.matches("/api/(reset|conf).*") ? 200 : 400;
      assertPage(page, status, "en");
      assertThat(page.body()).doesNotContain("alert(1)", "<img", "constructor");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?key=",
        "?Key=a",
        "?key=a",
        "?key=%22%3E%3Cscript%3Ealert(1)//%27%26lt;%00",
        "?key=LONG",
        "?key=aaa&key=",
      })
  void theConfirmFormKnowsABrokenLink(String query) {
    Reply page = SERVER.get("/confirm-email" + query.replace("LONG", "x".repeat(65)), RUSSIAN);
    assertPage(page, 400, "ru");
    assertThat(page.body())
        .contains("action=\"/v1/confirmations\"")
        .doesNotContain("name=\"key\"", "alert(1)", "password");
  }

  @Test
  void showingTheConfirmFormSpendsNothingAndTheFormAlsoWorksWithoutItsScript() {
    String address = SERVER.unique("know") + "@example.org";
    SERVER.json(
        "POST",
        "/auth/register/",
        "{\"email\":\"%s\",\"first_name\":\"A\",\"last_name\":\"B\",\"password\":\"long enough 1\"}"
            .formatted(address));
    String key = SERVER.awaitMail(address).code();
    Reply page = SERVER.get("/confirm-email?key=" + key, HTML);
    assertPage(page, 200, "en");
    assertThat(page.body())
        .contains("action=\"/account/verify-email/\"")
        .contains("name=\"key\" value=\"" + key + "\"");
    assertThat(SERVER.send("HEAD", "/confirm-email?key=" + key, null).whole()).isEqualTo("200 ");
    assertThat(SERVER.core().accounts().named(address).orElseThrow().isAddressVerified()).isFalse();
    Reply sent =
        SERVER.form("POST", "/account/verify-email/", "key=" + key + "&password=long+enough+1");
    assertThat(sent.whole()).isEqualTo("200 {}");
    assertThat(SERVER.core().accounts().named(address).orElseThrow().isAddressVerified()).isTrue();
    Reply again = SERVER.get("/confirm-email?key=" + key, HTML);
    assertPage(again, 200, "en");
    assertThat(again.body()).contains("Your e-mail address is confirmed").doesNotContain("<form");
  }

  @Test
  void aSlashAtTheEndIsThePathWithoutIt() {
    assertPage(SERVER.get("/confirm-email/?key=a", HTML), 400, "en");
    assertPage(SERVER.get("/v1/disown/a/", HTML), 400, "en");
  }

  @Test
  void noOtherOriginReadsThePages() {
    String origin = "Origin: https://a.example";
    for (String path : List.of("/", "/confirm-email?key=a", "/v1/disown/a", "/nowhere")) {
      assertThat(SERVER.get(path, HTML, origin).headers("Access-Control-Allow-Origin")).isEmpty();
    }
    assertThat(
            SERVER.form("POST", "/v1/disown/a", "", origin).headers("Access-Control-Allow-Origin"))
        .isEmpty();
  }

  @Test
  void whatAPageCannotDoIsAPageToo() {
    Reply put = SERVER.json("PUT", "/v1/disown/x", "{}", RUSSIAN);
    assertPage(put, 405, "ru");
    assertThat(put.headers("Allow")).containsExactly("GET, HEAD, POST, OPTIONS");
    Reply post = SERVER.form("POST", "/confirm-email?key=a", "password=a");
    assertPage(post, 405, "en");
    assertThat(post.headers("Allow")).containsExactly("GET, HEAD, OPTIONS");
  }
}
