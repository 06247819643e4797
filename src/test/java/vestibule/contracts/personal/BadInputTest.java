package vestibule.contracts.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.personal.Student.BROWSER;
import static vestibule.contracts.personal.Student.error;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.BrokenBodies;

/** What no document mentions (docs/contracts 0.8), in E's words. */
class BadInputTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String WRONG = error(400, "Неверные данные запроса.");
  private static final List<String> POSTS = List.of("/account/registration", "/account/login");

  static List<String> brokenBodies() {
    return BrokenBodies.ALL;
  }

  @ParameterizedTest
  @MethodSource("brokenBodies")
  void whatIsNoJsonObjectIsAWrongRequest(String body) {
    for (String path : POSTS) {
      assertThat(SERVER.json("POST", path, body, BROWSER).whole()).isEqualTo(WRONG);
    }
  }

  @Test
  void aTrailingCommaIsBrokenJsonHere() {
    assertThat(Student.signIn(SERVER, "{\"login\":\"a\",\"password\":\"b\",}").whole())
        .isEqualTo(WRONG);
  }

  @Test
  void anotherTypeIsAnsweredLikeBrokenJson() {
    for (String type : List.of("text/plain", "application/x-www-form-urlencoded")) {
      for (String path : POSTS) {
        assertThat(SERVER.send("POST", path, "{}", BROWSER, "Content-Type: " + type).whole())
            .isEqualTo(WRONG);
      }
    }
  }

  @Test
  void noTypeAtAllIsJson() {
    Student student = Student.registered(SERVER);
    String body = Student.byLogin(student.login(), Student.PASSWORD);
    assertThat(SERVER.send("POST", "/account/login", body, BROWSER).status()).isEqualTo(200);
  }

  @Test
  void aBodyOver64KibIsTooLarge() {
    String body = "{\"login\":\"" + "x".repeat(64 * 1024) + "\"}";
    for (String path : POSTS) {
      assertThat(SERVER.json("POST", path, body, BROWSER).whole())
          .isEqualTo(error(413, "Слишком большой запрос."));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | /account/registration | POST, OPTIONS",
        "PUT | /account/login | POST, OPTIONS",
        "POST | /account/login/check | GET, HEAD, OPTIONS",
        "DELETE | /account/me | GET, HEAD, OPTIONS",
        "BREW | /account/me/ | GET, HEAD, OPTIONS",
      })
  void anotherMethodIsNotAllowed(String method, String path, String allow) {
    Reply reply = SERVER.json(method, path, "{}", BROWSER);
    assertThat(reply.whole()).isEqualTo(error(405, "Метод не поддерживается."));
    assertThat(reply.headers("Allow")).containsExactly(allow);
  }

  @Test
  void aSlashAtTheEndIsThePathWithoutIt() {
    Student student = Student.registered(SERVER);
    String body = Student.byLogin(student.login(), Student.PASSWORD);
    assertThat(SERVER.json("POST", "/account/login/", body, BROWSER).status()).isEqualTo(200);
    assertThat(SERVER.get("/account/me/", "Authorization: " + student.token()).status())
        .isEqualTo(200);
  }

  @Test
  void headIsGetWithoutTheBody() {
    Student student = Student.registered(SERVER);
    Reply head = SERVER.send("HEAD", "/account/me", null, "Authorization: " + student.token());
    assertThat(head.whole()).isEqualTo("200 ");
    assertThat(head.header("Content-Length")).isEqualTo(student.me().header("Content-Length"));
  }

  @Test
  void everyAnswerMayBeReadAcrossOrigins() {
    String origin = "Origin: https://a.example";
    for (Reply reply :
        List.of(
            SERVER.json("POST", "/account/login", "{", origin),
            SERVER.get("/account/me", origin),
            SERVER.get("/account/login", origin))) {
      assertThat(reply.headers("Access-Control-Allow-Origin")).containsExactly("*");
      assertThat(reply.headers("Access-Control-Allow-Credentials")).isEmpty();
    }
    Reply preflight =
        SERVER.send(
            "OPTIONS",
            "/account/login",
            null,
            origin,
            "Access-Control-Request-Method: POST",
            "Access-Control-Request-Headers: browser,authorization,content-type");
    assertThat(preflight.whole()).isEqualTo("200 ");
    assertThat(preflight.header("Access-Control-Allow-Headers"))
        .contains("browser,authorization,content-type");
  }
}
