package vestibule.contracts.useraccount;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.Member.bearer;
import static vestibule.contracts.Member.inCookie;

import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** The table of docs/contracts A.0, at both endpoints that require a token. */
class AuthenticationTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String MISSING =
      "401 {\"msg\":\"Missing JWT in headers or cookies (%s; Missing cookie"
          + " \\\"access_token_cookie\\\")\"}\n";
  private static final String NO_HEADER = MISSING.formatted("Missing Authorization Header");
  private static final String NO_TYPE =
      MISSING.formatted(
          "Missing 'Bearer' type in 'Authorization' header. "
              + "Expected 'Authorization: Bearer <JWT>'");
  private static final String BAD_HEADER =
      "422 {\"msg\":\"Bad Authorization header. Expected 'Authorization: Bearer <JWT>'\"}\n";

  @Test
  void noTokenAtAll() {
    assertEverywhere(NO_HEADER);
    assertEverywhere(NO_HEADER, "Cookie: other=1; csrf_access_token=x");
    assertEverywhere(NO_HEADER, "Cookie: access_token_cookie=");
    assertEverywhere(NO_HEADER, "X-CSRF-TOKEN: x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic YTpi",
        "Token a.b.c",
        "bearer a.b.c",
        "BEARER a.b.c",
        "Bearera.b.c",
        "a.b.c",
        "JWT Bearer",
        "Bearer a.b.c, Bearer a.b.c",
      })
  void anotherSchemeAndNoCookie(String header) {
    assertEverywhere(NO_TYPE, "Authorization: " + header);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Bearer a.b.c d", "Bearer a b c", "Basic YTpi, Bearer"})
  void bearerWithoutOneToken(String header) {
    assertEverywhere(BAD_HEADER, "Authorization: " + header);
  }

  @Test
  void aCookieDoesNotMendABadHeaderButStandsInForAnotherScheme() {
    String token = Member.registered(SERVER).token();
    assertEverywhere(BAD_HEADER, "Authorization: Bearer", inCookie(token));
    assertEverywhere(
        "422 {\"msg\":\"Not enough segments\"}\n", bearer("nonsense"), inCookie(token));
    assertThat(profile("Authorization: Basic YTpi", inCookie(token)).status()).isEqualTo(200);
    assertThat(profile("Authorization: Basic YTpi, Bearer " + token).status()).isEqualTo(200);
    assertThat(profile(bearer(token), inCookie("nonsense")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | Not enough segments",
        "a.b.c | Invalid header padding",
        "e30.a.c | Invalid payload padding",
        "e30.e30.a | Invalid crypto padding",
        "W10.e30.e30 | Invalid header string: must be a json object",
        "e30.e30.e30 | The specified alg value is not allowed",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.AAAA | Signature verification failed",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0. | The specified alg value is not allowed",
      })
  void aDamagedTokenIsToldWhatIsWrongInTheLibrarysWords(String token, String words) {
    String expected = "422 {\"msg\":\"" + words + "\"}\n";
    assertEverywhere(expected, bearer(token));
    assertEverywhere(expected, inCookie(token));
  }

  @Test
  void anotherAccountsClaimsUnderATrueSignatureAreDamaged() {
    String token = Member.registered(SERVER).token();
    String[] segments = token.split("\\.");
    String claims = new String(Base64.getUrlDecoder().decode(segments[1]), UTF_8);
    String forged =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                claims.replaceFirst("\"sub\":\"(\\d+)\"", "\"sub\":\"1$1\"").getBytes(UTF_8));
    assertEverywhere(
        "422 {\"msg\":\"Signature verification failed\"}\n",
        bearer(segments[0] + "." + forged + "." + segments[2]));
    assertEverywhere(
        "422 {\"msg\":\"Signature verification failed\"}\n",
        bearer(token.substring(0, token.length() - 4) + "AAAA"));
  }

  @Test
  void anExpiredTokenIs403AsTheDocumentSays() {
    try (TestServer server = TestServer.start()) {
      String token = Member.registered(server).token();
      server.clock().advance(Duration.ofHours(1));
      for (String proof : new String[] {bearer(token), inCookie(token)}) {
        for (String path : new String[] {"profile_settings", "logout"}) {
          Reply reply = server.get("/user_account/" + path, proof);
          assertThat(reply.whole()).isEqualTo("403 {\"msg\":\"Token has expired\"}\n");
          assertThat(reply.headers("Set-Cookie")).isEmpty();
        }
      }
    }
  }

  @Test
  void anAccountThatIsDisabledOrDeletedCannotBeLoaded() {
    Member member = Member.registered(SERVER);
    long id = member.account();
    String token = member.token();
    String unloadable = "401 {\"msg\":\"Error loading the user " + id + "\"}\n";
    SERVER.core().administration().disable(id);
    assertEverywhere(unloadable, bearer(token));
    assertEverywhere(unloadable, inCookie(token));
    SERVER.core().administration().enable(id);
    assertEverywhere("401 {\"msg\":\"Token has been revoked\"}\n", bearer(token));
    SERVER.core().administration().delete(id);
    assertEverywhere(unloadable, bearer(token));
  }

  @Test
  void aTokenOfContractCIsNoneOfOurs() {
    Member member = Member.registered(SERVER);
    Reply pair =
        SERVER.json(
            "POST",
            "/api/token/",
            "{\"email\":\"%s\",\"password\":\"1234\"}".formatted(member.address()));
    assertThat(pair.status()).isEqualTo(200);
    for (String kind : new String[] {"access", "refresh"}) {
      assertEverywhere(
          "422 {\"msg\":\"Signature verification failed\"}\n", bearer(pair.text(kind)));
    }
  }

  private static void assertEverywhere(String expected, String... headers) {
    for (String path : new String[] {"profile_settings", "logout"}) {
      Reply reply = SERVER.get("/user_account/" + path, headers);
      assertThat(reply.whole()).isEqualTo(expected);
      assertThat(reply.headers("Set-Cookie")).isEmpty();
    }
  }

  private static Reply profile(String... headers) {
    return SERVER.get("/user_account/profile_settings", headers);
  }
}
