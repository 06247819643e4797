package vestibule.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;

/** That every way in which an exchange can differ from its document is seen. */
class ConformanceTest {

  private static final Conformance ALL = Conformance.ofAll();
  private static final String USER = "{\"id\":5,\"email\":\"a@b.c\",\"is_email_confirmed\":true}";

  /** A request and its answer, put together piece by piece. */
  private static final class Sent {
    private final String method;
    private final String target;
    private final List<String> headers = new ArrayList<>();
    private Optional<String> body = Optional.empty();

    private Sent(String method, String target) {
      this.method = method;
      this.target = target;
    }

    private Sent with(String header) {
      headers.add(header);
      return this;
    }

    private Sent json(String text) {
      body = Optional.of(text);
      return with("Content-Type: application/json");
    }

    private List<String> answered(int status, String text, String... more) {
      Map<String, List<String>> all = new LinkedHashMap<>();
      all.put("content-type", List.of("application/json"));
      all.put("cache-control", List.of("no-store"));
      for (String header : more) {
        String[] pair = header.split(": ", 2);
        if (pair.length == 1) {
          all.remove(pair[0]);
        } else {
          all.put(pair[0], List.of(pair[1]));
        }
      }
      Reply reply = new Reply(status, text, HttpHeaders.of(all, (_, _) -> true));
      return ALL.flaws(new Exchange(method, target, headers, body, reply)).stream()
          .map(flaw -> flaw.replaceFirst("^openapi/", "").replaceFirst("\\.yaml ", " "))
          .toList();
    }
  }

  private static Sent user() {
    return new Sent("GET", "/api/user/").with("Authorization: Bearer a.b.c");
  }

  private static Sent login(String body) {
    return new Sent("POST", "/api/token/").json(body);
  }

  private static Sent refresh(String body) {
    return new Sent("POST", "/api/token/refresh/").json(body);
  }

  private static final String ACCESS = "{\"access\":\"a\"}";
  private static final String PAIR = "{\"refresh\":\"a\",\"access\":\"b\"}";

