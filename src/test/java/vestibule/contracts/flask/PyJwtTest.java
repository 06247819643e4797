package vestibule.contracts.flask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.core.refusal.TokenFlaw;
import vestibule.core.secret.Digests;
import vestibule.core.token.JwtCodec;
import vestibule.crypto.Jwt;

/** PyJWT's words for every token that the codec does not take. */
class PyJwtTest {

  private static final String HEADER = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
  private static final String NOT_ALLOWED = "The specified alg value is not allowed";

  private final byte[] secret = new byte[32];
  private final Jwt jwt = new Jwt(secret);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                          | Not enough segments
          .                           | Not enough segments
          abc                         | Not enough segments
          abc.def                     | Not enough segments
          .. | Invalid header string: Expecting value: line 1 column 1 (char 0)
          a.b.c                       | Invalid header padding
          eyJhbGciO.b.c               | Invalid header padding
          e30=x.b.c                   | Invalid payload padding
          abc.def.ghi | Invalid header string: Expecting value: line 1 column 1 (char 0)
          eyJhbGciOiJIUzI1NiI.b.c | Invalid header string: Expecting value: line 1 column 1 (char 0)
          W10.b.c                     | Invalid header string: must be a json object
          MQ.b.c                      | Invalid header string: must be a json object
          bnVsbA.b.c                  | Invalid header string: must be a json object
          e30.b.c                     | Invalid payload padding
          HEADER.b.c                  | Invalid payload padding
          HEADER.e30.c                | Invalid crypto padding
          HEADER.e30.abcde            | Invalid crypto padding
          HEADER.e30.ab!c             | Invalid crypto padding
          HEADER.e30.abcd             | Signature verification failed
          HEADER.e30.                 | Signature verification failed
          HEADER..                    | Signature verification failed
          HEADER.garbage!.abcd        | Invalid payload padding
          HEADER.Z2FyYmFnZQ.abcd      | Signature verification failed
          HEADER.e30.abcd.abcd        | Invalid payload padding
          HEADER.e30.x.abcd          | Signature verification failed
          HEADER.e30.x.c              | Invalid crypto padding
          HEADER.ab.c.abcd            | Invalid payload padding
          HEADER.abcd.e.abcd          | Invalid payload padding
          e30.e30.                    | The specified alg value is not allowed
          """)
  void damageIsWordedAsPyjwtWordsIt(String token, String reason) {
    assertThat(words(token.replace("HEADER", HEADER))).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\",\"typ\":\"JWT\"}",
        "{\"alg\":\"HS512\"}",
        "{\"alg\":null}",
        "{\"alg\":[\"HS256\"]}",
        "{\"typ\":\"JWT\"}",
        "{\"alg\":\"HS256\",\"alg\":\"none\"}"
      })
  void anotherAlgorithmIsNotAllowedSignedOrNot(String header) {
    assertThat(words(signed(header, "{}"))).isEqualTo(NOT_ALLOWED);
    assertThat(words(base64(header) + "." + base64("{}") + ".")).isEqualTo(NOT_ALLOWED);
  }

  @Test
  void aCriticalExtensionIsNotSupported() {
    assertThat(words(signed("{\"alg\":\"HS256\",\"crit\":[\"b64\"]}", "{}")))
        .isEqualTo("Unsupported critical extension");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "1", "null", "{", "{}{}"})
  void aSignedPayloadIsAnObject(String payload) {
    assertThat(words(jwt.sign(payload.getBytes(UTF_8))))
        .isEqualTo("Invalid payload string: must be a json object");
  }

  @Test
  void ofWhatIsTooLongNothingIsLookedAt() {
    assertThat(words("a".repeat(8 * 1024 + 1))).isEqualTo(PyJwt.NOT_SIGNED);
    assertThat(words("a".repeat(8 * 1024))).isEqualTo("Not enough segments");
    assertThat(words(base64("[".repeat(4_000)) + ".e30.abcd"))
        .isEqualTo("Invalid header string: Expecting value: line 1 column 1 (char 0)");
  }

  @ParameterizedTest
  @CsvSource({
    "CLAIM_MISSING, Missing claim",
    "NOT_YET_VALID, The token is not yet valid (iat)",
    "UNKNOWN, Signature verification failed"
  })
  void whatWasSignedIsWordedByItsFlaw(TokenFlaw flaw, String words) {
    assertThat(PyJwt.words(jwt.sign("{}".getBytes(UTF_8)), flaw)).isEqualTo(words);
  }

  private String words(String token) {
    return PyJwt.words(token, ((JwtCodec.Damaged) jwt.verify(token)).flaw());
  }

  private String signed(String header, String payload) {
    String signed = base64(header) + "." + base64(payload);
    byte[] signature = Digests.hmacSha256(secret, signed);
    return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
