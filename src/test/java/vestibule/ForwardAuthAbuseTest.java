package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.v1.OwnPerson;

/** {@code GET /v1/auth} as somebody asks who would like to pass, or to pass for another. */
class ForwardAuthAbuseTest {

  private static final List<String> PATHS = List.of("/v1/auth", "/v1/auth/forms");

  private static final TestServer SERVER = TestServer.start("VESTIBULE_TRUSTED_PROXIES=127.0.0.1");

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static String cookie(OwnPerson person) {
    return "Cookie: __Host-vestibule=" + person.signInBrowser().cookie("__Host-vestibule");
  }

  @Test
  void oneOfTwoCredentialsIsNobodys() {
    String one = OwnPerson.registered(SERVER).bearer();
    String other = OwnPerson.registered(SERVER).bearer();
    OwnPerson person = OwnPerson.registered(SERVER);
    String token = person.signInBrowser().cookie("__Host-vestibule");
    String two = "Cookie: __Host-vestibule=" + token + "; __Host-vestibule=" + token + "x";
    for (String path : PATHS) {
      assertThat(SERVER.get(path, one, other).status()).isEqualTo(401);
      assertThat(SERVER.get(path, one, one).status()).isEqualTo(401);
      assertThat(SERVER.get(path, two, "X-Original-Method: GET").status()).isEqualTo(401);
      String bad = "Authorization: Bearer x";
      assertThat(SERVER.get(path, bad, cookie(person), "X-Original-Method: GET").status())
          .isEqualTo(401);
    }
  }

  /** Each beside what a client may add to a header that its proxy sets. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Original-Method: POST|X-Original-Method: GET",
        "X-Original-Method: GET|X-Original-Method: POST",
        "X-Original-Method: GET, POST",
        "X-Original-Method: GET;POST",
        "X-Original-Method: GET|X-Forwarded-Method: get",
        "X-Forwarded-Method: CONNECT",
        "X-Forwarded-Method: TRACE",
        "X-Forwarded-Method: PROPFIND",
        "X-Original-Method: GET|Sec-WebSocket-Key: "
      })
  void whatIsNotPlainlyHarmlessNeedsAGoodOrigin(String headers) {
    String[] sent = (cookie(OwnPerson.registered(SERVER)) + "|" + headers).split("\\|");
    for (String path : PATHS) {
      assertThat(SERVER.get(path, sent).text("code")).as(path).isEqualTo("origin_foreign");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-Fetch-Site: same-origin|Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: Same-Origin",
        "Sec-Fetch-Site: same-origin, same-origin",
        "Origin: http://localhost|Origin: https://evil.example",
        "Origin: http://localhost, https://evil.example",
        "Origin: http://localhost.evil.example",
        "Origin: http://localhost:81",
        "Origin: https://localhost",
        "Origin: http://localhost/",
        "Origin: http://evil.example@localhost",
        "Origin: ",
        "Origin: http://localhost|Sec-Fetch-Site: cross-site",
        "Referer: http://localhost/"
      })
  void anOriginIsGoodOrItIsNone(String headers) {
    String sent = cookie(OwnPerson.registered(SERVER)) + "|X-CSRF-TOKEN: 1|" + headers;
    for (String path : PATHS) {
      assertThat(SERVER.get(path, (sent + "|X-Original-Method: POST").split("\\|")).text("code"))
          .as(path)
          .isEqualTo("origin_foreign");
    }
  }

  @Test
  void nobodyIsToldOfInAnyAnswerButAGoodOne() {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    for (String path : PATHS) {
      for (Reply reply :
          List.of(
              SERVER.get(path),
              SERVER.get(path, cookie(person), "X-Original-Method: POST"),
              SERVER.send("POST", path, null, person.bearer()),
              SERVER.send("OPTIONS", path, null, person.bearer()))) {
        for (String name : List.of("User", "Email", "Groups", "Roles")) {
          assertThat(reply.headers("X-Vestibule-" + name)).isEmpty();
        }
      }
      Reply head = SERVER.send("HEAD", path, null, person.bearer());
      assertThat(head.headers("X-Vestibule-User")).containsExactly(Long.toString(person.id()));
    }
  }

  @Test
  void whatAPageOfAnotherSiteAsksItDoesNotRead() {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    for (String path : PATHS) {
      Reply reply =
          SERVER.get(
              path, cookie(person), "X-Original-Method: GET", "Origin: https://evil.example");
      assertThat(reply.headers("Access-Control-Allow-Credentials")).isEmpty();
      assertThat(reply.headers("Cache-Control")).containsExactly("no-store");
    }
  }

  @Test
  void whoIsDisabledOrGoneDoesNotPass() {
    OwnPerson person = OwnPerson.registered(SERVER);
    String me = person.bearer();
    String cookie = cookie(person);
    SERVER.core().administration().disable(person.id());
    for (String path : PATHS) {
      assertThat(SERVER.get(path, me).text("code")).isEqualTo("account_disabled");
      assertThat(SERVER.get(path, cookie, "X-Original-Method: GET").status()).isEqualTo(401);
    }
    SERVER.core().administration().delete(person.id());
    for (String path : PATHS) {
      assertThat(SERVER.get(path, me).status()).isEqualTo(401);
    }
  }
}
