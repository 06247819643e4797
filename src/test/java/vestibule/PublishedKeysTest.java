package vestibule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.core.ring.KeyRotation;
import vestibule.core.secret.Digests;
import vestibule.core.secret.Ring.State;

/** Keys that everybody may know, and what nobody gets out of knowing them. */
@Timeout(120)
class PublishedKeysTest {

  private static final String BEARER = "Bearer ";
  private static final Duration QUARTER = Duration.ofMinutes(15);

  @TempDir private Path folder;

  private static String kidOf(String token) {
    return header(token).path("kid").asString();
  }

  private static JsonNode header(String token) {
    return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[0]));
  }

  private static List<String> published(TestServer server) {
    Reply reply = server.get("/.well-known/jwks.json");
    assertThat(reply.status()).isEqualTo(200);
    return StreamSupport.stream(reply.json().path("keys").spliterator(), false)
        .map(key -> key.path("kid").asString())
        .toList();
  }

  private static String signIn(TestServer server, TestPerson person) {
    String header =
        person
            .cameInBy()
            .token(person.cameInBy().signIn(server, person.email(), person.password()));
    return header.substring(BEARER.length());
  }

  private static TestPerson registered(TestServer server, TestDoor door) {
    TestPerson person = TestPerson.at(door, server);
    assertThat(door.register(server, person).status()).isIn(200, 201);
    return person;
  }

  private static int whoami(TestServer server, TestPerson person, String token) {
    return person.cameInBy().whoami(server, BEARER + token).status();
  }

  @Test
  void keysOfHs256ArePublishedByNobody() {
    try (TestServer server = TestServer.in(folder)) {
      assertThat(published(server)).hasSize(1).allMatch(kid -> kid.startsWith("v1-es256-"));
      server.core().keys().tend();
      Reply reply = server.get("/.well-known/jwks.json", "Origin: https://elsewhere.example");
      assertThat(published(server)).hasSize(2).allMatch(kid -> kid.startsWith("v1-es256-"));
      assertThat(reply.header("Cache-Control")).contains("public, max-age=300");
      assertThat(reply.header("Content-Type")).contains("application/jwk-set+json");
      assertThat(reply.header("Access-Control-Allow-Origin")).contains("*");
      assertThat(reply.body()).contains("\"kty\":\"EC\"").doesNotContain("\"k\":", "\"d\":");
    }
  }

  @ParameterizedTest
  @CsvSource({"es256, ES256", "eddsa, EdDSA", "rs256, RS256"})
  void tokensAreSignedAsTheSettingsSay(String setting, String algorithm) {
    try (TestServer server =
        TestServer.in(
            folder,
            "VESTIBULE_USERACCOUNT_TOKEN_ALGORITHM=" + setting,
            "VESTIBULE_CHAT_TOKEN_ALGORITHM=" + setting)) {
      for (TestDoor door : List.of(TestDoor.USER_ACCOUNT, TestDoor.CHAT)) {
        TestPerson person = registered(server, door);
        String token = signIn(server, person);
        assertThat(header(token).path("alg").asString()).isEqualTo(algorithm);
        assertThat(published(server)).contains(kidOf(token));
        assertThat(whoami(server, person, token)).isEqualTo(200);
        String[] parts = token.split("\\.");
        String otherPayload = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes("{}"));
        assertThat(whoami(server, person, parts[0] + "." + otherPayload + "." + parts[2]))
            .isIn(401, 422);
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void anotherAlgorithmIsTakenUpOnceEverybodyCanKnowTheKey() {
    TestPerson person;
    String before;
    try (TestServer server = TestServer.in(folder)) {
      person = registered(server, TestDoor.CHAT);
      before = signIn(server, person);
    }
    try (TestServer server = TestServer.in(folder, "VESTIBULE_CHAT_TOKEN_ALGORITHM=es256")) {
      KeyRotation keys = server.core().keys();
      keys.tend();
      String next =
          keys.list().stream()
              .filter(listed -> listed.key().name().family().equals("chat"))
              .filter(listed -> listed.state() == State.NEXT)
              .map(listed -> listed.key().name().kid())
              .findAny()
              .orElseThrow();
      assertThat(published(server)).contains(next);
      server.clock().advance(QUARTER.minusSeconds(30));
      keys.tend();
      assertThat(header(signIn(server, person)).has("kid")).isFalse();
      server.clock().advance(Duration.ofSeconds(30));
      keys.tend();
      String after = signIn(server, person);
      assertThat(kidOf(after)).isEqualTo(next);
      assertThat(whoami(server, person, before)).isEqualTo(200);
      assertThat(whoami(server, person, after)).isEqualTo(200);
    }
  }

  /** The public key, as a text that everybody has, is no secret of HS256 (RFC 8725, 2.1). */
  @Test
  void aPublicKeyIsNoSecret() {
    try (TestServer server = TestServer.in(folder, "VESTIBULE_CHAT_TOKEN_ALGORITHM=rs256")) {
      TestPerson person = registered(server, TestDoor.CHAT);
      String token = signIn(server, person);
      String payload = token.split("\\.")[1];
      String jwk = server.get("/.well-known/jwks.json").body();
      byte[] modulus =
          Base64.getUrlDecoder()
              .decode(
                  server
                      .get("/.well-known/jwks.json")
                      .json()
                      .path("keys")
                      .path(0)
                      .path("n")
                      .asString());
      for (byte[] known : List.of(bytes(jwk), modulus)) {
        for (String header :
            List.of(
                "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"" + kidOf(token) + "\"}",
                "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + kidOf(token) + "\"}")) {
          String signed = segment(bytes(header)) + "." + payload;
          String forged = signed + "." + segment(Digests.hmacSha256(known, signed));
          assertThat(whoami(server, person, forged)).isEqualTo(401);
        }
      }
      for (String header : List.of("{\"alg\":\"none\"}", "{\"alg\":\"none\",\"typ\":\"JWT\"}")) {
        assertThat(whoami(server, person, segment(bytes(header)) + "." + payload + "."))
            .isEqualTo(401);
      }
    }
  }

  private static String segment(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
