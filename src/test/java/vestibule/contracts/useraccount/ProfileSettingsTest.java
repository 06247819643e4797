package vestibule.contracts.useraccount;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.Member.bearer;
import static vestibule.contracts.Member.inCookie;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Member;

/**
 * GET /user_account/profile_settings, and how its answers renew a token (docs/contracts A.0-15).
 */
class ProfileSettingsTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String PATH = "/user_account/profile_settings";

  @Test
  void headersAndCookiesShowTheSame() {
    Member member = Member.registered(SERVER);
    String token = member.token();
    String shown =
        """
        200 {"contacts":null,"email":"%s******%s@example.org","full_name":"",\
        "is_email_verified":false,"phone":null,"pwd":"********","username":"%s"}
        """
            .formatted(
                member.name().charAt(0),
                member.name().charAt(member.name().length() - 1),
                member.name());
    assertThat(SERVER.get(PATH, bearer(token)).whole()).isEqualTo(shown);
    assertThat(SERVER.get(PATH, inCookie(token)).whole()).isEqualTo(shown);
    assertThat(SERVER.get("/api/user_account/profile_settings", bearer(token)).whole())
        .isEqualTo(shown);
  }

  @Test
  void everyLetterOutsideAsciiIsEscaped() {
    String name = SERVER.unique("json");
    SERVER.json(
        "POST",
        "/user_account/registration",
        Member.registration(
            name, name + "@example.org", "\"\\\"Ада\\\" \uD83D\uDE00 </script>\"", "1234"));
    String token =
        SERVER.json("POST", "/user_account/login", Member.credentials(name, "1234")).text("token");
    assertThat(SERVER.get(PATH, bearer(token)).body())
        .contains("\"full_name\":\"\\\"\\u0410\\u0434\\u0430\\\" \\ud83d\\ude00 </script>\",");
  }

  @Test
  void aYoungTokenIsNotRenewed() {
    Member member = Member.registered(SERVER);
    assertThat(SERVER.get(PATH, inCookie(member.token())).headers("Set-Cookie")).isEmpty();
  }

  @Test
  void aTokenFromACookieIsRenewedNearItsEndAndOneFromAHeaderIsNot() {
    try (TestServer server = TestServer.start()) {
      Reply login = Member.registered(server).login();
      String token = login.text("token");
      server.clock().advance(Duration.ofMinutes(29));
      assertThat(server.get(PATH, inCookie(token)).headers("Set-Cookie")).isEmpty();
      server.clock().advance(Duration.ofMinutes(2));
      assertThat(server.get(PATH, bearer(token)).headers("Set-Cookie")).isEmpty();
      assertThat(server.get(PATH, bearer(token), inCookie(token)).headers("Set-Cookie")).isEmpty();

      Reply renewing = server.get(PATH, inCookie(token));
      String fresh = renewing.cookie("access_token_cookie");
      String csrf = login.cookie("csrf_access_token");
      assertThat(fresh).isNotEqualTo(token);
      assertThat(renewing.headers("Set-Cookie"))
          .containsExactly(
              "access_token_cookie=" + fresh + "; HttpOnly; Path=/",
              "csrf_access_token=" + csrf + "; Path=/");

      server.clock().advance(Duration.ofMinutes(30));
      assertThat(server.get(PATH, bearer(token)).status()).isEqualTo(403);
      assertThat(server.get(PATH, bearer(fresh)).status()).isEqualTo(200);
    }
  }

  @Test
  void livesOfSecondsWork() {
    try (TestServer server =
        TestServer.start(
            "VESTIBULE_USERACCOUNT_TOKEN_LIFETIME=5s", "VESTIBULE_USERACCOUNT_TOKEN_RENEWAL=2s")) {
      String token = Member.registered(server).token();
      server.clock().advance(Duration.ofMillis(3_500));
      String fresh = server.get(PATH, inCookie(token)).cookie("access_token_cookie");
      server.clock().advance(Duration.ofMillis(2_000));
      assertThat(server.get(PATH, inCookie(token)).whole())
          .isEqualTo("403 {\"msg\":\"Token has expired\"}\n");
      assertThat(server.get(PATH, inCookie(fresh)).status()).isEqualTo(200);
    }
  }

  @Test
  void whoeverRenewsForLongStaysLoggedIn() {
    try (TestServer server = TestServer.start()) {
      String token = Member.registered(server).token();
      for (int i = 0; i < 12; i++) {
        server.clock().advance(Duration.ofMinutes(45));
        server.server().tokens().lastUse().flush();
        token = server.get(PATH, inCookie(token)).cookie("access_token_cookie");
      }
      assertThat(server.get(PATH, bearer(token)).status()).isEqualTo(200);
    }
  }

  @Test
  void headShowsTheSameWithoutABody() {
    String token = Member.registered(SERVER).token();
    Reply head = SERVER.send("HEAD", PATH, null, bearer(token));
    assertThat(head.whole()).isEqualTo("200 ");
    assertThat(head.header("Content-Type")).contains("application/json");
  }
}
