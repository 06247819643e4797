package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.core.model.Rights;
import vestibule.core.rights.RightsAdministration;
import vestibule.v1.OwnPerson;

/** {@code GET /v1/auth}: who may pass, and who it is, as a proxy is told. */
class ForwardAuthTest {

  private static final String PATH = "/v1/auth";
  private static final String FOREIGN =
      "403 {\"type\":\"about:blank\",\"status\":403,\"code\":\"origin_foreign\",\"detail\":\"A"
          + " cookie changes something only for a page of the same origin, or with"
          + " X-CSRF-TOKEN.\"}";

  private static final TestServer SERVER = TestServer.start("VESTIBULE_TRUSTED_PROXIES=127.0.0.1");

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static Reply auth(String... headers) {
    return SERVER.get(PATH, headers);
  }

  private static List<String> told(Reply reply) {
    List<String> told = new ArrayList<>();
    for (String name : List.of("User", "Email", "Groups", "Roles")) {
      told.add(String.join("|", reply.headers("X-Vestibule-" + name)));
    }
    return told;
  }

  private static String ownCookie(OwnPerson person) {
    return "Cookie: __Host-vestibule=" + person.signInBrowser().cookie("__Host-vestibule");
  }

  @ParameterizedTest
  @EnumSource
  void everyDoorsCredentialPasses(TestDoor door) {
    TestPerson person = TestPerson.at(door, SERVER);
    door.register(SERVER, person);
    door.confirm(SERVER, person, SERVER.awaitMail(person.email()));
    String token = door.token(door.signIn(SERVER, person.email(), person.password()));
    long id = SERVER.core().accounts().named(person.email()).orElseThrow().id();
    for (String method : List.of("GET", "POST", "DELETE")) {
      Reply reply = auth("Authorization: " + token, "X-Original-Method: " + method);
      assertThat(reply.whole()).isEqualTo("200 ");
      assertThat(reply.header("Cache-Control")).contains("no-store");
      assertThat(told(reply))
          .containsExactly(Long.toString(id), person.email().replace("@", "%40"), "", "");
    }
  }

  @Test
  void valuesAreEncodedAndNothingOfARequestIsRepeated() {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    for (String group : List.of("R&D, Zürich", "a~b-c_d.e")) {
      grant(person, Rights.Kind.GROUP, group);
    }
    grant(person, Rights.Kind.ROLE, "rédacteur");
    Reply reply =
        auth(
            person.bearer(),
            "X-Vestibule-User: 1",
            "X-Vestibule-Roles: admin",
            "X-Vestibule-Groups: wheel");
    assertThat(told(reply))
        .containsExactly(
            Long.toString(person.id()),
            person.name() + "%40example.org",
            "R%26D%2C%20Z%C3%BCrich,a~b-c_d.e",
            "r%C3%A9dacteur");
  }

  private static void grant(OwnPerson person, Rights.Kind kind, String name) {
    RightsAdministration rights = SERVER.core().rights();
    rights.grant(kind, rights.create(kind, name).orElseThrow(), person.id());
  }

  @Test
  void anUnconfirmedAddressIsNotTold() {
    OwnPerson person = OwnPerson.registered(SERVER);
    assertThat(told(auth(person.bearer()))).containsExactly(Long.toString(person.id()), "", "", "");
  }

  @Test
  void nobodyDoesNotPass() {
    for (String header :
        List.of(
            "X-Vestibule-User: 1",
            "Authorization: Bearer x",
            "Authorization: ",
            "Cookie: __Host-vestibule=x",
            "Cookie: access_token_cookie=x")) {
      Reply reply = auth(header);
      assertThat(reply.status()).as(header).isEqualTo(401);
      assertThat(told(reply)).containsOnly("");
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          X-Original-Method: GET,     -,                              200
          X-Original-Method: HEAD,    -,                              200
          X-Forwarded-Method: GET,    -,                              200
          X-Forwarded-Method: OPTIONS, Origin: https://evil.example,  200
          X-Original-Method: POST,    -,                              403
          X-Forwarded-Method: DELETE, -,                              403
          X-Original-Method: get,     -,                              403
          X-Original-Method: X,       -,                              403
          Accept: */*,                -,                              403
          X-Original-Method: POST,    Sec-Fetch-Site: same-origin,    200
          X-Original-Method: POST,    Origin: http://localhost,       200
          X-Original-Method: POST,    Origin: https://evil.example,   403
          X-Original-Method: POST,    Origin: null,                   403
          X-Original-Method: POST,    Sec-Fetch-Site: same-site,      403
          X-Original-Method: POST,    Sec-Fetch-Site: none,           403
          X-Original-Method: POST,    X-Forwarded-Method: GET,        403
          X-Original-Method: GET,     X-Forwarded-Method: POST,       403
          X-Original-Method: GET,     Sec-WebSocket-Key: x,           403
          Accept: */*,                Sec-Fetch-Site: same-origin,    200
          """)
  void aCookiePassesWhereNothingIsChangedOrAPageOfTheSameOriginAsks(
      String method, String more, int status) {
    OwnPerson person = OwnPerson.registered(SERVER);
    String a =
        SERVER
            .json(
                "POST",
                "/user_account/login",
                "{\"username\":\"%s\",\"pwd\":\"%s\"}".formatted(person.name(), OwnPerson.PASSWORD))
            .cookie("access_token_cookie");
    for (String cookie : List.of(ownCookie(person), "Cookie: access_token_cookie=" + a)) {
      Reply reply = more == null ? auth(cookie, method) : auth(cookie, method, more);
      assertThat(reply.status()).as(cookie).isEqualTo(status);
      if (status == 403) {
        assertThat(reply.whole()).isEqualTo(FOREIGN);
        assertThat(told(reply)).containsOnly("");
      }
    }
  }

  @Test
  void theCsrfValueOfACookieThatHasOneIsEnough() {
    OwnPerson person = OwnPerson.registered(SERVER);
    Reply login =
        SERVER.json(
            "POST",
            "/user_account/login",
            "{\"username\":\"%s\",\"pwd\":\"%s\"}".formatted(person.name(), OwnPerson.PASSWORD));
    String cookie = "Cookie: access_token_cookie=" + login.cookie("access_token_cookie");
    String csrf = "X-CSRF-TOKEN: " + login.cookie("csrf_access_token");
    String post = "X-Original-Method: POST";
    assertThat(auth(cookie, post, csrf).status()).isEqualTo(200);
    assertThat(auth(cookie, post, csrf + "x").whole()).isEqualTo(FOREIGN);
    assertThat(auth(ownCookie(person), post, csrf).whole()).isEqualTo(FOREIGN);
  }

  /** Whoever comes past the proxy tells nothing of a method that anybody believes. */
  @ParameterizedTest
  @ValueSource(strings = {"X-Original-Method: GET", "X-Forwarded-Method: GET"})
  void onlyATrustedProxyIsBelieved(String method) {
    try (TestServer direct = TestServer.start()) {
      OwnPerson person = OwnPerson.registered(direct);
      assertThat(direct.get(PATH, ownCookie(person), method).whole()).isEqualTo(FOREIGN);
      assertThat(direct.get(PATH, person.bearer(), method).status()).isEqualTo(200);
    }
  }

  @Test
  void anEndIsFeltAtOnce() {
    OwnPerson person = OwnPerson.registered(SERVER);
    String me = person.bearer();
    assertThat(auth(me).status()).isEqualTo(200);
    SERVER.send("DELETE", "/v1/sessions/current", null, me);
    assertThat(auth(me).text("code")).isEqualTo("session_ended");
  }
}
