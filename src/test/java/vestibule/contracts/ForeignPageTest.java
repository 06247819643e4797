package vestibule.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.Member.bearer;
import static vestibule.contracts.Member.inCookie;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;

/**
 * What a page of another site can do to its visitor at A and B: sign nobody in or out, and read
 * nothing. A listed one can, with its visitor's cookies.
 */
class ForeignPageTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String APP = "https://app.example.com";
  private static final TestServer LISTING =
      TestServer.start(
          "VESTIBULE_PUBLIC_URL=https://accounts.example.org",
          "VESTIBULE_CORS_ALLOWED_ORIGINS=" + APP,
          "VESTIBULE_COOKIES_SAME_SITE=None");
  private static final List<String> LOGINS =
      List.of("/user_account/login", "/api/user_account/login", "/api/login");

  @AfterAll
  static void end() {
    LISTING.close();
  }

  private static Reply login(TestServer server, String path, Member member, String... headers) {
    // Without a Content-Type, as of a Blob: browsers ask no permission for that.
    return server.send("POST", path, Member.credentials(member.name(), Member.PASSWORD), headers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: http://127.0.0.1",
        "Origin: http://localhost:8081",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
      })
  void itsLogInSucceedsAndSetsNoCookie(String header) {
    Member member = Member.registered(SERVER);
    for (String path : LOGINS) {
      Reply reply = login(SERVER, path, member, header);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.headers("Set-Cookie")).isEmpty();
      String token = reply.text(path.equals("/api/login") ? "/data/token" : "token");
      assertThat(SERVER.get("/user_account/profile_settings", bearer(token)).status())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-None: neither header",
        "Origin: http://localhost",
        "Sec-Fetch-Site: same-origin",
        "Sec-Fetch-Site: none",
      })
  void oursSignsIn(String header) {
    Member member = Member.registered(SERVER);
    for (String path : LOGINS) {
      assertThat(login(SERVER, path, member, header).headers("Set-Cookie")).hasSize(2);
    }
  }

  /** Such a proxy serves the page too, so that the browser sees one origin. */
  @Test
  void aDevelopersProxyMayChangeTheOrigin() {
    Member member = Member.registered(SERVER);
    Reply reply =
        login(
            SERVER,
            LOGINS.getFirst(),
            member,
            "Origin: http://localhost:5173",
            "Sec-Fetch-Site: same-origin");
    assertThat(reply.headers("Set-Cookie")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/user_account/profile_settings", "/api/profile_settings"})
  void noCookieIsRenewedForIt(String path) {
    try (TestServer server = TestServer.start()) {
      String token = Member.registered(server).token();
      server.clock().advance(Duration.ofMinutes(31));
      for (String header : List.of("Origin: https://evil.example", "Sec-Fetch-Site: cross-site")) {
        Reply reply = server.get(path, inCookie(token), header);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers("Set-Cookie")).isEmpty();
      }
      assertThat(server.get(path, inCookie(token), "Sec-Fetch-Site: same-origin"))
          .satisfies(reply -> assertThat(reply.headers("Set-Cookie")).hasSize(2));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/user_account/logout | {\"msg\":\"%s\"}",
        "/api/logout | {\"msg\":\"%s\",\"status\":\"ERR\"}",
      })
  void itLogsNobodyOutByACookie(String path, String body) {
    Member member = Member.registered(SERVER);
    Reply signedIn = member.login();
    String cookie = inCookie(signedIn.text("token"));
    for (String header : List.of("Origin: https://evil.example", "Sec-Fetch-Site: cross-site")) {
      Reply bare = SERVER.get(path, cookie, header);
      assertThat(bare.whole()).isEqualTo("401 " + body.formatted("Missing CSRF token") + "\n");
      assertThat(bare.headers("Set-Cookie")).isEmpty();
      assertThat(SERVER.get(path, cookie, header, "X-CSRF-TOKEN: guessed").whole())
          .isEqualTo("401 " + body.formatted("CSRF double submit tokens do not match") + "\n");
    }
    assertThat(SERVER.get("/user_account/profile_settings", cookie).status()).isEqualTo(200);
    String csrf = "X-CSRF-TOKEN: " + signedIn.cookie("csrf_access_token");
    Reply known = SERVER.get(path, cookie, "Sec-Fetch-Site: same-site", csrf);
    assertThat(known.status()).isEqualTo(200);
    assertThat(SERVER.get("/user_account/profile_settings", cookie).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/user_account/logout", "/api/logout"})
  void itsOwnTokenEndsItsOwnSessionAndNobodysCookies(String path) {
    String token = Member.registered(SERVER).token();
    Reply reply = SERVER.get(path, bearer(token), "Origin: https://evil.example");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers("Set-Cookie")).isEmpty();
  }

  @Test
  void aListedOneUsesCookiesAtAAndB() {
    Member member = Member.registered(LISTING);
    for (String path : LOGINS) {
      Reply reply = login(LISTING, path, member, "Origin: " + APP, "Sec-Fetch-Site: cross-site");
      assertThat(reply.setCookie("access_token_cookie"))
          .endsWith("; HttpOnly; Secure; SameSite=None; Path=/");
      assertThat(reply.setCookie("csrf_access_token")).endsWith("; Secure; SameSite=None; Path=/");
      assertCredentials(reply);
    }
    String cookie = inCookie(member.token());
    Reply out = LISTING.get("/user_account/logout", cookie, "Origin: " + APP);
    assertThat(out.status()).isEqualTo(200);
    assertThat(out.headers("Set-Cookie")).hasSize(4);
    assertCredentials(out);
    Reply refused = LISTING.get("/api/profile_settings", cookie, "Origin: " + APP);
    assertThat(refused.status()).isEqualTo(401);
    assertCredentials(refused);
  }

  private static void assertCredentials(Reply reply) {
    assertThat(reply.headers("Access-Control-Allow-Origin")).containsExactly(APP);
    assertThat(reply.headers("Access-Control-Allow-Credentials")).containsExactly("true");
    assertThat(reply.headers("Vary")).contains("Origin");
  }

  /** With {@code SameSite=None} only the origin and the CSRF value stand in the way. */
  @Test
  void anUnlistedOneDoesNotEvenIfItsVisitorsCookiesCome() {
    Member member = Member.registered(LISTING);
    String evil = "Origin: https://evil.example";
    Reply reply = login(LISTING, LOGINS.getFirst(), member, evil, "Sec-Fetch-Site: cross-site");
    assertThat(reply.headers("Set-Cookie")).isEmpty();
    assertThat(reply.headers("Access-Control-Allow-Origin")).isEmpty();
    assertThat(reply.headers("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(reply.headers("Vary")).contains("Origin");
    String cookie = inCookie(member.token());
    assertThat(LISTING.get("/user_account/logout", cookie, evil).status()).isEqualTo(401);
    assertThat(LISTING.get("/api/logout", cookie, "Sec-Fetch-Site: cross-site").status())
        .isEqualTo(401);
    assertThat(LISTING.get("/user_account/profile_settings", cookie).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/user_account/login, true",
    "/user_account/profile_settings, true",
    "/api/user_account/logout, true",
    "/api/login, true",
    "/api/logout, true",
    "/api/token/, false",
    "/api/user/, false",
    "/auth/login/, false",
    "/account/emails/, false",
    "/account/login, false",
    "/account/me, false",
    "/v1/confirmations, false",
    "/unknown, false",
    "/, false",
    "/metrics, false",
    "/health/live, false",
    "/confirm-email, false",
  })
  void credentialsAreAllowedAtAAndBAlone(String path, boolean allowed) {
    String origin = "Origin: " + APP;
    List<String> expected = allowed ? List.of("true") : List.of();
    assertThat(LISTING.get(path, origin).headers("Access-Control-Allow-Credentials"))
        .isEqualTo(expected);
    Reply preflight =
        LISTING.send(
            "OPTIONS",
            path,
            null,
            origin,
            "Access-Control-Request-Method: GET",
            "Access-Control-Request-Headers: content-type,x-csrf-token");
    assertThat(preflight.headers("Access-Control-Allow-Credentials")).isEqualTo(expected);
    if (allowed) {
      assertThat(preflight.headers("Access-Control-Allow-Headers"))
          .containsExactly("content-type,x-csrf-token");
      assertThat(preflight.headers("Vary")).contains("Origin");
    }
    // Where every origin is allowed, none is with credentials.
    assertThat(SERVER.get(path, origin).headers("Access-Control-Allow-Credentials")).isEmpty();
  }
}
