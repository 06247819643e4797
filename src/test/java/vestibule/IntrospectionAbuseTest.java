package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.core.model.service.Scope;
import vestibule.core.service.Services;
import vestibule.v1.OwnPerson;

/** {@code POST /v1/introspect} as somebody asks who would like another answer. */
class IntrospectionAbuseTest {

  private static final String PATH = "/v1/introspect";
  private static final String INACTIVE = "200 {\"active\":false}";
  private static final String MISSING =
      "400 {\"type\":\"about:blank\",\"status\":400,\"code\":\"token_missing\","
          + "\"detail\":\"The form must say which token is asked about.\"}";
  private static final String REPEATED =
      "400 {\"type\":\"about:blank\",\"status\":400,\"code\":\"parameter_repeated\","
          + "\"detail\":\"The form says something twice.\"}";

  private static final TestServer SERVER = TestServer.start();
  private static final Services.Drawn SHOP = service(SERVER);

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static Services.Drawn service(TestServer server) {
    return server.core().services().create("shop", Set.of(Scope.INTROSPECT));
  }

  private static Reply form(String body, String... headers) {
    return SERVER.form("POST", PATH, body, headers);
  }

  private static String asks() {
    return "Authorization: Bearer " + SHOP.secret();
  }

  private static Reply ask(TestServer server, Services.Drawn service, String token) {
    return server.form("POST", PATH, "token=" + token, "Authorization: Bearer " + service.secret());
  }

  /** A write that is sent again is answered as at first elsewhere: here that would undo an end. */
  @Test
  void anAnswerIsNeverKept() {
    OwnPerson person = OwnPerson.registered(SERVER);
    String token = person.signIn().text("access_token");
    String key = "Idempotency-Key: " + SERVER.unique("k");
    assertThat(form("token=" + token, asks(), key).text("active")).isEqualTo("true");
    SERVER.send("DELETE", "/v1/sessions/current", null, "Authorization: Bearer " + token);
    Reply again = form("token=" + token, asks(), key);
    assertThat(again.whole()).isEqualTo(INACTIVE);
    assertThat(again.headers("Idempotent-Replayed")).isEmpty();
  }

  /** A program that puts a token into its form unescaped lets whoever shows it write the rest. */
  @Test
  void whatIsSaidTwiceIsNoQuestion() {
    Reply signedIn = OwnPerson.registered(SERVER).signIn();
    String access = signedIn.text("access_token");
    String refresh = signedIn.text("refresh_token");
    String secret = "client_secret=" + SHOP.secret();
    for (String body :
        List.of(
            "token=x&token=" + access,
            "token=" + access + "&token=x",
            "token=" + access + "&tok%65n=" + access,
            "token=" + refresh + "&token_type_hint=refresh_token&token_type_hint=access_token")) {
      assertThat(form(body, asks()).whole()).as(body).isEqualTo(REPEATED);
    }
    assertThat(form("token=" + access + "&" + secret + "&client_secret=x").whole())
        .isEqualTo(REPEATED);
  }

