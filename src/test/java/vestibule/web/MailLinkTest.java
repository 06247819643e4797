package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.web.PageChecks.assertPage;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** Links of mails as people follow them in a browser, and as programs do. */
class MailLinkTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String CHROMIUM =
      "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,"
          + "image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";
  private static final String SAFARI =
      "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
  private static final String RUSSIAN = "Accept-Language: ru-RU,ru;q=0.9,en;q=0.8";

  /** Registers somebody and gives back the address. */
  private static String registered(String path, TestServer server) {
    String name = server.unique("linked");
    String address = name + "@example.org";
    String body =
        switch (path) {
          case "/api/register/" ->
              "{\"email\":\"%s\",\"password\":\"UserPassword\"}".formatted(address);
          case "/account/registration" ->
              """
              {"login":"%s","password":"Passw0rdPassw0rd","email":"%s",
               "first_name":"Иван","last_name":"Иванов"}\
              """
                  .formatted(name, address);
          default -> Member.registration(name, address, "null", Member.PASSWORD);
        };
    assertThat(server.json("POST", path, body, "browser: a").status()).isBetween(200, 201);
    return address;
  }

  private static boolean isConfirmed(TestServer server, String address) {
    return server.core().accounts().named(address).orElseThrow().isAddressVerified();
  }

  @ParameterizedTest
  @CsvSource({
    "/user_account/registration, 400",
    "/api/registration, 200",
    "/api/register/, 400",
    "/account/registration, 400"
  })
  void aPersonWhoConfirmsSeesAPage(String door, int gone) {
    String person = registered(door, SERVER);
    String link = SERVER.awaitMail(person).path();
    assertThat(SERVER.send("HEAD", link, null, CHROMIUM).whole()).isEqualTo("200 ");
    assertThat(isConfirmed(SERVER, person)).isFalse();
    for (int i = 0; i < 2; i++) {
      Reply page = SERVER.get(link, CHROMIUM, RUSSIAN);
      assertPage(page, 200, "ru");
      assertThat(page.body())
          .contains("Адрес электронной почты подтверждён", "Вернитесь в приложение")
          .doesNotContain("<form");
      assertThat(isConfirmed(SERVER, person)).isTrue();
    }
    String wrong = link.replaceFirst("[A-Za-z0-9]{6}(/?)$", "AAAAAA$1");
    Reply page = SERVER.get(wrong, SAFARI);
    assertPage(page, gone, "en");
    assertThat(page.body()).contains("action=\"/v1/confirmations\"", "Send a new link");
    assertPage(SERVER.send("HEAD", wrong, null, SAFARI), gone, "en");
    assertThat(SERVER.get(wrong).status()).isEqualTo(gone);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-None: none",
        "Accept: */*",
        "Accept: application/json, text/plain, */*",
        "Accept: application/json",
        "Accept: text/html;q=0.5, application/json;q=0.9",
        "Accept: text/html;q=0, */*",
        "Accept: text/*;q=0.3, */*;q=0.3",
        "Accept: application/xml",
        "Accept:",
      })
  void aProgramGetsTheContractsJson(String accept) {
    Member member = Member.registered(SERVER);
    assertThat(SERVER.get(member.confirmation().path(), accept).whole())
        .isEqualTo("200 {\"msg\":\"Your email has been confirmed.\"}\n");
    assertThat(SERVER.get("/user_account/confirm_email/x", accept).whole())
        .isEqualTo("400 {\"msg\":\"Wrong token\"}\n");
    assertThat(SERVER.get("/api/confirm_email/x", accept).whole())
        .isEqualTo("200 {\"msg\":\"user not found.\",\"status\":\"ERR\"}\n");
    assertThat(SERVER.get("/api/register/confirm/x/", accept).whole())
        .isEqualTo("400 {\"detail\":\"Token is invalid or expired\"}");
    assertThat(SERVER.get("/nowhere", accept).whole()).isEqualTo("404 {\"detail\":\"Not found.\"}");
  }

  @Test
  void anExpiredLinkSaysHowToGetANewOneAndTheNewOneWorks() {
    try (TestServer server = TestServer.start()) {
      String person = registered("/user_account/registration", server);
      String link = server.awaitMail(person).path();
      server.clock().advance(Duration.ofHours(25));
      assertPage(server.get(link, CHROMIUM), 400, "en");
      assertThat(isConfirmed(server, person)).isFalse();
      String body = "{\"email\":\"" + person + "\"}";
      assertThat(server.json("POST", "/v1/confirmations", body).whole()).isEqualTo("202 {}");
      assertPage(server.get(server.awaitMail(person).path(), CHROMIUM), 200, "en");
      assertThat(isConfirmed(server, person)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/user_account, 400, /user_account/reset_password_request",
    "/api/user_account, 400, /api/user_account/reset_password_request",
    "/api, 200, /api/reset_password_request"
  })
  void aSpentResetLinkSaysHowToGetANewOne(String base, int status, String request) {
    Member member = Member.registered(SERVER);
    String path = base + "/reset_password/" + member.resetCode();
    assertPage(SERVER.get(path, CHROMIUM), 200, "en");
    assertThat(SERVER.json("POST", path, "{\"new_pwd\":\"another\"}").status()).isEqualTo(200);
    Reply page = SERVER.get(path, CHROMIUM, RUSSIAN);
    assertPage(page, status, "ru");
    assertThat(page.body())
        .contains("action=\"" + request + "\"", "name=\"username\"", "Прислать новую ссылку")
        .doesNotContain("new_pwd");
    assertPage(SERVER.send("HEAD", path, null, CHROMIUM), status, "en");
    assertThat(SERVER.json("POST", request, "{\"username\":\"" + member.name() + "\"}").status())
        .isEqualTo(200);
    assertThat(SERVER.awaitMail(member.address()).link(0)).contains("/reset_password/");
  }

  @Test
  void anUnknownPathIsAPageForPeopleWhateverTheMethod() {
    for (String path : new String[] {"/nowhere", "/api/nothing", "/account//x", "/user_account"}) {
      for (String method : new String[] {"GET", "POST", "DELETE"}) {
        Reply page = SERVER.send(method, path, null, CHROMIUM, RUSSIAN);
        assertPage(page, 404, "ru");
        assertThat(page.body()).contains("Здесь ничего нет", "вернитесь в приложение");
      }
    }
  }
}