  @Test
  void whatIsDescribedPasses() {
    assertThat(user().answered(200, USER)).isEmpty();
    assertThat(new Sent("GET", "/api/user").with("authorization: bearer x").answered(200, USER))
        .isEmpty();
    assertThat(login("{\"email\":\"a@b.c\",\"password\":\"x\"}").answered(200, PAIR)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "418 | {\"detail\":\"x\"} | chat /api/user/: the status 418 is not described",
        "200 | {\"id\":5,\"email\":\"\"} | chat /api/user/: the body:  required property"
            + " 'is_email_confirmed' not found",
        "200 | {\"id\":\"5\",\"email\":\"\",\"is_email_confirmed\":true} | chat /api/user/: the"
            + " body: /id string found, integer expected",
        "200 | {\"id\":5,\"email\":\"\",\"is_email_confirmed\":true,\"name\":\"\"} | chat"
            + " /api/user/: the body:  property 'name' is not defined in the schema and the schema"
            + " does not allow additional properties",
        "200 | [] | chat /api/user/: the body:  array found, object expected",
        "200 | nonsense | chat /api/user/: the body is no JSON",
        "401 | {\"detail\":\"x\"} | chat /api/user/: the header WWW-Authenticate is missing",
      })
  void anAnswerThatIsNotDescribedIsSeen(int status, String body, String flaw) {
    assertThat(user().answered(status, body)).containsExactly(flaw);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-New: 1 | the header X-New is not described",
        "Set-Cookie: a=b | the header Set-Cookie is not described",
        "content-type: text/plain | the type \"text/plain\" is not described",
        "content-type: application/json; charset=utf-8 | the type \"application/json;"
            + " charset=utf-8\" is not described",
        "content-type: text/html; charset=utf-8 | the type \"text/html; charset=utf-8\" is not"
            + " described",
        "content-type | the type \"\" is not described",
        "X-Frame-Options: DENY | the header X-Frame-Options is not described"
      })
  void aHeaderThatIsNotDescribedIsSeen(String header, String flaw) {
    assertThat(user().answered(200, USER, header)).containsExactly("chat /api/user/: " + flaw);
  }

  @Test
  void aHeaderOfAnotherFormIsSeen() {
    Sent throttled = login("{}");
    String body = "{\"detail\":\"x\"}";
    assertThat(throttled.answered(429, body, "Retry-After: 20")).isEmpty();
    assertThat(throttled.answered(429, body, "Retry-After: soon"))
        .containsExactly(
            "chat /api/token/: the header Retry-After: string found, integer expected");
    assertThat(throttled.answered(429, body, "Retry-After: -1")).hasSize(1);
    assertThat(user().answered(401, body, "WWW-Authenticate: Basic")).hasSize(1);
  }

  @Test
  void aBodyWhereNoneIsDescribedIsSeen() {
    Sent delete = new Sent("DELETE", "/account/emails/1/").with("Authorization: Token x");
    assertThat(delete.answered(204, "", "content-type")).isEmpty();
    assertThat(delete.answered(204, "{}"))
        .containsExactly("knowme /account/emails/{id}/: a body where none is described");
  }

  @Test
  void headIsAnsweredAsGetWithoutABody() {
    Sent head = new Sent("HEAD", "/api/user/").with("Authorization: Bearer x");
    assertThat(head.answered(200, "")).isEmpty();
    assertThat(head.answered(418, "")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"refresher\":\"a\"} | the request's body:  required property 'refresh' not found",
        "{\"refresh\":[]} | the request's body: /refresh array found, string expected",
        "{\"refresh\":\" \"} | the request's body: /refresh must be at least 1 characters long",
        "[] | the request's body:  array found, object expected"
      })
  void anAcceptedRequestThatIsNotDescribedIsSeen(String body, String flaw) {
    assertThat(refresh(body).answered(200, ACCESS))
        .containsExactly("chat /api/token/refresh/: " + flaw);
    assertThat(refresh(body).answered(400, "{\"refresh\":[\"x\"]}"))
        .as("what is refused may be anything")
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"email\":\"a\",\"password\":12345678}",
        "{\"username\":\"a\",\"password\":\" x \",\"more\":[1]}"
      })
  void whatIsTakenBesideWhatClientsAreToldPasses(String body) {
    assertThat(login(body).answered(200, PAIR)).isEmpty();
  }

  @Test
  void anAcceptedRequestWithoutABodyOrOfAnotherTypeIsSeen() {
    String path = "chat /api/token/refresh/: ";
    assertThat(new Sent("POST", "/api/token/refresh/").answered(200, ACCESS))
        .containsExactly(path + "the request has no body");
    Sent sent = refresh("{\"refresh\":\"x\"}");
    sent.headers.set(0, "Content-Type: text/xml");
    assertThat(sent.answered(200, ACCESS))
        .containsExactly(path + "the type \"text/xml\" of the request is not described");
    sent.headers.set(0, "Content-Type: application/x-www-form-urlencoded");
    sent.body = Optional.of("refreshed=a%40b.c");
    assertThat(sent.answered(200, ACCESS))
        .containsExactly(path + "the request's body:  required property 'refresh' not found");
    sent.body = Optional.of("refresh=a%40b.c");
    assertThat(sent.answered(200, ACCESS)).isEmpty();
  }

  @Test
  void anAcceptedRequestWithoutACredentialIsSeen() {
    String flaw = "chat /api/user/: the request shows no credential that is described";
    Sent bare = new Sent("GET", "/api/user/");
    assertThat(bare.answered(200, USER)).containsExactly(flaw);
    assertThat(bare.with("Cookie: access_token_cookie=a").answered(200, USER))
        .containsExactly(flaw);
    Sent end = new Sent("DELETE", "/v1/sessions").with("Cookie: a=1; access_token_cookie=b");
    assertThat(end.answered(204, "", "content-type")).hasSize(1);
    assertThat(end.with("X-CSRF-TOKEN: c").answered(204, "", "content-type")).isEmpty();
  }

  @Test
  void anAcceptedRequestWithoutItsParametersIsSeen() {
    String free = "{\"message\":\"\",\"is_login_available\":true}";
    assertThat(new Sent("GET", "/account/login/check?login=").answered(200, free)).isEmpty();
    assertThat(new Sent("GET", "/account/login/check?logins=a").answered(200, free))
        .containsExactly("personal /account/login/check: the parameter login is missing");
    String page = "{\"items\":[],\"next\":null}";
    Sent known = new Sent("GET", "/v1/sessions?limit=201").with("Authorization: x");
    assertThat(known.answered(200, page))
        .containsExactly("v1 /v1/sessions: the parameter limit: must have a maximum value of 200");
    Sent unnamed = new Sent("POST", "/account/login").json("{\"login\":\"a\",\"password\":\"b\"}");
    assertThat(unnamed.answered(200, "{}"))
        .contains("personal /account/login: the parameter browser is missing");
  }

  /** At B, whose refusals are 200 too. */
  @Test
  void aRefusalInAnEnvelopeIsNoAcceptance() {
    Sent login = new Sent("POST", "/api/login").json("{}");
    assertThat(login.answered(200, "{\"msg\":\"no\",\"status\":\"ERR\"}\n")).isEmpty();
    assertThat(
            login.answered(
                200, "{\"data\":{\"token\":\"a\"},\"msg\":\"success\",\"status\":\"OK\"}\n"))
        .isNotEmpty();
  }

  @Test
  void otherMethodsAreAnsweredAsTheDocumentSays() {
    String body = "{\"detail\":\"x\"}";
    Sent put = new Sent("PUT", "/api/token/").json("{}");
    assertThat(put.answered(405, body, "Allow: POST, OPTIONS")).isEmpty();
    assertThat(put.answered(405, body)).hasSize(1);
    assertThat(put.answered(200, PAIR))
        .containsExactly("chat /api/token/: the status 200 is not described");
    assertThat(put.answered(505, body)).isEmpty();
  }

  @Test
  void whatAPathServesIsWhatIsDescribed() {
    Sent options = new Sent("OPTIONS", "/account/emails/7/");
    String all = "Allow: GET, HEAD, PUT, PATCH, DELETE, OPTIONS";
    assertThat(options.answered(200, "", "content-type", all)).isEmpty();
    assertThat(options.answered(200, "", "content-type", all.replace("PUT, ", ""))).hasSize(1);
    assertThat(options.answered(200, "", "content-type", all + ", POST")).hasSize(1);
    assertThat(options.answered(404, "{\"detail\":\"Not found.\"}")).hasSize(1);
  }

  @Test
  void aPathOfNoDocumentIsNotLookedAt() {
    for (String path : List.of("/", "/nothing", "/account/emails/x/", "/api/user/x", "/metrics")) {
      assertThat(new Sent("DELETE", path).answered(418, "x")).hasSize(path.equals("/") ? 1 : 0);
    }
  }

  @Test
  void aShutDoorHasNoPath() {
    Exchange unknown =
        Exchange.of(
            "GET",
            "/api/user/",
            new String[0],
            null,
            new Reply(
                404, "{\"detail\":\"Not found.\"}", HttpHeaders.of(Map.of(), (_, _) -> true)));
    assertThatCode(() -> Conformance.of(List.of("personal")).check(unknown))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> Conformance.of(List.of("chat")).check(unknown))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("openapi/chat.yaml /api/user/: the status 404 is not described");
  }
}
