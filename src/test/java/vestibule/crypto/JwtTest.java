package vestibule.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.core.refusal.TokenFlaw;
import vestibule.core.secret.Digests;
import vestibule.core.token.JwtCodec.Claims;
import vestibule.core.token.JwtCodec.Damaged;
import vestibule.core.token.JwtCodec.Verified;

/** Tokens: the published bytes, the flaws of what is none of ours, and no second spelling. */
class JwtTest {

  private static final String HEADER = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
  private static final Damaged NOT_SIGNED = new Damaged(TokenFlaw.NOT_SIGNED);
  private static final Damaged NOT_ALLOWED = new Damaged(TokenFlaw.HEADER);

  private final byte[] secret = secret();
  private final Jwt jwt = new Jwt(secret);
  private final String good = jwt.sign("{\"sub\":\"1\"}".getBytes(UTF_8));

  @Test
  void aTokenIsTheseBytes() {
    // Computed with Python's hmac.
    assertThat(good)
        .isEqualTo(HEADER + ".eyJzdWIiOiIxIn0.htyoFata9TNIZwHpNC683AdCrFMgPVNjBvvLupUzF2I");
    Verified verified = (Verified) jwt.verify(good);
    assertThat(verified.claims()).isEqualTo(new Claims(Map.of("sub", "1")));
  }

  @Test
  void thePayloadIsTakenOverByteByByte() {
    byte[] payload = " {\"b\" : 1.50 ,\"a\":\"\\u0416Ж\", \"b\":2}\n".getBytes(UTF_8);
    String token = jwt.sign(payload);
    assertThat(Base64.getUrlDecoder().decode(token.split("\\.")[1])).isEqualTo(payload);
    Verified verified = (Verified) jwt.verify(token);
    assertThat(verified.claims()).isEqualTo(new Claims(Map.of("b", 2L, "a", "ЖЖ")));
  }

  @Test
  void theSamplesOfDocumentCHaveOurHeaderAndAnotherSignature() throws IOException {
    String document = Files.readString(Path.of("docs/contracts/c-accounts-app.md"));
    List<String> samples =
        Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+")
            .matcher(document)
            .results()
            .map(MatchResult::group)
            .toList();
    assertThat(samples).hasSize(6).allMatch(sample -> sample.startsWith(HEADER + "."));
    assertThat(samples).extracting(jwt::verify).containsOnly(NOT_SIGNED);
  }

