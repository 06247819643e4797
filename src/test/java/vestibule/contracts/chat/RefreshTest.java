package vestibule.contracts.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Golden;

/** {@code POST /api/token/refresh/}. */
class RefreshTest {

  private static final String PATH = "/api/token/refresh/";
  private static final String INVALID =
      "401 {\"detail\":\"Token is invalid or expired\",\"code\":\"token_not_valid\"}";

  private final TestServer server = TestServer.shared();
  private final ChatMember member = ChatMember.registered(server);

  @Test
  void answersAsTheDocumentShows() {
    Reply reply = server.form("POST", PATH, "refresh=" + member.refresh());
    String access = reply.text("access");
    assertThat(reply.whole()).isEqualTo("200 {\"access\":\"" + access + "\"}");
    TokenTest.assertSameMake(
        access, new Golden("chat").json("refresh-response").get("access").asString());
    assertThat(server.get("/api/user/", ChatMember.bearer(access)).whole())
        .isEqualTo("200 " + member.shown(false));
  }

  /** The third sample: its iat is the refresh token's, its exp a day from the refreshing. */
  @Test
  void accessTokensCarryTheIatOfTheRefreshToken() {
    try (TestServer own = TestServer.start()) {
      String refresh = ChatMember.registered(own).refresh();
      own.clock().advance(Duration.ofMinutes(90));
      JsonNode access = TokenTest.payload(refreshed(own, refresh).text("access"));
      long issued = access.get("iat").asLong();
      assertThat(issued).isEqualTo(TokenTest.payload(refresh).get("iat").asLong());
      assertThat(access.get("exp").asLong() - issued).isBetween(91_800L, 91_860L);
    }
  }

  @Test
  void aRefreshTokenWorksAgainAndAgainForTenDays() {
    try (TestServer own = TestServer.start()) {
      String refresh = ChatMember.registered(own).refresh();
      for (int day = 0; day < 9; day++) {
        own.clock().advance(Duration.ofDays(1));
        String access = refreshed(own, refresh).text("access");
        assertThat(own.get("/api/user/", ChatMember.bearer(access)).status()).isEqualTo(200);
      }
      own.clock().advance(Duration.ofDays(1));
      assertThat(refreshed(own, refresh).whole()).isEqualTo(INVALID);
    }
  }

  @Test
  void refusesWhatIsNoRefreshToken() {
    String refresh = member.refresh();
    String sample = new Golden("chat").json("token-response").get("refresh").asString();
    for (String token :
        List.of("x", "a.b.c", "..", refresh + "x", "\u0416".repeat(2_000), sample)) {
      Reply reply = refreshed(server, token);
      assertThat(reply.whole()).isEqualTo(INVALID);
      assertThat(reply.header("WWW-Authenticate")).contains("Bearer realm=\"api\"");
    }
    assertThat(refreshed(server, member.access()).whole())
        .isEqualTo("401 {\"detail\":\"Token has wrong type\",\"code\":\"token_not_valid\"}");
  }

  /** Ending a session ends every token that was ever renewed from it (docs/contracts 0.10). */
  @Test
  void tellsDisabledDeletedAndEndedApart() {
    String refresh = member.refresh();
    server.core().administration().disable(member.id());
    assertThat(refreshed(server, refresh).whole())
        .isEqualTo("401 {\"detail\":\"No active account found with the given credentials\"}");
    server.core().administration().enable(member.id());
    assertThat(refreshed(server, refresh).whole()).isEqualTo(INVALID);
    server.core().administration().delete(member.id());
    assertThat(refreshed(server, refresh).whole())
        .isEqualTo("401 {\"detail\":\"User not found\",\"code\":\"user_not_found\"}");
  }

  @Test
  void needsTheField() {
    assertThat(server.json("POST", PATH, "{}").whole())
        .isEqualTo("400 {\"refresh\":[\"This field is required.\"]}");
    assertThat(refreshed(server, " ").whole())
        .isEqualTo("400 {\"refresh\":[\"This field may not be blank.\"]}");
    assertThat(server.send("PUT", "/api/token/refresh", null).whole())
        .isEqualTo("405 {\"detail\":\"Method \\\"PUT\\\" not allowed.\"}");
  }

  private static Reply refreshed(TestServer server, String token) {
    return server.json("POST", PATH, "{\"refresh\":\"" + token + "\"}");
  }
}
