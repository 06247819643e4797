package vestibule.contracts.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;

/** GET /. */
class HomeTest {

  private static final TestServer SERVER = TestServer.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-None: x",
        "Accept: */*",
        "Accept: application/json",
        "Accept: application/json, text/plain, */*",
        "Accept: text/html;q=0.5, application/json",
      })
  void aClientGetsTheEnvelope(String accept) {
    Reply reply = SERVER.get("/", accept, "Origin: https://a.example");
    assertThat(reply.whole()).isEqualTo("200 {\"msg\":\"success\",\"status\":\"OK\"}\n");
    assertThat(reply.header("Content-Type")).contains("application/json");
    assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void aBrowserIsLedToThePagesOfAccountsThatNoOtherOriginMayRead() {
    Reply reply =
        SERVER.get(
            "/",
            "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Origin: https://a.example");
    assertThat(reply.whole()).isEqualTo("303 ");
    assertThat(reply.header("Location")).contains("/sign-in");
    assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void anotherMethodIsNotAllowedInTheEnvelope() {
    Reply reply = SERVER.json("POST", "/", "{}");
    assertThat(reply.whole())
        .isEqualTo("405 {\"msg\":\"Method Not Allowed\",\"status\":\"ERR\"}\n");
    assertThat(reply.headers("Allow")).containsExactly("GET, HEAD, OPTIONS");
  }
}