  @Test
  void claimsAreReadByTheirJsonType() {
    Claims claims =
        claims(
            """
            {"token_type":"access","exp":1687433532,"fresh":false,"float":1.5,"whole":1.0,
             "least":-9223372036854775808,"most":9223372036854775807,"beyond":9223372036854775808,
             "nothing":null,"list":[1],"object":{"exp":1},"digits":"12","empty":"",
             "texts":["a","b"],"none":[],"huge":1e400}\
            """);
    assertThat(claims)
        .isEqualTo(
            new Claims(
                Map.ofEntries(
                    Map.entry("token_type", "access"),
                    Map.entry("exp", 1687433532L),
                    Map.entry("fresh", false),
                    Map.entry("float", 1.5),
                    Map.entry("whole", 1.0),
                    Map.entry("least", Long.MIN_VALUE),
                    Map.entry("most", Long.MAX_VALUE),
                    Map.entry("digits", "12"),
                    Map.entry("empty", ""),
                    Map.entry("texts", List.of("a", "b")),
                    Map.entry("none", List.of()),
                    Map.entry("huge", Double.POSITIVE_INFINITY))));
    assertThat(claims.text("token_type")).contains("access");
    assertThat(claims.number("exp")).hasValue(1687433532L);
    assertThat(claims.number("digits")).isEqualTo(OptionalLong.empty());
    assertThat(claims.text("exp")).isEqualTo(Optional.empty());
    assertThat(claims.text("missing")).isEqualTo(Optional.empty());
    assertThat(claims.seconds("exp")).hasValue(1687433532L);
    assertThat(claims.seconds("float")).hasValue(1L);
    assertThat(claims.number("float")).isEqualTo(OptionalLong.empty());
    assertThat(claims.seconds("digits")).isEqualTo(OptionalLong.empty());
    assertThat(claims.texts("digits")).containsExactly("12");
    assertThat(claims.texts("texts")).containsExactly("a", "b");
    assertThat(claims.texts("list")).isEmpty();
    assertThat(claims.texts("exp")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "abc",
        "abc.def",
        "..",
        "a.b.c",
        "eyJhbGciO.b.c",
        "e30=x.b.c",
        "abc.def.ghi",
        "eyJhbGciOiJIUzI1NiI.b.c",
        "W10.b.c",
        "MQ.b.c",
        "bnVsbA.b.c",
        "e30.b.c",
        "HEADER.b.c",
        "HEADER.e30.c",
        "HEADER.e30.abcde",
        "HEADER.e30.ab!c",
        "HEADER.e30.abcd",
        "HEADER.e30.",
        "HEADER..",
        "HEADER.garbage!.abcd",
        "HEADER.Z2FyYmFnZQ.abcd",
        "HEADER.e30.abcd.abcd",
        "HEADER.e30.x.abcd",
        "HEADER.e30.x.c",
        "HEADER.ab.c.abcd",
        "HEADER.abcd.e.abcd",
        "e30.e30."
      })
  void whatTheKeyDidNotSignIsNotSigned(String token) {
    assertThat(jwt.verify(token.replace("HEADER", HEADER))).isEqualTo(NOT_SIGNED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\",\"typ\":\"JWT\"}",
        "{\"alg\":\"None\"}",
        "{\"alg\":\"RS256\"}",
        "{\"alg\":\"HS512\"}",
        "{\"alg\":\"hs256\"}",
        "{\"alg\":\"HS256 \"}",
        "{\"alg\":\"\"}",
        "{\"alg\":null}",
        "{\"alg\":[\"HS256\"]}",
        "{\"alg\":{\"HS256\":1}}",
        "{\"typ\":\"JWT\"}",
        "{\"ALG\":\"HS256\"}",
        "{\"alg\":\"HS256\",\"alg\":\"none\"}",
      })
  void anotherAlgorithmIsNotAllowedEvenWithAGoodSignature(String header) {
    assertThat(jwt.verify(signed(header, "{}"))).isEqualTo(NOT_ALLOWED);
    String unsigned = base64(header) + "." + base64("{}") + ".";
    assertThat(jwt.verify(unsigned)).isEqualTo(NOT_SIGNED);
  }

  @Test
  void parametersOfTheHeaderHaveNoEffect() {
    String header =
        """
        {"typ":"JWT","alg":"HS256","kid":7,"jku":"http://127.0.0.1/keys",\
        "jwk":{"k":"AA"},"b64":false}\
        """;
    assertThat(jwt.verify(signed(header, "{\"sub\":\"1\"}")))
        .extracting(verification -> ((Verified) verification).claims())
        .isEqualTo(new Claims(Map.of("sub", "1")));
    String unsigned = base64(header) + good.substring(good.indexOf('.'));
    assertThat(jwt.verify(unsigned)).isEqualTo(NOT_SIGNED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"b64\"]", "[]", "null", "\"exp\""})
  void aCriticalExtensionIsRefused(String critical) {
    String header = "{\"alg\":\"HS256\",\"crit\":" + critical + "}";
    assertThat(jwt.verify(signed(header, "{}"))).isEqualTo(NOT_ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "[]", "1", "\"text\"", "null", "{", "{}{}", "{\"a\":1,}", "{'a':1}"})
  void aSignedPayloadThatIsNoObjectIsDamaged(String payload) {
    assertThat(jwt.verify(jwt.sign(payload.getBytes(UTF_8))))
        .isEqualTo(new Damaged(TokenFlaw.PAYLOAD));
  }

  @Test
  void everyFlippedBitIsNoticed() {
    for (int at = 0; at < good.length(); at++) {
      for (int bit = 0; bit < 16; bit++) {
        StringBuilder tampered = new StringBuilder(good);
        tampered.setCharAt(at, (char) (good.charAt(at) ^ 1 << bit));
        assertThat(jwt.verify(tampered.toString())).isInstanceOf(Damaged.class);
      }
    }
  }

