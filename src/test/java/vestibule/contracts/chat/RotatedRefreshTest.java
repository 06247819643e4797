package vestibule.contracts.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.Together;

/** {@code POST /api/token/refresh/} where {@code chat.rotate-refresh} is on. */
class RotatedRefreshTest {

  private static final String ENDED =
      "401 {\"detail\":\"Token is invalid or expired\",\"code\":\"token_not_valid\"}";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            "VESTIBULE_CHAT_ROTATE_REFRESH=on", "VESTIBULE_CHAT_ABSOLUTE_LIFETIME=30d");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void answersWithBothTokensOfOneFamily() {
    String first = ChatMember.registered(server).refresh();
    Reply reply = refreshed(first);
    String access = reply.text("access");
    String second = reply.text("refresh");
    assertThat(reply.whole())
        .isEqualTo("200 {\"access\":\"%s\",\"refresh\":\"%s\"}".formatted(access, second));
    assertThat(second).isNotEqualTo(first);
    JsonNode claims = TokenTest.payload(second);
    assertThat(claims.get("jti").asString().substring(0, 16))
        .isEqualTo(TokenTest.payload(first).get("jti").asString().substring(0, 16));
    assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(864_000);
    assertThat(server.get("/api/user/", ChatMember.bearer(access)).status()).isEqualTo(200);
    assertThat(refreshed(second).status()).isEqualTo(200);
  }

  @Test
  void fiftyTabsGetTheSameBytes() {
    String refresh = ChatMember.registered(server).refresh();
    List<String> answers = Together.run(50, i -> refreshed(refresh).whole());
    assertThat(answers.stream().distinct()).hasSize(1);
    assertThat(answers.getFirst()).startsWith("200 ");
  }

  @Test
  void aCopyEndsTheFamilyAndTheOwnerIsTold() {
    ChatMember member = ChatMember.registered(server);
    server.get(member.confirmation().path());
    String first = member.refresh();
    Reply pair = refreshed(first);
    server.clock().advance(Duration.ofSeconds(31));
    Reply reused = refreshed(first);
    assertThat(reused.whole()).isEqualTo(ENDED);
    assertThat(reused.header("WWW-Authenticate")).contains("Bearer realm=\"api\"");
    assertThat(refreshed(pair.text("refresh")).whole()).isEqualTo(ENDED);
    assertThat(server.get("/api/user/", ChatMember.bearer(pair.text("access"))).status())
        .isEqualTo(401);
    assertThat(server.awaitMail(member.address()).subject())
        .isEqualTo("Your account at Vestibule was used from two places at once");
    server.assertNoMail(member.address());
  }

  @Test
  void aSessionThatRotatesGoesOnWhileItIsUsedUntilItsAbsoluteEnd() {
    try (TestServer own =
        TestServer.start(
            "VESTIBULE_CHAT_ROTATE_REFRESH=on", "VESTIBULE_CHAT_ABSOLUTE_LIFETIME=30d")) {
      String refresh = ChatMember.registered(own).refresh();
      for (int day = 5; day < 30; day += 5) {
        own.clock().advance(Duration.ofDays(5));
        Reply reply = refreshed(own, refresh);
        assertThat(reply.status()).as("day " + day).isEqualTo(200);
        refresh = reply.text("refresh");
        own.server().tokens().lastUse().flush();
      }
      own.clock().advance(Duration.ofDays(5));
      assertThat(refreshed(own, refresh).whole()).isEqualTo(ENDED);
    }
  }

  private static Reply refreshed(String token) {
    return refreshed(server, token);
  }

  private static Reply refreshed(TestServer at, String token) {
    return at.json("POST", "/api/token/refresh/", "{\"refresh\":\"" + token + "\"}");
  }
}