  @Test
  void nothingIsReadFromTheAddress() {
    String token = OwnPerson.registered(SERVER).signIn().text("access_token");
    Reply asked = SERVER.form("POST", PATH + "?token=" + token, "x=1", asks());
    assertThat(asked.whole()).isEqualTo(MISSING);
    String secret = "?client_secret=" + SHOP.secret();
    assertThat(SERVER.form("POST", PATH + secret, "token=" + token).text("code"))
        .isEqualTo("credential_missing");
    for (String method : List.of("GET", "PUT", "PATCH", "DELETE")) {
      assertThat(SERVER.send(method, PATH + "?token=" + token, null, asks()).status())
          .as(method)
          .isEqualTo(405);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%00", "%ff%fe", "%ed%a0%80", "%0d%0a", "+", "%", "=", "%F0%9F%98%80"})
  void textThatNoDatabaseKeepsIsNoToken(String token) {
    assertThat(form("token=" + token, asks()).whole()).isEqualTo(INACTIVE);
    assertThat(form("token_type_hint=refresh_token&token=vr1_" + token, asks()).whole())
        .isEqualTo(INACTIVE);
    assertThat(form("token=x&client_secret=vsk_" + token).text("code"))
        .isEqualTo("service_unknown");
    assertThat(form("token=x&client_id=" + token + "&client_secret=x").text("code"))
        .isEqualTo("service_unknown");
  }

  @Test
  void tokensOfOneSessionAreToldApartHoweverTheyAreAskedAbout() {
    try (TestServer own = TestServer.start()) {
      Services.Drawn shop = service(own);
      Reply first = OwnPerson.registered(own).signIn();
      own.clock().advance(Duration.ofSeconds(20));
      Reply second =
          own.json(
              "POST",
              "/v1/sessions/refresh",
              "{\"refresh_token\":\"" + first.text("refresh_token") + "\"}");
      String one = ask(own, shop, first.text("access_token")).body();
      String other = ask(own, shop, second.text("access_token")).body();
      String hint = "&token_type_hint=refresh_token";
      for (int round = 0; round < 2; round++) {
        assertThat(ask(own, shop, first.text("access_token")).body()).isEqualTo(one);
        assertThat(ask(own, shop, first.text("refresh_token") + hint).text("token_use"))
            .isEqualTo("refresh");
        assertThat(ask(own, shop, second.text("access_token")).body()).isEqualTo(other);
      }
      assertThat(other).isNotEqualTo(one);
    }
  }

  @Test
  void aProofAndANameAreToldOfAtOnceAndNothingThatIsActiveHasRunOut() {
    try (TestServer own = TestServer.start()) {
      Services.Drawn shop = service(own);
      OwnPerson person = OwnPerson.registered(own);
      String token = person.signIn().text("access_token");
      String bearer = "Authorization: Bearer " + token;
      long begun = ask(own, shop, token).json().get("auth_time").asLong();
      own.clock().advance(Duration.ofSeconds(600));
      String proof = "{\"password\":\"" + OwnPerson.PASSWORD + "\"}";
      assertThat(own.json("POST", "/v1/sessions/current/proof", proof, bearer).status())
          .isEqualTo(204);
      long proved = ask(own, shop, token).json().get("auth_time").asLong();
      assertThat(proved).isBetween(begun + 600, begun + 601);
      own.json("POST", "/v1/account/username", "{\"username\":\"countess\"}", bearer);
      assertThat(ask(own, shop, token).text("username")).isEqualTo("countess");
      own.clock().advance(Duration.ofSeconds(299));
      Reply last = ask(own, shop, token);
      boolean active = last.json().get("active").asBoolean();
      long now = own.clock().instant().getEpochSecond();
      assertThat(!active || last.json().get("exp").asLong() > now - 1).isTrue();
      own.clock().advance(Duration.ofSeconds(2));
      assertThat(ask(own, shop, token).whole()).isEqualTo(INACTIVE);
    }
  }

  @Test
  void aSecretIsForgottenTheMomentThatItsServiceGoes() {
    Services services = SERVER.core().services();
    Services.Drawn drawn = services.create("passing", Set.of(Scope.INTROSPECT));
    assertThat(ask(SERVER, drawn, "x").whole()).isEqualTo(INACTIVE);
    Services.Drawn next = services.rotate("passing", true);
    assertThat(ask(SERVER, drawn, "x").text("code")).isEqualTo("service_unknown");
    assertThat(ask(SERVER, next, "x").whole()).isEqualTo(INACTIVE);
    services.delete("passing");
    assertThat(ask(SERVER, next, "x").text("code")).isEqualTo("service_unknown");
  }

  @Test
  void noPageReadsAnAnswerAndNoCacheKeepsOne() {
    for (String token : List.of("x", OwnPerson.registered(SERVER).signIn().text("access_token"))) {
      Reply reply = form("token=" + token, asks(), "Origin: https://evil.example");
      assertThat(reply.headers("Cache-Control")).containsExactly("no-store");
      assertThat(reply.headers("Access-Control-Allow-Credentials")).isEmpty();
      assertThat(reply.headers("Set-Cookie")).isEmpty();
    }
    assertThat(form("token=x").headers("Cache-Control")).containsExactly("no-store");
  }
}
