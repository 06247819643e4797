package vestibule.contracts.knowme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;

/** Whom document D lets in: the table of docs/contracts D.0, and tokens of other documents. */
class CallerTest {

  private static final String PROFILE = "/account/profile/";
  private static final String VERIFY = "/account/verify-email/";
  private static final String INVALID = "{\"detail\":\"Invalid token.\"}";
  private static final String UNVERIFIED =
      "{\"detail\":\"You must verify this email address before logging in.\"}";
  private static final String NOT_PROVIDED =
      "{\"detail\":\"Authentication credentials were not provided.\"}";

  private final TestServer server = TestServer.shared();

  @ParameterizedTest
  @ValueSource(strings = {"Token %s", "token %s", "TOKEN   %s", "\tToken %s "})
  void takesItsKeys(String header) {
    KnowMeMember member = KnowMeMember.ready(server);
    Reply reply = server.get(PROFILE, "Authorization: " + header.formatted(member.key()));
    assertThat(reply.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|Authentication credentials were not provided.",
        "Basic YTpi|Authentication credentials were not provided.",
        "0123456789012345678901234567890123456789|Authentication credentials were not provided.",
        "Token|Invalid token header. No credentials provided.",
        "Token a b|Invalid token header. Token string should not contain spaces.",
        "Token 0123456789012345678901234567890123456789|Invalid token.",
        "Token x|Invalid token.",
        "Bearer|Invalid token header. No credentials provided.",
        "Bearer a b|Invalid token header. Token string should not contain spaces.",
        "Bearer a.b.c|Invalid token."
      })
  void refuses(String header, String sentence) {
    Reply reply = server.get(PROFILE, "Authorization: " + header);
    assertForbidden(reply, "{\"detail\":\"" + sentence + "\"}");
  }

  @Test
  void refusesStrangersOnEveryRouteAndMethod() {
    Map<String, List<String>> routes =
        Map.of(
            PROFILE,
            List.of("GET", "PUT", "PATCH", "POST", "DELETE"),
            "/account/change-password",
            List.of("POST", "GET", "PUT"),
            "/account/emails/",
            List.of("GET", "POST", "DELETE"),
            "/account/emails/1",
            List.of("GET", "PUT", "PATCH", "DELETE", "POST"));
    routes.forEach(
        (path, methods) ->
            methods.forEach(
                method ->
                    assertForbidden(
                        server.json(method, path, "{", "Cookie: access_token_cookie=x"),
                        NOT_PROVIDED)));
    assertThat(server.send("HEAD", PROFILE, null).status()).isEqualTo(403);
  }

  /** A bad Token header gives 403 on public endpoints too; whoever has none may come in. */
  @Test
  void refusesBadKeysOnPublicRoutesToo() {
    assertForbidden(server.json("POST", VERIFY, "{", "Authorization: Token x"), INVALID);
    assertForbidden(server.get(VERIFY, "Authorization: Token x"), INVALID);
    assertForbidden(server.json("POST", VERIFY, "{", "Authorization: Bearer x"), INVALID);
    assertThat(server.get(VERIFY, "Authorization: Basic x").status()).isEqualTo(405);
  }

  @Test
  void tellsInactiveEndedAndDeletedApart() {
    KnowMeMember member = KnowMeMember.ready(server);
    server.core().administration().disable(member.id());
    assertForbidden(member.get(PROFILE), "{\"detail\":\"User inactive or deleted.\"}");
    server.core().administration().enable(member.id());
    assertForbidden(member.get(PROFILE), INVALID);
    server.core().administration().delete(member.id());
    assertForbidden(member.get(PROFILE), INVALID);
  }

  @Test
  void keysEndAfterAYearWithoutUse() {
    try (TestServer own = TestServer.start()) {
      KnowMeMember member = KnowMeMember.ready(own);
      own.clock().advance(Duration.ofDays(364));
      assertThat(member.get(PROFILE).status()).isEqualTo(200);
      own.clock().advance(Duration.ofDays(366));
      assertForbidden(member.get(PROFILE), INVALID);
    }
  }

  @Test
  void takesTokensOfCOnceAnAddressIsConfirmed() {
    String address = server.unique("c") + "@example.com";
    String body = KnowMeMember.credentials(address, KnowMeMember.PASSWORD);
    server.json("POST", "/api/register/", body);
    Reply pair = server.json("POST", "/api/token/", body);
    String bearer = "Authorization: Bearer " + pair.text("access");
    assertForbidden(server.get(PROFILE, bearer), UNVERIFIED);
    assertForbidden(server.send("DELETE", PROFILE, null, bearer), UNVERIFIED);
    assertThat(server.json("POST", VERIFY, "{}", bearer).status()).isEqualTo(400);
    server.get(server.awaitMail(address).path());
    assertThat(server.get(PROFILE, bearer).text("email")).isEqualTo(address);
    assertForbidden(server.get(PROFILE, "Authorization: Bearer " + pair.text("refresh")), INVALID);
    assertForbidden(server.get(PROFILE, "Authorization: Token " + pair.text("access")), INVALID);
  }

  @Test
  void takesTokensOfAAndShowsItsNames() {
    String name = server.unique("a");
    String address = name + "@example.com";
    server.json(
        "POST",
        "/user_account/registration",
        "{\"username\":\"%s\",\"full_name\":\"Admin A.A.\",\"email\":\"%s\",\"pwd\":\"1234\"}"
            .formatted(name, address));
    server.get(server.awaitMail(address).path());
    String token =
        server
            .json(
                "POST",
                "/user_account/login",
                "{\"username\":\"%s\",\"pwd\":\"1234\"}".formatted(name))
            .text("token");
    Reply reply = server.get(PROFILE, "Authorization: bearer " + token);
    assertThat(reply.body())
        .endsWith(
            ",\"email\":\"%s\",\"first_name\":\"Admin\",\"last_name\":\"A.A.\"}"
                .formatted(address));
    assertForbidden(server.get(PROFILE, "Cookie: access_token_cookie=" + token), NOT_PROVIDED);
    server.get("/user_account/logout", "Authorization: Bearer " + token);
    assertForbidden(server.get(PROFILE, "Authorization: Bearer " + token), INVALID);
  }

  private static void assertForbidden(Reply reply, String body) {
    assertThat(reply.whole()).isEqualTo("403 " + body);
    assertThat(reply.header("WWW-Authenticate")).isEmpty();
  }
}
