package vestibule.contracts.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.Member.bearer;
import static vestibule.contracts.Member.inCookie;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** GET /api/logout. */
class LogoutTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String PATH = "/api/logout";
  private static final String REVOKED =
      "401 {\"msg\":\"Token has been revoked\",\"status\":\"ERR\"}\n";

  @Test
  void theStatusIsTheLiteralOfTheDocument() {
    String token = Member.registered(SERVER).token();
    Reply out = SERVER.get(PATH, inCookie(token));
    assertThat(out.whole()).isEqualTo("200 {\"msg\":\"user logout\",\"status\":\"1234\"}\n");
    String gone = "=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; ";
    assertThat(out.headers("Set-Cookie"))
        .containsExactly(
            "access_token_cookie" + gone + "HttpOnly; Path=/",
            "csrf_access_token" + gone + "Path=/",
            "refresh_token_cookie" + gone + "HttpOnly; Path=/",
            "csrf_refresh_token" + gone + "Path=/");
    assertThat(SERVER.get(PATH, bearer(token)).whole()).isEqualTo(REVOKED);
    assertThat(SERVER.get("/user_account/profile_settings", bearer(token)).status()).isEqualTo(401);
  }

  @Test
  void headEndsNothingAndNothingIsRenewed() {
    try (TestServer server = TestServer.start()) {
      String token = Member.registered(server).token();
      server.clock().advance(Duration.ofMinutes(59));
      Reply head = server.send("HEAD", PATH, null, inCookie(token));
      assertThat(head.whole()).isEqualTo("200 ");
      assertThat(head.headers("Set-Cookie")).isEmpty();
      Reply out = server.get(PATH, inCookie(token));
      assertThat(out.cookie("access_token_cookie")).isEmpty();
      assertThat(out.headers("Set-Cookie")).hasSize(4);
    }
  }
}
