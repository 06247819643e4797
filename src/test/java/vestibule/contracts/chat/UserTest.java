package vestibule.contracts.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Golden;

/** {@code GET /api/user/}, and with it the whole table of docs/contracts C.0. */
class UserTest {

  private static final String PATH = "/api/user/";
  private static final String NOT_PROVIDED =
      "401 {\"detail\":\"Authentication credentials were not provided.\"}";
  private static final String BAD_HEADER =
      "401 {\"detail\":\"Authorization header must contain two space-delimited values\","
          + "\"code\":\"bad_authorization_header\"}";
  private static final String NOT_VALID =
      "401 {\"detail\":\"Given token not valid for any token type\","
          + "\"code\":\"token_not_valid\",\"messages\":[{\"token_class\":\"AccessToken\","
          + "\"token_type\":\"access\",\"message\":\"%s\"}]}";
  private static final String INVALID = NOT_VALID.formatted("Token is invalid or expired");

  private final TestServer server = TestServer.shared();
  private final ChatMember member = ChatMember.registered(server);

  @Test
  void answersAsTheDocumentShows() {
    Reply reply = server.get(PATH, ChatMember.bearer(member.access()));
    assertThat(reply.whole()).isEqualTo("200 " + member.shown(false));
    assertThat(reply.json().propertyNames())
        .containsExactlyElementsOf(new Golden("chat").json("user-response").propertyNames());
    assertThat(server.get("/api/user", "Authorization: Bearer  " + member.access()).whole())
        .isEqualTo("200 " + member.shown(false));
  }

  @Test
  void headHasTheSameHead() {
    Reply head = server.send("HEAD", PATH, null, ChatMember.bearer(member.access()));
    assertThat(head.whole()).isEqualTo("200 ");
    assertThat(head.header("Content-Length"))
        .contains(Integer.toString(member.shown(false).length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Basic YTpi",
        "Token 0123456789012345678901234567890123456789",
        "bearer x",
        "BEARER x",
        "x"
      })
  void takesNothingButBearer(String header) {
    assertRefused(server.get(PATH, "Authorization: " + header), NOT_PROVIDED);
  }

  @Test
  void takesNoCookie() {
    assertRefused(server.get(PATH), NOT_PROVIDED);
    assertRefused(server.get(PATH, "Cookie: access_token_cookie=" + member.access()), NOT_PROVIDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Bearer a b", "Bearer a b c"})
  void wantsTwoValues(String header) {
    assertRefused(server.get(PATH, "Authorization: " + header), BAD_HEADER);
  }

  @Test
  void refusesWhatIsNoAccessToken() {
    String access = member.access();
    String sample = new Golden("chat").json("token-response").get("access").asString();
    for (String token : List.of("x", "a.b.c", access + "x", access.replace('.', '-'), sample)) {
      assertRefused(server.get(PATH, ChatMember.bearer(token)), INVALID);
    }
    assertRefused(
        server.get(PATH, ChatMember.bearer(member.refresh())),
        NOT_VALID.formatted("Token has wrong type"));
  }

  @Test
  void refusesAnExpiredToken() {
    try (TestServer own = TestServer.start()) {
      String access = ChatMember.registered(own).access();
      own.clock().advance(Duration.ofDays(1));
      assertRefused(own.get(PATH, ChatMember.bearer(access)), INVALID);
    }
  }

  @Test
  void tellsInactiveEndedAndGoneApart() {
    String bearer = ChatMember.bearer(member.access());
    server.core().administration().disable(member.id());
    assertRefused(
        server.get(PATH, bearer),
        "401 {\"detail\":\"User is inactive\",\"code\":\"user_inactive\"}");
    server.core().administration().enable(member.id());
    assertRefused(server.get(PATH, bearer), INVALID);
    server.core().administration().delete(member.id());
    assertRefused(
        server.get(PATH, bearer),
        "401 {\"detail\":\"User not found\",\"code\":\"user_not_found\"}");
  }

  /** Authentication comes before the method (docs/contracts 0.3). */
  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "FOO"})
  void tellsStrangersOfNoMethod(String method) {
    assertRefused(server.send(method, PATH, null), NOT_PROVIDED);
    assertRefused(server.send(method, PATH, null, "Authorization: Bearer"), BAD_HEADER);
    Reply known = server.send(method, PATH, "{", ChatMember.bearer(member.access()));
    assertThat(known.whole())
        .isEqualTo("405 {\"detail\":\"Method \\\"" + method + "\\\" not allowed.\"}");
    assertThat(known.header("Allow")).contains("GET, HEAD, OPTIONS");
  }

  private static void assertRefused(Reply reply, String expected) {
    assertThat(reply.whole()).isEqualTo(expected);
    assertThat(reply.header("WWW-Authenticate")).contains("Bearer realm=\"api\"");
  }
}
