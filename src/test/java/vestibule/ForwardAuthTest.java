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
      refused("origin_foreign", "Only a page of this server's own can do this.");
  private static final String VALUE_WRONG =
      refused("csrf_mismatch", "X-CSRF-TOKEN must hold the token's CSRF value.");
  private static final String HEADER_MISSING =
      refused("csrf_mismatch", "X-CSRF-TOKEN must be there, with any value.");
  private static final String EVIL = "Origin: https://evil.example";

  private static final TestServer SERVER = TestServer.start("VESTIBULE_TRUSTED_PROXIES=127.0.0.1");

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static String refused(String code, String detail) {
    return "403 {\"type\":\"about:blank\",\"status\":403,\"code\":\"%s\",\"detail\":\"%s\"}"
        .formatted(code, detail);
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

  /** The cookie of A and its CSRF value. */
  private static String[] cookieOfA(OwnPerson person) {
    Reply login =
        SERVER.json(
            "POST",
            "/user_account/login",
            "{\"username\":\"%s\",\"pwd\":\"%s\"}".formatted(person.name(), OwnPerson.PASSWORD));
    return new String[] {
      "Cookie: access_token_cookie=" + login.cookie("access_token_cookie"),
      "X-CSRF-TOKEN: " + login.cookie("csrf_access_token")
    };
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          X-Original-Method: GET,     -
          X-Original-Method: HEAD,    -
          X-Forwarded-Method: GET,    -
          X-Forwarded-Method: OPTIONS, Origin: https://evil.example
          X-Original-Method: GET,     X-Forwarded-Method: GET
          """)
  void aCookieAlonePassesWhereATrustedProxySaysThatNothingIsChanged(String method, String more) {
    OwnPerson person = OwnPerson.registered(SERVER);
    for (String cookie : List.of(ownCookie(person), cookieOfA(person)[0])) {
      Reply reply = more == null ? auth(cookie, method) : auth(cookie, method, more);
      assertThat(reply.whole()).as(cookie).isEqualTo("200 ");
    }
  }

  /** Each cookie with what its door wants beside it, which is good for nothing by itself. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          X-Original-Method: POST,    -,                            false
          X-Forwarded-Method: DELETE, -,                            false
          X-Original-Method: get,     -,                            false
          X-Original-Method: X,       -,                            false
          Accept: */*,                -,                            false
          X-Original-Method: POST,    Sec-Fetch-Site: same-origin,  true
          X-Original-Method: PATCH,   Origin: http://localhost,     true
          X-Original-Method: POST,    Origin: https://evil.example, false
          X-Original-Method: POST,    Origin: null,                 false
          X-Original-Method: POST,    Sec-Fetch-Site: same-site,    false
          X-Original-Method: POST,    Sec-Fetch-Site: none,         false
          X-Original-Method: POST,    X-Forwarded-Method: GET,      false
          X-Original-Method: GET,     X-Forwarded-Method: POST,     false
          X-Original-Method: GET,     Sec-WebSocket-Key: x,         false
          X-Original-Method: '',      X-Forwarded-Method: '',       false
          Accept: */*,                Sec-Fetch-Site: same-origin,  true
          """)
  void whatMayChangeSomethingNeedsAGoodOriginAndTheValue(
      String method, String more, boolean goodOrigin) {
    OwnPerson person = OwnPerson.registered(SERVER);
    String[] a = cookieOfA(person);
    String other = more == null ? "Accept: */*" : more;
    Reply both = auth(a[0], method, other, a[1]);
    Reply own = auth(ownCookie(person), method, other, "X-CSRF-TOKEN: 1");
    assertThat(both.whole()).isEqualTo(goodOrigin ? "200 " : FOREIGN);
    assertThat(own.whole()).isEqualTo(goodOrigin ? "200 " : FOREIGN);
    assertThat(auth(a[0], method, other).whole()).isEqualTo(goodOrigin ? VALUE_WRONG : FOREIGN);
    assertThat(auth(ownCookie(person), method, other).whole())
        .isEqualTo(goodOrigin ? HEADER_MISSING : FOREIGN);
    if (!goodOrigin) {
      assertThat(told(both)).containsOnly("");
    }
  }

  @Test
  void aValueIsGoodForItsOwnCookieAlone() {
    OwnPerson person = OwnPerson.registered(SERVER);
    String[] mine = cookieOfA(person);
    String[] others = cookieOfA(OwnPerson.registered(SERVER));
    String post = "X-Original-Method: POST";
    String origin = "Sec-Fetch-Site: same-origin";
    for (String value : List.of(mine[1] + "x", others[1], "X-CSRF-TOKEN: 1", "X-CSRF-TOKEN: ")) {
      assertThat(auth(mine[0], post, origin, value).whole()).as(value).isEqualTo(VALUE_WRONG);
    }
    assertThat(auth(ownCookie(person), post, origin, "X-CSRF-TOKEN: ").whole())
        .isEqualTo(HEADER_MISSING);
  }

  /** It is the proxy's own configuration that asks so, and no client's. */
  @Test
  void formsNeedAGoodOriginAloneWhereTheProxyAsksSo() {
    OwnPerson person = OwnPerson.registered(SERVER);
    String post = "X-Original-Method: POST";
    for (String cookie : List.of(ownCookie(person), cookieOfA(person)[0])) {
      String forms = PATH + "/forms";
      assertThat(SERVER.get(forms, cookie, post, "Origin: http://localhost").whole())
          .isEqualTo("200 ");
      assertThat(SERVER.get(forms, cookie, post).whole()).isEqualTo(FOREIGN);
      assertThat(SERVER.get(forms, cookie, post, EVIL).whole()).isEqualTo(FOREIGN);
      // Caddy asks with the query that a client sent.
      for (String query : List.of("?forms=true", "?forms", "?/forms")) {
        assertThat(SERVER.get(PATH + query, cookie, post, "Origin: http://localhost").text("code"))
            .isEqualTo("csrf_mismatch");
      }
    }
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
