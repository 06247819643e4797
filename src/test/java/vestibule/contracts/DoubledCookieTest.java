package vestibule.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.Member.bearer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;

/**
 * Two cookies of A's name on one request: another host of the domain may have set one of them, and
 * nothing tells which.
 */
class DoubledCookieTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String NAME = "access_token_cookie=";

  private final Member member = Member.registered(SERVER);
  private final String token = member.token();

  private static Reply profile(String cookies) {
    return SERVER.get("/user_account/profile_settings", "Cookie: " + cookies);
  }

  @Test
  void differentValuesAreRefusedLikeADamagedToken() {
    String other = Member.registered(SERVER).token();
    for (String cookies :
        new String[] {
          NAME + token + "; " + NAME + other,
          NAME + other + "; x=y; " + NAME + token,
          NAME + "x; " + NAME + token,
          NAME + "\"" + token + "\"; " + NAME + other,
        }) {
      assertThat(profile(cookies).whole())
          .isEqualTo("422 {\"msg\":\"Signature verification failed\"}\n");
      assertThat(SERVER.get("/api/profile_settings", "Cookie: " + cookies).whole())
          .isEqualTo("401 {\"msg\":\"Signature verification failed\",\"status\":\"ERR\"}\n");
      assertThat(SERVER.get("/user_account/logout", "Cookie: " + cookies).status()).isEqualTo(422);
      assertThat(SERVER.get("/api/logout", "Cookie: " + cookies).status()).isEqualTo(401);
    }
    assertThat(
            SERVER
                .get(
                    "/user_account/profile_settings",
                    "Cookie: " + NAME + token,
                    "Cookie: " + NAME + other)
                .status())
        .isEqualTo(422);
    assertThat(profile(NAME + token).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%1$s; %1$s",
        "%1$s;%1$s;  %1$s",
        "access_token_cookie=; %1$s",
        "%1$s; access_token_cookie=",
        "%1$s; access_token_cookie=\"\"",
        "Access_Token_Cookie=x; %1$s",
        "xaccess_token_cookie=x; %1$s",
        "access_token_cookie; %1$s",
        "__Host-access_token_cookie=x; %1$s",
      })
  void theSameValueTwiceIsOneAndAnEmptyOneIsNone(String cookies) {
    assertThat(profile(cookies.formatted(NAME + token)).status()).isEqualTo(200);
  }

  @Test
  void aTokenInTheHeaderDecidesAlone() {
    assertThat(
            SERVER
                .get(
                    "/user_account/profile_settings",
                    bearer(token),
                    "Cookie: " + NAME + "a; " + NAME + "b")
                .status())
        .isEqualTo(200);
  }

  /** docs/contracts A.3: a damaged token counts as none where being signed in is refused. */
  @Test
  void whereNobodyMayBeSignedInTheyCountAsNone() {
    Reply reply =
        SERVER.json(
            "POST",
            "/user_account/reset_password_request",
            "{\"username\":\"" + member.name() + "\"}",
            "Cookie: " + NAME + token + "; " + NAME + "x");
    assertThat(reply.whole()).isEqualTo("200 {\"msg\":\"Check your email...\"}\n");
  }

  /** Clients log in again at any 422; a cookie that stood there for ever would keep them out. */
  @Test
  void theNextLogInTakesAwayWhatAnotherHostHasSet() {
    try (TestServer server =
        TestServer.start("VESTIBULE_PUBLIC_URL=https://accounts.example.org")) {
      Member there = Member.registered(server);
      String credentials = Member.credentials(there.name(), Member.PASSWORD);
      Reply reply =
          server.json(
              "POST",
              "/user_account/login",
              credentials,
              "Cookie: " + NAME + token + "; " + NAME + "x");
      assertThat(reply.headers("Set-Cookie"))
          .filteredOn(line -> line.startsWith(NAME + "; Expires=Thu, 01 Jan 1970 00:00:00 GMT"))
          .allMatch(line -> line.contains("; Domain="))
          .hasSize(2);
      assertThat(reply.headers("Set-Cookie"))
          .contains(NAME + reply.text("token") + "; HttpOnly; Secure; SameSite=Lax; Path=/");
      assertThat(
              server
                  .json("POST", "/user_account/login", credentials, "Cookie: " + NAME + token)
                  .headers("Set-Cookie"))
          .hasSize(2);
    }
  }
}
