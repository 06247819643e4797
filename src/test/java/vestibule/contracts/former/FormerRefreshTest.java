package vestibule.contracts.former;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.Reply;
import vestibule.contracts.Member;

/** Old refresh tokens at contract C: each gives a pair of ours. */
class FormerRefreshTest {

  private static final String REFUSED =
      "401 {\"detail\":\"Token is invalid or expired\",\"code\":\"token_not_valid\"}";
  private static final String ROTATE = "VESTIBULE_CHAT_ROTATE_REFRESH=on";

  private static Reply refresh(FormerTokenWorld world, String token) {
    return world.server.form("POST", "/api/token/refresh/", "refresh=" + token);
  }

  private static Reply whoami(FormerTokenWorld world, String token) {
    return world.server.get("/api/user/", Member.bearer(token));
  }

  private static String oldRefresh(FormerTokenWorld world) {
    return world.club(
        7, "token_type", "refresh", "exp", world.cutOver.plus(Duration.ofDays(9)).getEpochSecond());
  }

  private static JsonNode claims(String token) {
    return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
  }

  @Test
  void eachUseGivesAPairOfOursAndOneSession() {
    try (FormerTokenWorld world = new FormerTokenWorld()) {
      Member member = world.moved("club", "7");
      String old = oldRefresh(world);
      for (int use = 0; use < 3; use++) {
        Reply reply = refresh(world, old);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().propertyNames()).containsExactly("access", "refresh");
        String access = reply.text("access");
        String refresh = reply.text("refresh");
        assertThat(claims(access).propertyNames())
            .containsExactly("token_type", "exp", "iat", "jti", "user_id");
        assertThat(claims(access).path("user_id").asLong()).isEqualTo(member.account());
        assertThat(claims(refresh).path("token_type").asString()).isEqualTo("refresh");
        assertThat(whoami(world, access).whole())
            .isEqualTo(
                "200 {\"id\":%d,\"email\":\"%s\",\"is_email_confirmed\":true}"
                    .formatted(member.account(), member.address()));
        Reply again = refresh(world, refresh);
        assertThat(again.json().propertyNames()).containsExactly("access");
        assertThat(whoami(world, again.text("access")).status()).isEqualTo(200);
      }
      assertThat(world.count("select count(*) from session")).isEqualTo(1);
    }
  }

  @Test
  void itEndsWithItsSessionAndSoDoItsPairs() {
    try (FormerTokenWorld world = new FormerTokenWorld()) {
      world.moved("club", "7");
      String old = oldRefresh(world);
      Reply pair = refresh(world, old);
      Reply ended =
          world.server.send(
              "DELETE", "/v1/sessions/current", null, Member.bearer(pair.text("access")));
      assertThat(ended.status()).isEqualTo(204);
      assertThat(refresh(world, old).whole()).isEqualTo(REFUSED);
      assertThat(refresh(world, pair.text("refresh")).whole()).isEqualTo(REFUSED);
      assertThat(whoami(world, pair.text("access")).status()).isEqualTo(401);
    }
  }

  @Test
  void itWorksToItsEndAndTheLastPairBeyond() {
    try (FormerTokenWorld world = new FormerTokenWorld()) {
      world.moved("club", "7");
      String old = oldRefresh(world);
      world.server.clock().advance(Duration.ofDays(9).minusMinutes(5));
      Reply pair = refresh(world, old);
      assertThat(pair.status()).isEqualTo(200);
      world.server.clock().advance(Duration.ofMinutes(6));
      assertThat(refresh(world, old).whole()).isEqualTo(REFUSED);
      world.server.clock().advance(Duration.ofDays(9));
      assertThat(refresh(world, pair.text("refresh")).status()).isEqualTo(200);
    }
  }

  /** Where ours rotate it works once, and a second use after half a minute ends the session. */
  @Test
  void whereOursRotateItDoesToo() {
    try (FormerTokenWorld world = new FormerTokenWorld(ROTATE)) {
      world.moved("club", "7");
      String old = oldRefresh(world);
      Reply pair = refresh(world, old);
      assertThat(pair.json().propertyNames()).containsExactly("access", "refresh");
      assertThat(refresh(world, old).whole()).isEqualTo(pair.whole());
      Reply next = refresh(world, pair.text("refresh"));
      assertThat(next.status()).isEqualTo(200);
      world.server.clock().advance(Duration.ofSeconds(31));
      assertThat(refresh(world, old).whole()).isEqualTo(REFUSED);
      assertThat(refresh(world, next.text("refresh")).whole()).isEqualTo(REFUSED);
      assertThat(whoami(world, next.text("access")).status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"access", "sliding", "refresh of shop", "bare", "nobody", "disabled"})
  void othersAreRefusedInTheContractsWords(String kind) {
    try (FormerTokenWorld world = new FormerTokenWorld()) {
      Member member = world.moved("club", "7");
      world.remember("shop", "7", member.account());
      world.remember("bare", "7", member.account());
      if (kind.equals("disabled")) {
        world.server.core().administration().disable(member.account());
      }
      Map<String, String> words =
          Map.of(
              "access",
              "401 {\"detail\":\"Token has wrong type\",\"code\":\"token_not_valid\"}",
              "bare",
              "401 {\"detail\":\"Token has wrong type\",\"code\":\"token_not_valid\"}",
              "nobody",
              "401 {\"detail\":\"User not found\",\"code\":\"user_not_found\"}",
              "disabled",
              "401 {\"detail\":\"No active account found with the given credentials\"}");
      String token =
          switch (kind) {
            case "access" -> world.club(7);
            case "sliding" -> world.club(7, "token_type", "sliding");
            case "refresh of shop" -> world.shop("7", "type", "refresh");
            case "bare" -> world.bare(7);
            case "nobody" -> world.club(8, "token_type", "refresh");
            default -> oldRefresh(world);
          };
      Reply reply = refresh(world, token);
      assertThat(reply.whole()).isEqualTo(words.getOrDefault(kind, REFUSED));
      assertThat(reply.header("WWW-Authenticate")).contains("Bearer realm=\"api\"");
      assertThat(world.count("select count(*) from session")).isZero();
    }
  }

  @Test
  void whatAProgramCalledARefreshTokenIsOne() {
    try (FormerTokenWorld world = new FormerTokenWorld()) {
      world.moved("bare", "7");
      assertThat(refresh(world, world.bare(7, "type", "refresh")).status()).isEqualTo(200);
    }
  }
}
