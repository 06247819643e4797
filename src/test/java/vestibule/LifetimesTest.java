package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import vestibule.contracts.Member;

/** How long sessions and tokens live where the settings say something else than the documents. */
class LifetimesTest {

  private static final String REVOKED = "401 {\"msg\":\"Token has been revoked\"}\n";

  @Test
  void tokensOfCLiveAsLongAsTheirSettingsSay() {
    try (TestServer server =
        TestServer.start(
            "VESTIBULE_CHAT_ACCESS_LIFETIME=15m", "VESTIBULE_CHAT_REFRESH_LIFETIME=2h")) {
      Reply pair = chatLogin(server);
      String access = pair.text("access");
      server.clock().advance(Duration.ofMinutes(14));
      assertThat(user(server, access).status()).isEqualTo(200);
      server.clock().advance(Duration.ofMinutes(1));
      assertThat(user(server, access).status()).isEqualTo(401);
      server.clock().advance(Duration.ofMinutes(104));
      Reply fresh = refreshed(server, pair.text("refresh"));
      assertThat(fresh.status()).isEqualTo(200);
      server.clock().advance(Duration.ofMinutes(2));
      assertThat(refreshed(server, pair.text("refresh")).status()).isEqualTo(401);
      assertThat(user(server, fresh.text("access")).status()).isEqualTo(200);
    }
  }

  @Test
  void aKeyOfEEndsAtItsAbsoluteEndHoweverMuchItIsUsed() {
    try (TestServer server =
        TestServer.start(
            "VESTIBULE_PERSONAL_IDLE_LIFETIME=10d", "VESTIBULE_PERSONAL_ABSOLUTE_LIFETIME=20d")) {
      String key = personalKey(server);
      for (int day = 0; day < 19; day++) {
        server.clock().advance(Duration.ofDays(1));
        assertThat(me(server, key).status()).isEqualTo(200);
        server.server().tokens().lastUse().flush();
      }
      server.clock().advance(Duration.ofDays(1));
      assertThat(me(server, key).whole()).isEqualTo("403 {\"errorMessage\":\"Нет доступа!\"}");
    }
  }

  @Test
  void anIdleKeyOfEEndsSoonerThanOneOfD() {
    try (TestServer server =
        TestServer.start(
            "VESTIBULE_SESSIONS_IDLE_LIFETIME=30d", "VESTIBULE_PERSONAL_IDLE_LIFETIME=1d")) {
      String key = personalKey(server);
      String address = server.unique("idle") + "@example.org";
      server.json(
          "POST",
          "/auth/register/",
          "{\"email\":\""
              + address
              + "\",\"first_name\":\"J\",\"last_name\":\"S\","
              + "\"password\":\"Different1\"}");
      server.json(
          "POST",
          "/account/verify-email/",
          "{\"key\":\"" + server.awaitMail(address).code() + "\",\"password\":\"Different1\"}");
      String other =
          server
              .json(
                  "POST",
                  "/auth/login/",
                  "{\"email\":\"" + address + "\",\"password\":\"Different1\"}")
              .text("token");
      server.clock().advance(Duration.ofDays(2));
      assertThat(me(server, key).status()).isEqualTo(403);
      assertThat(server.get("/account/profile/", "Authorization: Token " + other).status())
          .isEqualTo(200);
    }
  }

  @Test
  void aCookieOfAIsRenewedUntilTheAbsoluteEndOnly() {
    try (TestServer server = TestServer.start("VESTIBULE_USERACCOUNT_ABSOLUTE_LIFETIME=2h")) {
      String token = Member.registered(server).token();
      for (int quarter = 0; quarter < 7; quarter++) {
        server.clock().advance(Duration.ofMinutes(15));
        Reply reply = server.get("/user_account/profile_settings", Member.inCookie(token));
        assertThat(reply.status()).isEqualTo(200);
        token = reply.headers("Set-Cookie").isEmpty() ? token : reply.cookie("access_token_cookie");
        server.server().tokens().lastUse().flush();
      }
      server.clock().advance(Duration.ofMinutes(15));
      assertThat(server.get("/user_account/profile_settings", Member.inCookie(token)).whole())
          .isEqualTo(REVOKED);
    }
  }

  private static Reply chatLogin(TestServer server) {
    String body =
        "{\"email\":\"" + server.unique("life") + "@example.org\",\"password\":\"Different1\"}";
    assertThat(server.json("POST", "/api/register/", body).status()).isEqualTo(201);
    return server.json("POST", "/api/token/", body);
  }

  private static Reply user(TestServer server, String access) {
    return server.get("/api/user/", Member.bearer(access));
  }

  private static Reply refreshed(TestServer server, String refresh) {
    return server.json("POST", "/api/token/refresh/", "{\"refresh\":\"" + refresh + "\"}");
  }

  private static String personalKey(TestServer server) {
    String login = server.unique("life");
    Reply reply =
        server.json(
            "POST",
            "/account/registration",
            "{\"login\":\""
                + login
                + "\",\"password\":\"Passw0rd\",\"email\":\""
                + login
                + "@example.org\",\"first_name\":\"Пётр\",\"last_name\":\"Иванов\"}",
            "browser: x");
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.text("token");
  }

  private static Reply me(TestServer server, String key) {
    return server.get("/account/me", "Authorization: " + key);
  }
}
