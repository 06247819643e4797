package vestibule.contracts.former;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.Reply;
import vestibule.contracts.Member;

/** Old tokens in the cookies that Flask-JWT-Extended had set, at contracts A and B. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormerCookiesTest {

  private static final String PROFILE = "/user_account/profile_settings";
  private static final String LOGOUT = "/user_account/logout";
  private static final String FOREIGN = "Origin: https://evil.example";

  private final FormerTokenWorld world = new FormerTokenWorld();

  @AfterAll
  void close() {
    world.close();
  }

  private static JsonNode claims(String token) {
    return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
  }

  private Reply inCookie(String path, String token, String... more) {
    String[] headers = Arrays.copyOf(more, more.length + 1);
    headers[more.length] = Member.inCookie(token);
    return world.server.get(path, headers);
  }

  @ParameterizedTest
  @ValueSource(strings = {PROFILE, "/api/user_account/profile_settings", "/api/profile_settings"})
  void aCookieIsAsGoodAsAHeader(String path) {
    String oldId = UUID.randomUUID().toString();
    world.moved("shop", oldId);
    String token = world.shop(oldId);
    Reply reply = inCookie(path, token);
    assertThat(reply.whole())
        .startsWith("200 ")
        .isEqualTo(world.server.get(path, Member.bearer(token)).whole());
    assertThat(reply.headers("Set-Cookie")).isEmpty();
  }

  /** Two hours and ten minutes: it is renewed when half of that is left. */
  @Test
  void oneThatIsNearItsEndIsRenewedToOurs() {
    try (FormerTokenWorld own = new FormerTokenWorld()) {
      Member member = own.moved("shop", "7");
      String token = own.shop("7");
      own.server.clock().advance(Duration.ofMinutes(50));
      assertThat(own.server.get(PROFILE, Member.inCookie(token)).headers("Set-Cookie")).isEmpty();
      own.server.clock().advance(Duration.ofMinutes(10));
      Reply renewing = own.server.get(PROFILE, Member.inCookie(token));
      String ours = renewing.cookie("access_token_cookie");
      String csrf = renewing.cookie("csrf_access_token");
      assertThat(renewing.setCookie("access_token_cookie"))
          .isEqualTo("access_token_cookie=" + ours + "; HttpOnly; Path=/");
      assertThat(renewing.setCookie("csrf_access_token"))
          .isEqualTo("csrf_access_token=" + csrf + "; Path=/");
      assertThat(claims(ours).path("sub").asString()).isEqualTo(Long.toString(member.account()));
      assertThat(claims(ours).path("csrf").asString()).isEqualTo(csrf);
      assertThat(claims(ours).path("exp").asLong() - claims(ours).path("iat").asLong())
          .isEqualTo(3_600);
      assertThat(own.server.get(PROFILE, Member.bearer(token)).headers("Set-Cookie")).isEmpty();
      own.server.clock().advance(Duration.ofMinutes(40));
      Reply renewed = own.server.get(PROFILE, Member.inCookie(ours));
      assertThat(renewed.whole()).isEqualTo(renewing.whole());
      assertThat(renewed.cookie("csrf_access_token")).isEqualTo(csrf);
      own.server.clock().advance(Duration.ofMinutes(50));
      assertThat(own.server.get(PROFILE, Member.inCookie(token)).whole())
          .isEqualTo("403 {\"msg\":\"Token has expired\"}\n");
      String last = renewed.cookie("access_token_cookie");
      assertThat(own.server.get(PROFILE, Member.inCookie(last)).status()).isEqualTo(200);
      assertThat(own.count("select count(*) from session")).isEqualTo(1);
      assertThat(own.server.get(LOGOUT, Member.inCookie(last)).status()).isEqualTo(200);
      assertThat(own.server.get(PROFILE, Member.inCookie(last)).whole())
          .isEqualTo("401 {\"msg\":\"Token has been revoked\"}\n");
    }
  }

  @Test
  void oneWhoseInstallationEndsBeforeItIsRenewedInTime() {
    try (FormerTokenWorld own = new FormerTokenWorld()) {
      own.moved("shop", "7");
      String token = own.shop("7", "exp", own.cutOver.plus(Duration.ofDays(300)).getEpochSecond());
      own.server.clock().advance(Duration.ofDays(14));
      assertThat(own.server.get(PROFILE, Member.inCookie(token)).headers("Set-Cookie")).isEmpty();
      own.server.clock().advance(Duration.ofDays(3));
      assertThat(own.server.get(PROFILE, Member.inCookie(token)).headers("Set-Cookie")).hasSize(2);
    }
  }

  /** "CSRF double submit" (docs/contracts A.0-7): the value that the old page had been given. */
  @Test
  void aPageOfAnotherSiteShowsTheValueOfTheOldCookieOrDoesNothing() {
    String oldId = UUID.randomUUID().toString();
    world.moved("shop", oldId);
    String token = world.shop(oldId);
    String csrf = claims(token).path("csrf").asString();
    assertThat(inCookie(LOGOUT, token, FOREIGN).whole())
        .isEqualTo("401 {\"msg\":\"Missing CSRF token\"}\n");
    for (String wrong : List.of("", "x", csrf + "x", claims(token).path("jti").asString())) {
      assertThat(inCookie(LOGOUT, token, FOREIGN, "X-CSRF-TOKEN: " + wrong).whole())
          .isEqualTo("401 {\"msg\":\"CSRF double submit tokens do not match\"}\n");
    }
    assertThat(inCookie(PROFILE, token, FOREIGN).status()).isEqualTo(200);
    assertThat(inCookie(LOGOUT, token, FOREIGN, "X-CSRF-TOKEN: " + csrf).whole())
        .isEqualTo("200 {\"msg\":\"logout successful\"}\n");
    assertThat(inCookie(PROFILE, token).whole())
        .isEqualTo("401 {\"msg\":\"Token has been revoked\"}\n");
  }

  /** As the library says it, whose headers need none (docs/contracts A.0-7). */
  @Test
  void aTokenThatWasMadeForHeadersChangesNothingFromACookie() {
    String oldId = UUID.randomUUID().toString();
    world.moved("shop", oldId);
    String token =
        FormerTokenWorld.hs256(
            FormerTokenWorld.SECRET, world.claims("type", "access", "sub", oldId));
    for (String shown : List.of("", "x", "null")) {
      assertThat(inCookie(LOGOUT, token, FOREIGN, "X-CSRF-TOKEN: " + shown).whole())
          .isEqualTo("422 {\"msg\":\"Missing claim: csrf\"}\n");
      Reply ended =
          world.server.send(
              "DELETE",
              "/v1/sessions/current",
              null,
              Member.inCookie(token),
              "X-CSRF-TOKEN: " + shown);
      assertThat(ended.status() + ended.text("code")).isEqualTo("403csrf_mismatch");
    }
    assertThat(world.server.get(LOGOUT, Member.bearer(token)).status()).isEqualTo(200);
  }

  @Test
  void ourOwnPathsAskForTheOldValueToo() {
    String oldId = UUID.randomUUID().toString();
    world.moved("shop", oldId);
    String token = world.shop(oldId);
    String csrf = claims(token).path("csrf").asString();
    assertThat(inCookie("/v1/sessions", token).status()).isEqualTo(200);
    Reply refused =
        world.server.send("DELETE", "/v1/sessions/current", null, Member.inCookie(token));
    assertThat(refused.status() + refused.text("code")).isEqualTo("403csrf_mismatch");
    Reply ended =
        world.server.send(
            "DELETE",
            "/v1/sessions/current",
            null,
            Member.inCookie(token),
            "X-CSRF-TOKEN: " + csrf);
    assertThat(ended.whole()).isEqualTo("204 ");
    assertThat(ended.setCookie("access_token_cookie")).startsWith("access_token_cookie=;");
    assertThat(inCookie("/v1/sessions", token).text("code")).isEqualTo("session_ended");
  }

  @Test
  void aLogOutClearsTheOldCookiesAndHolds() {
    String oldId = UUID.randomUUID().toString();
    world.moved("shop", oldId);
    String token = world.shop(oldId);
    Reply loggedOut = inCookie(LOGOUT, token);
    assertThat(loggedOut.whole()).isEqualTo("200 {\"msg\":\"logout successful\"}\n");
    assertThat(loggedOut.headers("Set-Cookie"))
        .extracting(line -> line.substring(0, line.indexOf('=') + 2))
        .containsExactly(
            "access_token_cookie=;",
            "csrf_access_token=;",
            "refresh_token_cookie=;",
            "csrf_refresh_token=;");
    for (String header : List.of(Member.inCookie(token), Member.bearer(token))) {
      assertThat(world.server.get(PROFILE, header).whole())
          .isEqualTo("401 {\"msg\":\"Token has been revoked\"}\n");
      assertThat(world.server.get("/api/profile_settings", header).whole())
          .isEqualTo("401 {\"msg\":\"Token has been revoked\",\"status\":\"ERR\"}\n");
    }
  }

  /** "requires NO auth cookies or headers" (docs/contracts A.3), old ones neither. */
  @Test
  void whoHoldsOneIsAuthenticatedAlready() {
    String oldId = UUID.randomUUID().toString();
    Member member = world.moved("shop", oldId);
    String body = "{\"username\":\"" + member.name() + "\"}";
    String path = "/user_account/reset_password_request";
    for (String header :
        List.of(Member.inCookie(world.shop(oldId)), Member.bearer(world.shop(oldId)))) {
      assertThat(world.server.json("POST", path, body, header).whole())
          .isEqualTo("403 {\"msg\":\"user is already authenticated\"}\n");
    }
    assertThat(world.server.json("POST", path, body, Member.inCookie(world.shop("x"))).status())
        .isEqualTo(200);
  }

  @Test
  void ofTwoCookiesNeitherCounts() {
    String oldId = UUID.randomUUID().toString();
    world.moved("shop", oldId);
    String two = Member.inCookie(world.shop(oldId)) + "; access_token_cookie=" + world.shop(oldId);
    assertThat(world.server.get(PROFILE, two).whole())
        .isEqualTo("422 {\"msg\":\"Signature verification failed\"}\n");
  }
}
