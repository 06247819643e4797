package vestibule.contracts.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Golden;

/** {@code POST /api/token/}. */
class TokenTest {

  private static final String PATH = "/api/token/";
  private static final String WRONG =
      "401 {\"detail\":\"No active account found with the given credentials\"}";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TestServer server = TestServer.shared();
  private final ChatMember member = ChatMember.registered(server);

  @Test
  void answersAsTheDocumentShows() {
    String body = "email=" + member.address() + "&password=" + ChatMember.PASSWORD;
    Reply reply = server.form("POST", PATH, body);
    assertThat(reply.whole())
        .isEqualTo(
            "200 {\"refresh\":\"%s\",\"access\":\"%s\"}"
                .formatted(reply.text("refresh"), reply.text("access")));
    JsonNode sample = new Golden("chat").json("token-response");
    for (String name : List.of("refresh", "access")) {
      assertSameMake(reply.text(name), sample.get(name).asString());
    }
  }

  /** "The access token expires after 1 day"; the sample refresh token lives ten days. */
  @Test
  void tokensLiveAsLongAsTheDocumentsDo() {
    Reply reply = member.login();
    JsonNode access = payload(reply.text("access"));
    JsonNode refresh = payload(reply.text("refresh"));
    assertThat(access.get("exp").asLong() - access.get("iat").asLong()).isEqualTo(86_400);
    assertThat(refresh.get("exp").asLong() - refresh.get("iat").asLong()).isEqualTo(864_000);
    assertThat(access.get("user_id").asLong()).isEqualTo(member.id());
    assertThat(refresh.get("jti")).isNotEqualTo(access.get("jti"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", " %s\\t", "%S"})
  void takesTheAddressInEverySpelling(String spelling) {
    String body = ChatMember.credentials(spelling.formatted(member.address()), ChatMember.PASSWORD);
    assertThat(server.json("POST", PATH, body).status()).isEqualTo(200);
    assertThat(server.json("POST", "/api/token", body).status()).isEqualTo(200);
  }

  @Test
  void takesANameWhenItIsSentAsOne() {
    String name = server.unique("Bearer");
    String address = name + "@example.org";
    register(name, address, "pass-word");
    for (String login : List.of(name, address)) {
      String body = "{\"username\":\"%s\",\"password\":\"pass-word\"}".formatted(login);
      assertThat(server.json("POST", PATH, body).status()).isEqualTo(200);
    }
    assertThat(server.json("POST", PATH, ChatMember.credentials(name, "pass-word")).whole())
        .isEqualTo(WRONG);
  }

  /**
   * A takes passwords verbatim, C trims them: the verbatim text is tried first (docs/contracts F).
   */
  @Test
  void takesAPasswordOfAWithBlanksAround() {
    String address = server.unique("blank") + "@example.org";
    register(server.unique("Blank"), address, " 12 ");
    assertThat(server.json("POST", PATH, ChatMember.credentials(address, " 12 ")).status())
        .isEqualTo(200);
    assertThat(server.json("POST", PATH, ChatMember.credentials(address, "12")).whole())
        .isEqualTo(WRONG);
  }

  @Test
  void takesBlanksAroundAPasswordOfItsOwn() {
    String body = ChatMember.credentials(member.address(), "  " + ChatMember.PASSWORD + " ");
    assertThat(server.json("POST", PATH, body).status()).isEqualTo(200);
  }

  @Test
  void refusesAlikeWhateverIsWrong() {
    ChatMember disabled = ChatMember.registered(server);
    server.core().administration().disable(disabled.id());
    ChatMember deleted = ChatMember.registered(server);
    server.core().administration().delete(deleted.id());
    Stream.of(
            ChatMember.credentials(member.address(), "wrong"),
            ChatMember.credentials("nobody@example.org", "x"),
            ChatMember.credentials("no address at all", "x"),
            ChatMember.credentials(disabled.address(), ChatMember.PASSWORD),
            ChatMember.credentials(deleted.address(), ChatMember.PASSWORD))
        .map(body -> server.json("POST", PATH, body))
        .forEach(
            reply -> {
              assertThat(reply.whole()).isEqualTo(WRONG);
              assertThat(reply.header("WWW-Authenticate")).contains("Bearer realm=\"api\"");
            });
  }

  static Stream<Arguments> bad() {
    String required = "[\"This field is required.\"]";
    String blank = "[\"This field may not be blank.\"]";
    return Stream.of(
        Arguments.of("{}", "{\"email\":%s,\"password\":%s}".formatted(required, required)),
        Arguments.of("{\"username\":\"a\"}", "{\"password\":%s}".formatted(required)),
        Arguments.of(
            "{\"username\":\" \",\"password\":\"\"}",
            "{\"email\":%s,\"password\":%s}".formatted(blank, blank)),
        Arguments.of(
            "{\"email\":null,\"username\":\"a\",\"password\":\"x\"}",
            "{\"email\":[\"This field may not be null.\"]}"),
        Arguments.of(
            "{\"email\":[],\"password\":{}}",
            "{\"email\":[\"Not a valid string.\"],\"password\":[\"Not a valid string.\"]}"),
        Arguments.of(
            "{\"email\":\"a\\u0000\",\"password\":\"\\udfff\"}",
            "{\"email\":[\"Null characters are not allowed.\"],"
                + "\"password\":[\"Surrogate characters are not allowed: U+DFFF.\"]}"));
  }

  @ParameterizedTest
  @MethodSource
  void bad(String body, String expected) {
    assertThat(server.json("POST", PATH, body).whole()).isEqualTo("400 " + expected);
  }

  @Test
  void worksBesideABadHeader() {
    String body = ChatMember.credentials(member.address(), ChatMember.PASSWORD);
    assertThat(server.json("POST", PATH, body, "Authorization: Bearer x y").status())
        .isEqualTo(200);
  }

  @Test
  void getIsNotServed() {
    assertThat(server.get(PATH).whole())
        .isEqualTo("405 {\"detail\":\"Method \\\"GET\\\" not allowed.\"}");
  }

  private void register(String name, String address, String password) {
    String body = "{\"username\":\"%s\",\"email\":\"%s\",\"pwd\":\"%s\"}";
    Reply reply =
        server.json("POST", "/user_account/registration", body.formatted(name, address, password));
    assertThat(reply.status()).isEqualTo(200);
  }

  /** The same header, byte by byte, and the same claims in the same order, spelled the same. */
  static void assertSameMake(String token, String sample) {
    assertThat(part(token, 0)).isEqualTo(part(sample, 0));
    assertThat(masked(part(token, 1))).isEqualTo(masked(part(sample, 1)));
  }

  static JsonNode payload(String token) {
    return JSON.readTree(part(token, 1));
  }

  private static String masked(String payload) {
    return payload.replaceAll("\"[0-9a-f]{32}\"", "\"jti\"").replaceAll(":[0-9]+", ":n");
  }

  private static String part(String token, int index) {
    byte[] bytes = Base64.getUrlDecoder().decode(token.split("\\.")[index]);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
