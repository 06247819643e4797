package vestibule.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.v1.OwnPerson.PASSWORD;
import static vestibule.v1.OwnPerson.post;
import static vestibule.v1.OwnPerson.problem;
import static vestibule.v1.OwnPerson.wrong;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;

/** Signing in at our own API, by a password and maybe another factor. */
class SigningInTest {

  private static final String WRONG =
      problem(401, "credentials_wrong", "That does not let anybody in.");

  private final TestServer server = TestServer.shared();

  private static String claims(Reply reply) {
    String token = reply.text("access_token");
    return part(token, 1);
  }

  private static String part(String token, int number) {
    return new String(
        Base64.getUrlDecoder().decode(token.split("\\.")[number]), StandardCharsets.UTF_8);
  }

  @Test
  void somebodySignsInAndGetsAPair() {
    OwnPerson person = OwnPerson.registered(server);
    Reply reply = person.signIn();
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("Cache-Control")).contains("no-store");
    assertThat(reply.headers("Set-Cookie")).isEmpty();
    assertThat(reply.body())
        .isEqualTo(
            OwnPerson.json(
                "'account':'%s','session':'%s','access_token':'%s','token_type':'Bearer',"
                    + "'expires_in':900,'refresh_token':'%s'",
                person.id(),
                reply.text("session"),
                reply.text("access_token"),
                reply.text("refresh_token")));
    assertThat(part(reply.text("access_token"), 0))
        .matches("\\{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"v1-es256-[0-9a-f]{16}\"}");
    assertThat(claims(reply))
        .matches(
            ("\\{'iss':'http://localhost','sub':'%s','jti':'[0-9a-f]{32}','iat':\\d+,"
                    + "'exp':\\d+,'token_use':'access'}")
                .replace('\'', '"')
                .formatted(person.id()));
    assertThat(reply.text("refresh_token")).matches("vr1_[A-Za-z0-9_-]{75}");
    assertThat(server.get("/v1/account", OwnPerson.bearer(reply)).text("username"))
        .isEqualTo(person.name());
  }

  @Test
  void theSessionIsOfThisDoorAndLivesAsLongAsItsSettingsSay() {
    OwnPerson person = OwnPerson.registered(server);
    Reply list = server.get("/v1/sessions", person.bearer());
    assertThat(list.text("/items/0/door")).isEqualTo("v1");
    assertThat(
            Duration.between(
                Instant.parse(list.text("/items/0/created")),
                Instant.parse(list.text("/items/0/expires"))))
        .isBetween(Duration.ofDays(30), Duration.ofDays(30).plusHours(1));
  }

  @Test
  void everyFailureReadsAlike() {
    OwnPerson person = OwnPerson.registered(server);
    assertThat(person.signIn("wrong").whole()).isEqualTo(WRONG);
    assertThat(person.signIn("").whole()).isEqualTo(WRONG);
    assertThat(person.signIn(PASSWORD + " ").whole()).isEqualTo(WRONG);
    Reply nobody =
        post(server, "/v1/sessions", "'login':'nobody.at.all','password':'%s'", PASSWORD);
    assertThat(nobody.whole()).isEqualTo(WRONG);
    assertThat(nobody.header("WWW-Authenticate")).contains("Bearer");
    server.core().administration().disable(person.id());
    assertThat(person.signIn().whole()).isEqualTo(WRONG);
  }

  @Test
  void whatIsMissingIsTold() {
    assertThat(post(server, "/v1/sessions", "'login':'x'").whole())
        .isEqualTo(wrong("/password", "field_missing", "This is needed."));
    assertThat(post(server, "/v1/sessions", "'login':'x','password':'y','cookies':'z'").whole())
        .isEqualTo(wrong("/cookies", "type_wrong", "This must be true or false."));
    assertThat(server.json("POST", "/v1/sessions", "[]").whole())
        .isEqualTo(problem(400, "body_malformed", "The body must be a JSON object."));
    assertThat(server.form("POST", "/v1/sessions", "login=x&password=y").whole())
        .isEqualTo(problem(415, "media_type_unsupported", "The body must be application/json."));
  }

  /** ES256 draws each signature anew; nothing else differs. */
  @Test
  void anotherFactorIsAskedForAndCompletesTheSignIn() {
    OwnPerson person = OwnPerson.registered(server);
    server.factor.want(person.id());
    server.factor.accept(person.id(), "123456");
    Reply wanted = person.signIn();
    assertThat(wanted.whole())
        .isEqualTo(
            "401 "
                + OwnPerson.json(
                    "'type':'about:blank','status':401,'code':'factor_wanted','detail':'The"
                        + " password is right; send the ticket with the answer to"
                        + " /v1/sessions/complete.','ticket':'%s','expires_in':300,"
                        + "'factors':['test']",
                    wanted.text("ticket")));
    assertThat(wanted.header("Content-Type")).contains("application/problem+json");
    assertThat(wanted.header("WWW-Authenticate")).contains("Bearer");
    String ticket = wanted.text("ticket");
    assertThat(complete(ticket, "000000").whole()).isEqualTo(WRONG);
    assertThat(complete("0".repeat(64), "123456").whole()).isEqualTo(WRONG);
    Reply done = complete(ticket, "123456");
    assertThat(done.status()).isEqualTo(201);
    assertThat(server.get("/v1/account", OwnPerson.bearer(done)).status()).isEqualTo(200);
    assertThat(complete(ticket, "123456").whole()).isEqualTo(WRONG);
    assertThat(person.signIn("wrong").whole()).isEqualTo(WRONG);
  }

  private Reply complete(String ticket, String answer) {
    return post(server, "/v1/sessions/complete", "'ticket':'%s','answer':'%s'", ticket, answer);
  }

  @Test
  void theSameSignInUnderOneKeyBeginsOneSession() {
    OwnPerson person = OwnPerson.registered(server);
    String body = OwnPerson.json("'login':'%s','password':'%s'", person.name(), PASSWORD);
    String key = "Idempotency-Key: " + person.name();
    Reply first = server.json("POST", "/v1/sessions", body, key);
    Reply second = server.json("POST", "/v1/sessions", body, key);
    assertThat(second.whole()).isEqualTo(first.whole());
    assertThat(server.get("/v1/sessions", OwnPerson.bearer(second)).json().at("/items").size())
        .isEqualTo(1);
  }

  @Test
  void aShutDoorLetsNobodyInAndServesThoseOfOthers() {
    try (TestServer shut = TestServer.start("VESTIBULE_DOORS=useraccount")) {
      for (String path :
          List.of(
              "/v1/accounts",
              "/v1/sessions/complete",
              "/v1/sessions/enrolment",
              "/v1/sessions/passkeys",
              "/v1/sessions/passkeys/complete",
              "/v1/sessions/refresh",
              "/v1/resets")) {
        assertThat(post(shut, path, "").whole())
            .as(path)
            .isEqualTo("404 {\"detail\":\"Not found.\"}");
      }
      assertThat(post(shut, "/v1/sessions", "").whole())
          .isEqualTo(problem(405, "method_not_allowed", "This path does not serve POST."));
      assertThat(post(shut, "/v1/resets/complete", "").status()).isEqualTo(422);
      shut.json(
          "POST",
          "/user_account/registration",
          "{\"username\":\"a\",\"email\":\"a@example.org\",\"pwd\":\"p\",\"full_name\":\"A\"}");
      Reply login = shut.json("POST", "/user_account/login", "{\"username\":\"a\",\"pwd\":\"p\"}");
      assertThat(
              shut.get("/v1/account", "Authorization: Bearer " + login.text("token"))
                  .text("username"))
          .isEqualTo("a");
    }
  }

  @Test
  void limitsHoldHereToo() {
    try (TestServer limited = TestServer.start("VESTIBULE_LIMITS=on")) {
      OwnPerson person = OwnPerson.registered(limited);
      Reply last = person.signIn("wrong");
      for (int i = 0; i < 10; i++) {
        last = person.signIn("wrong");
      }
      assertThat(last.status()).isEqualTo(429);
      assertThat(last.text("code")).isEqualTo("throttled");
      assertThat(last.header("Retry-After")).contains("1");
      assertThat(last.header("RateLimit")).contains("\"account\";r=0;t=1");
    }
  }
}
