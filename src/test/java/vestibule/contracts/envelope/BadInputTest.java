package vestibule.contracts.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.BrokenBodies;

/** What no document mentions (docs/contracts 0.8), in B's envelope. */
class BadInputTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final List<String> POSTS =
      List.of("login", "registration", "reset_password_request", "reset_password/x");

  static List<String> brokenBodies() {
    return BrokenBodies.ALL;
  }

  @ParameterizedTest
  @MethodSource("brokenBodies")
  void whatIsNoJsonObjectIsAnErrorOfStatus200(String body) {
    for (String path : POSTS) {
      assertThat(SERVER.json("POST", "/api/" + path, body).whole())
          .isEqualTo("200 {\"msg\":\"Bad Request\",\"status\":\"ERR\"}\n");
    }
  }

  @Test
  void aBodyOfAnotherTypeOrTooLargeKeepsItsStatus() {
    for (String path : POSTS) {
      assertThat(SERVER.send("POST", "/api/" + path, "{}", "Content-Type: text/plain").whole())
          .isEqualTo("415 {\"msg\":\"Unsupported Media Type\",\"status\":\"ERR\"}\n");
      String large = "{\"username\":\"" + "x".repeat(64 * 1024) + "\"}";
      assertThat(SERVER.json("POST", "/api/" + path, large).whole())
          .isEqualTo("413 {\"msg\":\"Request Entity Too Large\",\"status\":\"ERR\"}\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | login | POST, OPTIONS",
        "PATCH | registration | POST, OPTIONS",
        "POST | profile_settings | GET, HEAD, OPTIONS",
        "DELETE | reset_password/x | GET, HEAD, POST, OPTIONS",
        "POST | logout | GET, HEAD, OPTIONS",
      })
  void anotherMethodKeepsItsStatus(String method, String path, String allow) {
    Reply reply = SERVER.json(method, "/api/" + path, "{}");
    assertThat(reply.whole())
        .isEqualTo("405 {\"msg\":\"Method Not Allowed\",\"status\":\"ERR\"}\n");
    assertThat(reply.headers("Allow")).containsExactly(allow);
    assertThat(reply.headers("Access-Control-Allow-Origin")).containsExactly("*");
  }
}
