package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import vestibule.core.model.Rights;
import vestibule.core.model.service.Scope;
import vestibule.core.rights.RightsAdministration;
import vestibule.core.service.Services;
import vestibule.v1.OwnPerson;

/** {@code POST /v1/introspect} (RFC 7662): who may ask, and what is told of which token. */
class IntrospectionTest {

  private static final String PATH = "/v1/introspect";
  private static final String INACTIVE = "200 {\"active\":false}";
  private static final TestServer SERVER = TestServer.start("VESTIBULE_CHAT_ROTATE_REFRESH=on");
  private static final Services.Drawn SHOP = create("shop", EnumSet.of(Scope.INTROSPECT));
  private static final String ASKS = "Authorization: Bearer " + SHOP.secret();

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static Services.Drawn create(String name, Set<Scope> scopes) {
    return SERVER.core().services().create(name, scopes);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Reply ask(String token, String... headers) {
    return SERVER.form(
        "POST",
        PATH,
        "token=" + escaped(token),
        headers.length == 0 ? new String[] {ASKS} : headers);
  }

  private static Reply askRefresh(String token) {
    return SERVER.form(
        "POST", PATH, "token=" + escaped(token) + "&token_type_hint=refresh_token", ASKS);
  }

  private static TestPerson confirmed(TestDoor door) {
    TestPerson person = TestPerson.at(door, SERVER);
    door.register(SERVER, person);
    door.confirm(SERVER, person, SERVER.awaitMail(person.email()));
    return person;
  }

  private static String bare(String header) {
    return header.replaceFirst("^(Bearer|Token) ", "");
  }

  private static String problem(int status, String code, String detail) {
    return "%d {\"type\":\"about:blank\",\"status\":%d,\"code\":\"%s\",\"detail\":\"%s\"}"
        .formatted(status, status, code, detail);
  }

  private static String problem(int status, String code, String detail, String error) {
    String plain = problem(status, code, detail);
    return plain.substring(0, plain.length() - 1) + ",\"error\":\"" + error + "\"}";
  }

  @ParameterizedTest
  @EnumSource
  void everyDoorsCredentialIsToldOfInOneShape(TestDoor door) {
    TestPerson person = confirmed(door);
    String token = bare(door.token(door.signIn(SERVER, person.email(), person.password())));
    JsonNode me = SERVER.get("/v1/whoami", "Authorization: Bearer " + token).json();
    boolean key = me.get("token").isNull();
    long begun = seconds(me, "/session/created");
    Reply reply = ask(token);
    String username = door.asksName() ? "\"username\":\"" + person.name() + "\"," : "";
    assertThat(reply.whole())
        .isEqualTo(
            ("200 {'active':true,'sub':'%s',%s'token_type':'Bearer','iss':'http://localhost',"
                    + "'iat':%d,'exp':%d,%s'token_use':'%s','door':'%s','session':'%s',"
                    + "'auth_time':%d,'amr':['pwd'],'email':'%s','email_verified':true,"
                    + "'groups':[],'roles':[],'permissions':%s}")
                .replace('\'', '"')
                .formatted(
                    me.get("id").asString(),
                    username,
                    key ? begun : seconds(me, "/token/issued"),
                    key ? seconds(me, "/session/expires") : seconds(me, "/token/expires"),
                    key ? "" : "\"jti\":\"" + jti(token) + "\",",
                    key ? "key" : "access",
                    door.name().toLowerCase(Locale.ROOT).replace("_", ""),
                    me.at("/session/id").asString(),
                    begun,
                    person.email(),
                    me.get("permissions")));
    assertThat(reply.headers("Cache-Control")).containsExactly("no-store");
    assertThat(reply.headers("Content-Type")).containsExactly("application/json");
    assertThat(ask(token).body()).isEqualTo(reply.body());
    SERVER.send("DELETE", "/v1/sessions/current", null, "Authorization: Bearer " + token);
    assertThat(ask(token).whole()).isEqualTo(INACTIVE);
  }

  private static long seconds(JsonNode node, String pointer) {
    return Instant.parse(node.at(pointer).asString()).getEpochSecond();
  }

  private static String jti(String jwt) {
    String claims =
        new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]), StandardCharsets.UTF_8);
    return claims.replaceFirst("(?s).*\"jti\": ?\"([^\"]*)\".*", "$1").replace("-", "");
  }

  @Test
  void whatChangesIsToldAtOnce() {
    OwnPerson person = OwnPerson.registered(SERVER);
    String token = person.signIn().text("access_token");
    assertThat(ask(token).json().get("email_verified").asBoolean()).isFalse();
    RightsAdministration rights = SERVER.core().rights();
    Rights.Named role = rights.create(Rights.Kind.ROLE, SERVER.unique("r")).orElseThrow();
    rights.grant(Rights.Kind.ROLE, role, person.id());
    assertThat(ask(token).text("/roles/0")).isEqualTo(role.name());
    rights.revoke(Rights.Kind.ROLE, role, person.id());
    assertThat(ask(token).json().get("roles").isEmpty()).isTrue();
    SERVER.core().administration().disable(person.id());
    assertThat(ask(token).whole()).isEqualTo(INACTIVE);
    SERVER.core().administration().delete(person.id());
    assertThat(ask(token).whole()).isEqualTo(INACTIVE);
  }

  @Test
  void whatACookieHoldsIsToldOfAsThat() {
    OwnPerson person = OwnPerson.registered(SERVER);
    String key = person.signInBrowser().cookie("__Host-vestibule");
    Reply reply = ask(key);
    assertThat(reply.text("token_use")).isEqualTo("cookie");
    assertThat(reply.json().has("token_type")).isFalse();
    assertThat(reply.json().has("jti")).isFalse();
    assertThat(reply.text("sub")).isEqualTo(Long.toString(person.id()));
    assertThat(SERVER.get("/v1/whoami", "Authorization: Bearer " + key).status()).isEqualTo(401);
  }

  /** Else a program that looks at nothing but {@code active} would let in by them. */
  @Test
  void aRefreshTokenIsToldOfOnlyToWhoSaysThatItIsOne() {
    Reply own = OwnPerson.registered(SERVER).signIn();
    TestPerson other = confirmed(TestDoor.CHAT);
    Reply chat = TestDoor.CHAT.signIn(SERVER, other.email(), other.password());
    for (String token : List.of(own.text("refresh_token"), chat.text("refresh"))) {
      assertThat(ask(token).whole()).isEqualTo(INACTIVE);
      Reply told = askRefresh(token);
      assertThat(told.text("token_use")).isEqualTo("refresh");
      assertThat(told.json().has("token_type")).isFalse();
    }
    String access = own.text("access_token");
    assertThat(askRefresh(access).body()).isEqualTo(ask(access).body());
  }

  @Test
  void aRefreshTokenThatWasUsedIsWorthNothingOnceItIsLate() {
    try (TestServer own = TestServer.start()) {
      Services.Drawn shop = own.core().services().create("shop", Set.of(Scope.INTROSPECT));
      String first = OwnPerson.registered(own).signIn().text("refresh_token");
      String second =
          own.json("POST", "/v1/sessions/refresh", "{\"refresh_token\":\"" + first + "\"}")
              .text("refresh_token");
      assertThat(isActive(own, shop, first)).isTrue();
      assertThat(isActive(own, shop, second)).isTrue();
      own.clock().advance(Duration.ofSeconds(31));
      assertThat(isActive(own, shop, first)).isFalse();
      // To ask is not to use: the session of a copy ends by its use alone.
      assertThat(isActive(own, shop, second)).isTrue();
    }
  }

  private static boolean isActive(TestServer server, Services.Drawn service, String refresh) {
    return server
        .form(
            "POST",
            PATH,
            "token=" + refresh + "&token_type_hint=refresh_token",
            "Authorization: Bearer " + service.secret())
        .json()
        .get("active")
        .asBoolean();
  }

  @Test
  void whatRunsOutIsWorthNothing() {
    try (TestServer own = TestServer.start()) {
      Services.Drawn shop = own.core().services().create("shop", Set.of(Scope.INTROSPECT));
      String asks = "Authorization: Bearer " + shop.secret();
      String token = OwnPerson.registered(own).signIn().text("access_token");
      assertThat(own.form("POST", PATH, "token=" + token, asks).text("active")).isEqualTo("true");
      own.clock().advance(Duration.ofMinutes(15));
      assertThat(own.form("POST", PATH, "token=" + token, asks).whole()).isEqualTo(INACTIVE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        " ",
        "\u0000",
        "..",
        "a.b.c",
        "vr1_",
        "vsk_",
        "ключ",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.",
        "'; drop table session; --"
      })
  void whatIsNoTokenIsAnsweredInOneWay(String token) {
    assertThat(ask(token).whole()).isEqualTo(INACTIVE);
    assertThat(askRefresh(token).whole()).isEqualTo(INACTIVE);
  }

  @Test
  void aTokenThatWasChangedIsWorthNothing() {
    String token = OwnPerson.registered(SERVER).signIn().text("access_token");
    assertThat(ask(token).text("active")).isEqualTo("true");
    for (String changed :
        List.of(
            token + "x",
            " " + token,
            "Bearer " + token,
            token.substring(1),
            token.substring(0, token.lastIndexOf('.') + 1),
            SHOP.secret())) {
      assertThat(ask(changed).whole()).as(changed).isEqualTo(INACTIVE);
    }
  }

  private static String basic(String id, String secret) {
    String pair = id + ":" + secret;
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aServiceShowsItsCredentialInThreeWays() {
    String id = Long.toString(SHOP.service().id());
    assertThat(ask("x", basic(id, SHOP.secret())).whole()).isEqualTo(INACTIVE);
    String escaped = SHOP.secret().replace("_", "%5F");
    assertThat(ask("x", basic("%3" + id.charAt(0) + id.substring(1), escaped)).whole())
        .isEqualTo(INACTIVE);
    assertThat(ask("x", ASKS.replace("Bearer", "bEARER")).whole()).isEqualTo(INACTIVE);
    String form = "token=x&client_id=" + id + "&client_secret=" + SHOP.secret();
    assertThat(SERVER.form("POST", PATH, form).whole()).isEqualTo(INACTIVE);
  }

  @Test
  void whatIsNoCredentialIsRefusedInTheSchemeThatWasUsed() {
    String id = Long.toString(SHOP.service().id());
    String missing =
        problem(
            401,
            "credential_missing",
            "The request shows no credential of a service.",
            "invalid_client");
    Reply none = SERVER.form("POST", PATH, "token=x");
    assertThat(none.whole()).isEqualTo(missing);
    assertThat(none.headers("WWW-Authenticate")).containsExactly("Basic realm=\"vestibule\"");
    String detail = "The credential is no service's, or not any more.";
    String unknown = problem(401, "service_unknown", detail, "invalid_client");
    for (String header :
        List.of(
            basic(id, "vsk_x"),
            basic("0", SHOP.secret()),
            basic("", SHOP.secret()),
            basic(id, SHOP.secret() + "%"),
            basic(id, ""),
            "Authorization: Basic",
            "Authorization: Basic " + id,
            "Authorization: Basic %%%",
            "Authorization: " + SHOP.secret(),
            "Authorization: Digest x")) {
      Reply refused = ask("x", header);
      assertThat(refused.whole()).as(header).isEqualTo(unknown);
      assertThat(refused.headers("WWW-Authenticate")).containsExactly("Basic realm=\"vestibule\"");
    }
    Reply bearer = ask("x", "Authorization: Bearer vsk_x");
    assertThat(bearer.whole()).isEqualTo(problem(401, "service_unknown", detail, "invalid_token"));
    assertThat(bearer.headers("WWW-Authenticate")).containsExactly("Bearer");
    assertThat(ask("x", ASKS, ASKS).text("code")).isEqualTo("service_unknown");
    String form = "token=x&client_id=" + id + "1&client_secret=" + SHOP.secret();
    assertThat(SERVER.form("POST", PATH, form).whole()).isEqualTo(unknown);
    // A person is no service, and a service no person.
    String person = OwnPerson.registered(SERVER).bearer();
    assertThat(ask("x", person).text("code")).isEqualTo("service_unknown");
    assertThat(SERVER.get("/v1/whoami", ASKS).text("code")).isEqualTo("token_invalid");
  }

  @Test
  void aServiceWithoutTheScopeIsRefused() {
    Services.Drawn other = create("listener", EnumSet.of(Scope.EVENTS_READ));
    assertThat(ask("x", "Authorization: Bearer " + other.secret()).whole())
        .isEqualTo(
            problem(
                403,
                "scope_missing",
                "The service has no leave for this; it needs the scope introspect.",
                "insufficient_scope"));
  }

  @Test
  void onlyAFormWithATokenIsAQuestion() {
    assertThat(SERVER.get(PATH + "?token=x", ASKS).status()).isEqualTo(405);
    assertThat(SERVER.json("POST", PATH, "{\"token\":\"x\"}", ASKS).whole())
        .isEqualTo(
            problem(
                415,
                "media_type_unsupported",
                "The body must be application/x-www-form-urlencoded."));
    for (String body : List.of("", "token=", "tok=x", "token_type_hint=access_token", "&")) {
      assertThat(SERVER.form("POST", PATH, body, ASKS).whole())
          .isEqualTo(
              problem(400, "token_missing", "The form must say which token is asked about."));
    }
  }

  @Test
  void whoTriesManySecretsIsTurnedAway() {
    try (TestServer own = TestServer.start("VESTIBULE_LIMITS=on")) {
      String good =
          "Authorization: Bearer "
              + own.core().services().create("shop", Set.of(Scope.INTROSPECT)).secret();
      for (int i = 0; i < 60; i++) {
        Reply wrong = own.form("POST", PATH, "token=x", "Authorization: Bearer vsk_" + i);
        assertThat(wrong.status()).isEqualTo(401);
      }
      Reply late = own.form("POST", PATH, "token=x", "Authorization: Bearer vsk_x");
      assertThat(late.status()).isEqualTo(429);
      assertThat(late.headers("RateLimit")).containsExactly("\"service\";r=0;t=15");
      assertThat(own.form("POST", PATH, "token=x", good).whole()).isEqualTo(INACTIVE);
    }
  }
}
