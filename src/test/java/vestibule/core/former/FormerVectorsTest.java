package vestibule.core.former;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.contracts.former.BareTokens;
import vestibule.contracts.former.FlaskTokens;
import vestibule.contracts.former.SimpleJwtTokens;
import vestibule.contracts.former.SupabaseTokens;
import vestibule.core.former.Installation.Genuine;
import vestibule.core.former.Installation.Judged;
import vestibule.core.former.Installation.NotTheirs;
import vestibule.core.former.Installation.Worthless;
import vestibule.core.model.SigningKey;
import vestibule.core.refusal.TokenFlaw;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.token.JwtCodec;
import vestibule.core.token.TokenFormat.Kind;
import vestibule.crypto.JdkKeyAlgorithms;

/** Tokens that the original libraries made: {@code former-tokens.json} in the tests' resources. */
class FormerVectorsTest {

  private static final JsonNode FILE = file();
  private static final Instant AT = Instant.parse(FILE.path("at").asString()).plusSeconds(1_500);
  private static final Instant CUT_OVER = Instant.parse(FILE.path("issued-before").asString());
  private static final Instant END = Instant.parse(FILE.path("until").asString() + "T00:00:00Z");

  private static JsonNode file() {
    try (InputStream in = FormerVectorsTest.class.getResourceAsStream("/former-tokens.json")) {
      return JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A token, and what it is good for. */
  private record Vector(JsonNode node) {

    String token() {
      return node.path("token").asString();
    }

    String worth() {
      return node.path("worth").asString();
    }

    SigningKey.Algorithm algorithm() {
      return SigningKey.Algorithm.valueOf(node.path("algorithm").asString());
    }

    Installation installation(Instant cutOver, Instant end) {
      return installation(codec(algorithm(), key(algorithm())), cutOver, end);
    }

    Installation installation(JwtCodec codec, Instant cutOver, Instant end) {
      String library = node.path("library").asString();
      FormerFormat format =
          switch (library) {
            case "flask-jwt-extended" -> new FlaskTokens();
            case "simplejwt" -> new SimpleJwtTokens();
            case "pyjwt" -> new BareTokens();
            default -> new SupabaseTokens();
          };
      Optional<String> usual = Optional.of("authenticated").filter(_ -> library.equals("supabase"));
      Optional<String> audience =
          node.has("audience") ? Optional.of(node.path("audience").asString()) : usual;
      String claim = node.path("claim").asString(library.equals("simplejwt") ? "user_id" : "sub");
      return new Installation(
          "shop", codec, format, new Installation.Conditions(claim, audience, cutOver, end));
    }

    @Override
    public String toString() {
      return node.path("made").asString() + ": " + node.path("case").asString();
    }
  }

  private static List<Vector> vectors() {
    return FILE.path("tokens").valueStream().map(Vector::new).toList();
  }

  private static byte[] key(SigningKey.Algorithm algorithm) {
    if (algorithm == SigningKey.Algorithm.HS256) {
      return FILE.path("secret").asString().getBytes(UTF_8);
    }
    String pem = FILE.path(algorithm.name()).asString();
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }

  private static JwtCodec codec(SigningKey.Algorithm algorithm, byte[] key) {
    return new JdkKeyAlgorithms(new SecureRandom()).verifier(algorithm, key);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void eachIsGoodForWhatItsLibraryTookItFor(Vector vector) {
    Installation installation = vector.installation(CUT_OVER, END);
    Judged access = installation.judge(vector.token(), Kind.ACCESS, AT);
    Judged refresh = installation.judge(vector.token(), Kind.REFRESH, AT);
    switch (vector.worth()) {
      case "access" -> {
        genuine(access, vector, Kind.ACCESS);
        assertThat(refresh).isEqualTo(new Worthless(new TokenRefusal.WrongKind()));
      }
      case "refresh" -> {
        genuine(refresh, vector, Kind.REFRESH);
        assertThat(access).isEqualTo(new Worthless(new TokenRefusal.WrongKind()));
      }
      case "foreign" -> assertThat(List.of(access, refresh)).containsOnly(new NotTheirs());
      default ->
          assertThat(List.of(access, refresh))
              .allSatisfy(
                  judged ->
                      assertThat(judged)
                          .isInstanceOfSatisfying(
                              Worthless.class,
                              worthless ->
                                  assertThat(worthless.why())
                                      .isInstanceOf(TokenRefusal.Damaged.class)));
    }
  }

  private static void genuine(Judged judged, Vector vector, Kind kind) {
    Genuine genuine = (Genuine) judged;
    assertThat(genuine.kind()).isEqualTo(kind);
    assertThat(genuine.oldId()).isEqualTo(vector.node().path("old").asString());
    assertThat(genuine.csrf())
        .isEqualTo(
            vector.node().has("csrf")
                ? Optional.of(vector.node().path("csrf").asString())
                : genuine.csrf());
  }

  private static List<Vector> good() {
    return vectors().stream()
        .filter(it -> List.of("access", "refresh").contains(it.worth()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("good")
  void aGoodOneIsGoodInItsTimeAlone(Vector vector) {
    Kind kind = vector.worth().equals("access") ? Kind.ACCESS : Kind.REFRESH;
    Worthless expired = new Worthless(new TokenRefusal.Expired());
    Worthless unknown = new Worthless(new TokenRefusal.Damaged(TokenFlaw.UNKNOWN));
    Worthless early = new Worthless(new TokenRefusal.Damaged(TokenFlaw.NOT_YET_VALID));
    Installation usual = vector.installation(CUT_OVER, END);
    Genuine genuine = (Genuine) usual.judge(vector.token(), kind, AT);
    Instant end = Instant.ofEpochSecond(genuine.times().expires());
    assertThat(end).isAfter(AT).isBeforeOrEqualTo(END);
    assertThat(usual.judge(vector.token(), kind, end)).isEqualTo(expired);
    assertThat(usual.judge(vector.token(), kind, end.minusMillis(1))).isEqualTo(genuine);
    assertThat(usual.judge(vector.token(), kind, AT.minus(Duration.ofHours(2)))).isEqualTo(early);
    Installation sooner = vector.installation(CUT_OVER, AT);
    assertThat(sooner.judge(vector.token(), kind, AT)).isEqualTo(expired);
    Installation before = vector.installation(Instant.ofEpochSecond(genuine.times().issued()), END);
    assertThat(before.judge(vector.token(), kind, AT)).isEqualTo(unknown);
  }

  @ParameterizedTest
  @MethodSource("good")
  void aGoodOneIsGoodUnderItsKeyAlone(Vector vector) {
    for (SigningKey.Algorithm algorithm :
        List.of(
            SigningKey.Algorithm.HS256, SigningKey.Algorithm.RS256, SigningKey.Algorithm.ES256)) {
      List<byte[]> keys =
          algorithm == SigningKey.Algorithm.HS256
              ? List.of(
                  key(SigningKey.Algorithm.RS256), key(SigningKey.Algorithm.ES256), new byte[1])
              : algorithm == vector.algorithm() ? List.of() : List.of(key(algorithm));
      for (byte[] key : keys) {
        Installation other = vector.installation(codec(algorithm, key), CUT_OVER, END);
        assertThat(other.judge(vector.token(), Kind.ACCESS, AT)).isEqualTo(new NotTheirs());
        assertThat(other.judge(vector.token(), Kind.REFRESH, AT)).isEqualTo(new NotTheirs());
      }
    }
    Installation usual = vector.installation(CUT_OVER, END);
    String token = vector.token();
    for (int at : List.of(0, token.indexOf('.') + 1, token.length() - 4)) {
      char other = token.charAt(at) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, at) + other + token.substring(at + 1);
      assertThat(usual.judge(changed, Kind.ACCESS, AT)).isEqualTo(new NotTheirs());
    }
  }

  @Test
  void allLibrariesAndVersionsAreThere() {
    assertThat(vectors().stream().map(it -> it.node().path("made").asString().split(" with|,")[0]))
        .contains(
            "Flask-JWT-Extended 4.7.4",
            "Flask-JWT-Extended 3.25.1",
            "djangorestframework-simplejwt 5.5.1",
            "djangorestframework-simplejwt 5.2.2",
            "djangorestframework-simplejwt 4.7.2",
            "PyJWT 2.15.1");
    assertThat(good()).hasSizeGreaterThan(30);
  }
}
