package vestibule.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.v1.OwnPerson.post;
import static vestibule.v1.OwnPerson.problem;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.Together;

/** {@code POST /v1/sessions/refresh}: going on, and what no refresh token is. */
class RefreshingTest {

  private final TestServer server = TestServer.shared();

  private Reply refresh(String token) {
    return post(server, "/v1/sessions/refresh", "'refresh_token':'%s'", token);
  }

  private static String claims(Reply reply) {
    String token = reply.text("access_token");
    return part(token, 1);
  }

  private static String part(String token, int number) {
    return new String(
        Base64.getUrlDecoder().decode(token.split("\\.")[number]), StandardCharsets.UTF_8);
  }

  @Test
  void aRefreshTokenGoesOnAndWorksOnce() {
    OwnPerson person = OwnPerson.registered(server);
    Reply first = person.signIn();
    Reply second = refresh(first.text("refresh_token"));
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.text("session")).isEqualTo(first.text("session"));
    assertThat(second.text("refresh_token")).isNotEqualTo(first.text("refresh_token"));
    assertThat(claims(second)).isNotEqualTo(claims(first));
    assertThat(server.get("/v1/account", OwnPerson.bearer(second)).status()).isEqualTo(200);
    assertThat(refresh(second.text("refresh_token")).status()).isEqualTo(200);
  }

  @Test
  void fiftyTabsGetTheSameTokens() {
    Reply first = OwnPerson.registered(server).signIn();
    List<Reply> replies = Together.run(50, _ -> refresh(first.text("refresh_token")));
    assertThat(replies).extracting(Reply::status).containsOnly(200);
    assertThat(replies)
        .extracting(reply -> reply.text("refresh_token"))
        .containsOnly(replies.getFirst().text("refresh_token"));
    assertThat(replies).extracting(RefreshingTest::claims).containsOnly(claims(replies.getFirst()));
    assertThat(refresh(replies.getFirst().text("refresh_token")).status()).isEqualTo(200);
  }

  @Test
  void aCopyEndsTheSessionAndItsOwnerIsTold() {
    try (TestServer own = TestServer.start()) {
      OwnPerson person = OwnPerson.confirmed(own);
      Reply first = person.signIn();
      String token = first.text("refresh_token");
      Reply second = post(own, "/v1/sessions/refresh", "'refresh_token':'%s'", token);
      own.clock().advance(Duration.ofSeconds(31));
      assertThat(post(own, "/v1/sessions/refresh", "'refresh_token':'%s'", token).whole())
          .isEqualTo(problem(401, "session_ended", "The session has ended."));
      assertThat(own.get("/v1/account", OwnPerson.bearer(second)).text("code"))
          .isEqualTo("session_ended");
      assertThat(
              post(
                      own,
                      "/v1/sessions/refresh",
                      "'refresh_token':'%s'",
                      second.text("refresh_token"))
                  .text("code"))
          .isEqualTo("session_ended");
      assertThat(own.awaitMail(person.email()).path()).startsWith("/v1/not-me/");
    }
  }

  @Test
  void tokensLiveAsLongAsTheirSettingsSay() {
    try (TestServer own =
        TestServer.start(
            "VESTIBULE_V1_ACCESS_LIFETIME=5m",
            "VESTIBULE_V1_IDLE_LIFETIME=10d",
            "VESTIBULE_V1_ABSOLUTE_LIFETIME=25d")) {
      OwnPerson person = OwnPerson.registered(own);
      Reply reply = person.signIn();
      assertThat(reply.text("expires_in")).isEqualTo("300");
      own.clock().advance(Duration.ofMinutes(5));
      assertThat(own.get("/v1/account", OwnPerson.bearer(reply)).whole())
          .isEqualTo(problem(401, "token_expired", "The credential is too old."));
      for (int use = 0; use < 3; use++) {
        own.clock().advance(Duration.ofDays(8));
        own.server().tokens().lastUse().flush();
        reply =
            post(own, "/v1/sessions/refresh", "'refresh_token':'%s'", reply.text("refresh_token"));
        assertThat(reply.status()).as("use " + use).isEqualTo(200);
        own.server().tokens().lastUse().flush();
      }
      own.clock().advance(Duration.ofDays(1));
      assertThat(
              post(own, "/v1/sessions/refresh", "'refresh_token':'%s'", reply.text("refresh_token"))
                  .text("code"))
          .isEqualTo("session_ended");
      Reply idle = person.signIn();
      own.clock().advance(Duration.ofDays(10).plusHours(1));
      assertThat(
              post(own, "/v1/sessions/refresh", "'refresh_token':'%s'", idle.text("refresh_token"))
                  .text("code"))
          .isEqualTo("session_ended");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "vr1_", "vr1_!", "a.b.c", "vr1_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void whatIsNoRefreshTokenIsNone(String token) {
    assertThat(refresh(token).whole())
        .isEqualTo(problem(401, "token_invalid", "The credential is none of this server's."));
  }

  @Test
  void noLetterOfARefreshTokenCanBeAnother() {
    String token = OwnPerson.registered(server).signIn().text("refresh_token");
    for (int at = 4; at < token.length(); at += 7) {
      char other = token.charAt(at) == 'A' ? 'B' : 'A';
      String forged = token.substring(0, at) + other + token.substring(at + 1);
      assertThat(refresh(forged).text("code")).as(forged).isEqualTo("token_invalid");
    }
    for (String forged : List.of(token + "=", token + "A", " " + token, token.substring(1))) {
      assertThat(refresh(forged).text("code")).isEqualTo("token_invalid");
    }
    assertThat(refresh(token).status()).isEqualTo(200);
  }

  @Test
  void eachTokenIsGoodForItsOwnUseAlone() {
    Reply pair = OwnPerson.registered(server).signIn();
    assertThat(refresh(pair.text("access_token")).text("code")).isEqualTo("token_invalid");
    String refresh = pair.text("refresh_token");
    for (String header :
        List.of("Authorization: Bearer " + refresh, "Cookie: __Host-vestibule=" + refresh)) {
      assertThat(server.get("/v1/account", header).text("code")).isEqualTo("token_invalid");
    }
    String access = pair.text("access_token");
    assertThat(server.get("/v1/account", "Cookie: __Host-vestibule=" + access).text("code"))
        .isEqualTo("token_invalid");
    assertThat(server.get("/api/user/", "Authorization: Bearer " + access).status()).isEqualTo(401);
  }

  @Test
  void aSessionThatIsEndedIsNotGoneOnWith() {
    Reply pair = OwnPerson.registered(server).signIn();
    assertThat(server.send("DELETE", "/v1/sessions/current", null, OwnPerson.bearer(pair)).whole())
        .isEqualTo("204 ");
    assertThat(refresh(pair.text("refresh_token")).whole())
        .isEqualTo(problem(401, "session_ended", "The session has ended."));
  }
}
