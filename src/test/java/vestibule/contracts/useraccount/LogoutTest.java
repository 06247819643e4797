package vestibule.contracts.useraccount;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.Member.bearer;
import static vestibule.contracts.Member.inCookie;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** GET /user_account/logout. */
class LogoutTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String PATH = "/user_account/logout";
  private static final String PROFILE = "/user_account/profile_settings";
  private static final String OUT = "200 {\"msg\":\"logout successful\"}\n";
  private static final String REVOKED = "401 {\"msg\":\"Token has been revoked\"}\n";
  private static final String GONE = "=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; ";

  @Test
  void theSessionEndsAndTheCookiesAreTakenAway() {
    Member member = Member.registered(SERVER);
    String token = member.token();
    String other = member.token();
    Reply out = SERVER.get(PATH, inCookie(token));
    assertThat(out.whole()).isEqualTo(OUT);
    assertThat(out.headers("Set-Cookie"))
        .containsExactly(
            "access_token_cookie" + GONE + "HttpOnly; Path=/",
            "csrf_access_token" + GONE + "Path=/",
            "refresh_token_cookie" + GONE + "HttpOnly; Path=/",
            "csrf_refresh_token" + GONE + "Path=/");
    for (String proof : new String[] {inCookie(token), bearer(token)}) {
      assertThat(SERVER.get(PROFILE, proof).whole()).isEqualTo(REVOKED);
      assertThat(SERVER.get(PATH, proof).whole()).isEqualTo(REVOKED);
    }
    assertThat(SERVER.get(PROFILE, bearer(other)).status()).isEqualTo(200);
  }

  @Test
  void everyTokenThatWasRenewedFromTheSessionEndsToo() {
    try (TestServer server = TestServer.start()) {
      String token = Member.registered(server).token();
      server.clock().advance(Duration.ofMinutes(40));
      String fresh = server.get(PROFILE, inCookie(token)).cookie("access_token_cookie");
      assertThat(server.get(PATH, bearer(token)).whole()).isEqualTo(OUT);
      assertThat(server.get(PROFILE, bearer(fresh)).whole()).isEqualTo(REVOKED);
    }
  }

  @Test
  void aTokenNearItsEndIsNotRenewed() {
    try (TestServer server = TestServer.start()) {
      String token = Member.registered(server).token();
      server.clock().advance(Duration.ofMinutes(59));
      Reply out = server.get(PATH, inCookie(token));
      assertThat(out.whole()).isEqualTo(OUT);
      assertThat(out.cookie("access_token_cookie")).isEmpty();
      assertThat(out.headers("Set-Cookie")).hasSize(4);
    }
  }

  @Test
  void headEndsNothing() {
    String token = Member.registered(SERVER).token();
    Reply head = SERVER.send("HEAD", PATH, null, inCookie(token));
    assertThat(head.whole()).isEqualTo("200 ");
    assertThat(head.headers("Set-Cookie")).isEmpty();
    assertThat(SERVER.get(PROFILE, bearer(token)).status()).isEqualTo(200);
  }

  @Test
  void withoutATokenNothingIsCleared() {
    Reply reply = SERVER.get(PATH);
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.headers("Set-Cookie")).isEmpty();
  }
}
