package vestibule.contracts.useraccount;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.BrokenBodies;
import vestibule.contracts.Member;

/** What no document mentions (docs/contracts 0.8), in A's words. */
class BadInputTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final List<String> POSTS =
      List.of("login", "registration", "reset_password_request", "reset_password/x");

  static List<String> brokenBodies() {
    return BrokenBodies.ALL;
  }

  @ParameterizedTest
  @MethodSource("brokenBodies")
  void whatIsNoJsonObjectIsABadRequest(String body) {
    for (String path : POSTS) {
      assertThat(SERVER.json("POST", "/user_account/" + path, body).whole())
          .isEqualTo("400 {\"msg\":\"Bad Request\"}\n");
    }
  }

  @Test
  void aBodyOfAnotherTypeIsNotRead() {
    for (String type :
        List.of("text/plain", "application/x-www-form-urlencoded", "application/jsonx")) {
      for (String path : POSTS) {
        Reply reply = SERVER.send("POST", "/user_account/" + path, "{}", "Content-Type: " + type);
        assertThat(reply.whole()).isEqualTo("415 {\"msg\":\"Unsupported Media Type\"}\n");
      }
    }
  }

  @Test
  void parametersOfTheTypeOrNoTypeAtAllDoNotMatter() {
    Member member = Member.registered(SERVER);
    String body = Member.credentials(member.name(), Member.PASSWORD);
    for (String header :
        List.of("Content-Type: Application/JSON; charset=koi8-r", "X-None: no type")) {
      assertThat(SERVER.send("POST", "/user_account/login", body, header).status()).isEqualTo(200);
    }
  }

  @Test
  void aBodyOver64KibIsTooLarge() {
    String body = "{\"username\":\"" + "x".repeat(64 * 1024) + "\"}";
    assertThat(SERVER.json("POST", "/user_account/login", body).whole())
        .isEqualTo("413 {\"msg\":\"Request Entity Too Large\"}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | login | POST, OPTIONS",
        "PUT | registration | POST, OPTIONS",
        "DELETE | reset_password_request | POST, OPTIONS",
        "POST | profile_settings | GET, HEAD, OPTIONS",
        "POST | confirm_email/x | GET, HEAD, OPTIONS",
        "PUT | reset_password/x | GET, HEAD, POST, OPTIONS",
        "POST | logout | GET, HEAD, OPTIONS",
        "BREW | logout | GET, HEAD, OPTIONS",
      })
  void anotherMethodIsNotAllowed(String method, String path, String allow) {
    Reply reply = SERVER.json(method, "/user_account/" + path, "{}");
    assertThat(reply.whole()).isEqualTo("405 {\"msg\":\"Method Not Allowed\"}\n");
    assertThat(reply.headers("Allow")).containsExactly(allow);
  }

  @Test
  void aSlashAtTheEndIsThePathWithoutIt() {
    Member member = Member.registered(SERVER);
    String body = Member.credentials(member.name(), Member.PASSWORD);
    assertThat(SERVER.json("POST", "/user_account/login/", body).status()).isEqualTo(200);
    assertThat(SERVER.json("POST", "/api/user_account/login", body).status()).isEqualTo(200);
  }

  @Test
  void anUnknownPathIsNotFoundInTheWordsOfAllContracts() {
    for (String path : List.of("/user_account", "/user_account/x", "/user_account/confirm_email")) {
      assertThat(SERVER.get(path).whole()).isEqualTo("404 {\"detail\":\"Not found.\"}");
    }
  }

  @Test
  void everyAnswerMayBeReadAcrossOrigins() {
    for (Reply reply :
        List.of(
            SERVER.json("POST", "/user_account/login", "{", "Origin: https://a.example"),
            SERVER.get("/user_account/profile_settings", "Origin: https://a.example"),
            SERVER.get("/user_account/login", "Origin: https://a.example"))) {
      assertThat(reply.headers("Access-Control-Allow-Origin")).containsExactly("*");
      assertThat(reply.headers("Access-Control-Allow-Credentials")).isEmpty();
      assertThat(reply.headers("Access-Control-Expose-Headers"))
          .containsExactly("Location, Retry-After");
    }
  }
}