  @Test
  void everyInsertedOrLostCharacterIsNoticed() {
    for (int at = 0; at <= good.length(); at++) {
      for (String foreign : List.of("=", " ", "\n", "!", "\u0000", ".", "A", "é", "\ud800")) {
        String inserted = good.substring(0, at) + foreign + good.substring(at);
        assertThat(jwt.verify(inserted)).isInstanceOf(Damaged.class);
      }
    }
    for (int at = 0; at < good.length(); at++) {
      assertThat(jwt.verify(good.substring(0, at) + good.substring(at + 1)))
          .isInstanceOf(Damaged.class);
    }
  }

  @Test
  void aSignatureHasOneSpelling() {
    // The last of 43 characters carries two bits that mean nothing: I, J, K and L decode alike.
    assertThat(good).endsWith("I");
    String head = good.substring(0, good.length() - 1);
    List<String> spellings = new ArrayList<>(List.of(head + "J", head + "K", head + "L"));
    for (String tail : List.of("=", "==", " ", "\n", "\r\n", "====", "=A", "!!!!", "é")) {
      spellings.add(good + tail);
    }
    spellings.add(good.replace(".ht", ".h\nt"));
    assertThat(spellings)
        .doesNotContain(good)
        .extracting(jwt::verify)
        .hasOnlyElementsOfType(Damaged.class);
    String withSigns = signedWith('-');
    assertThat(jwt.verify(withSigns)).isInstanceOf(Verified.class);
    assertThat(jwt.verify(withSigns.replace('-', '+'))).isEqualTo(NOT_SIGNED);
  }

  @Test
  void anotherSecretSignsOtherTokens() {
    byte[] other = secret();
    other[31]++;
    assertThat(new Jwt(other).verify(good)).isEqualTo(NOT_SIGNED);
    secret[31]++;
    assertThat(jwt.verify(good)).isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 31, 33, 64})
  void aSecretHas32Bytes(int length) {
    assertThatThrownBy(() -> new Jwt(new byte[length]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTokenOfMoreThan8KibIsNeitherMadeNorLookedAt() {
    int longestPayload = (8 * 1024 - HEADER.length() - 2 - 43) * 3 / 4;
    String longest = jwt.sign(object(longestPayload));
    assertThat(longest).hasSize(8 * 1024);
    assertThat(jwt.verify(longest)).isInstanceOf(Verified.class);
    assertThatThrownBy(() -> jwt.sign(object(longestPayload + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(jwt.verify("a".repeat(8 * 1024 + 1))).isEqualTo(new Damaged(TokenFlaw.TOO_LONG));
    assertThat(jwt.verify("a".repeat(8 * 1024))).isEqualTo(NOT_SIGNED);
  }

  @Test
  void deepNestingInTheHeaderIsDamageAndNothingWorse() {
    assertThat(jwt.verify(signed("[".repeat(4_000), "{}"))).isEqualTo(NOT_ALLOWED);
  }

  @Test
  void manyThreadsShareACodec() throws Exception {
    Callable<Boolean> work =
        () -> {
          for (int i = 0; i < 500; i++) {
            String thread = Thread.currentThread().toString();
            String payload = "{\"thread\":\"" + thread + "\",\"i\":" + i + "}";
            String token = jwt.sign(payload.getBytes(UTF_8));
            Claims claims = new Claims(Map.of("thread", thread, "i", (long) i));
            if (!jwt.verify(token).equals(new Verified(claims))) {
              return false;
            }
          }
          return true;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Boolean> one : threads.invokeAll(List.of(work, work, work, work))) {
        assertThat(one.get()).isTrue();
      }
    }
  }

  private Claims claims(String payload) {
    return ((Verified) jwt.verify(jwt.sign(payload.getBytes(UTF_8)))).claims();
  }

  private String signedWith(char sign) {
    for (int i = 0; ; i++) {
      String token = jwt.sign(("{\"i\":" + i + "}").getBytes(UTF_8));
      if (token.lastIndexOf(sign) > token.lastIndexOf('.')) {
        return token;
      }
    }
  }

  private String signed(String header, String payload) {
    String signed = base64(header) + "." + base64(payload);
    return signed
        + "."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(Digests.hmacSha256(secret, signed));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static byte[] object(int length) {
    return ("{\"a\":\"" + "x".repeat(length - 8) + "\"}").getBytes(UTF_8);
  }

  private static byte[] secret() {
    byte[] secret = new byte[32];
    for (int at = 0; at < secret.length; at++) {
      secret[at] = (byte) at;
    }
    return secret;
  }
}
