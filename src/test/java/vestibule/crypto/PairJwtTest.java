package vestibule.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vestibule.core.model.SigningKey.Algorithm;
import vestibule.core.model.SigningKey.Name;
import vestibule.core.token.JwtCodec;

/** Tokens of pairs: each key by its own algorithm and under its own name alone. */
class PairJwtTest {

  private static final Map<Algorithm, byte[]> PAIRS = new ConcurrentHashMap<>();

  private static final byte[] PAYLOAD = "{\"sub\":\"1\"}".getBytes(UTF_8);

  private final JdkKeyAlgorithms algorithms = new JdkKeyAlgorithms(new SecureRandom());

  /** One of each: RSA's takes a second to find. */
  private byte[] pair(Algorithm algorithm) {
    return PAIRS.computeIfAbsent(algorithm, algorithms::generate);
  }

  private static Name name(Algorithm algorithm, String id) {
    return new Name("chat", algorithm, id.repeat(16));
  }

  @ParameterizedTest
  @EnumSource(names = "HS256", mode = EnumSource.Mode.EXCLUDE)
  void aTokenNamesItsKeyAndHasOneHeader(Algorithm algorithm) {
    Name name = name(algorithm, "a");
    byte[] secret = pair(algorithm);
    JwtCodec codec = algorithms.codec(name, secret);
    String token = codec.sign(PAYLOAD);
    String[] parts = token.split("\\.");
    assertThat(new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8))
        .isEqualTo(
            "{\"alg\":\""
                + algorithm.header()
                + "\",\"typ\":\"JWT\",\"kid\":\""
                + name.kid()
                + "\"}");
    assertThat(codec.verify(token)).isInstanceOf(JwtCodec.Verified.class);
    // The same key under another name, and another key under the same.
    assertThat(algorithms.codec(name(algorithm, "b"), secret).verify(token))
        .isEqualTo(JwtCodec.NOT_SIGNED);
    assertThat(algorithms.codec(name, algorithms.generate(algorithm)).verify(token))
        .isEqualTo(JwtCodec.NOT_SIGNED);
    for (String header : List.of("{\"alg\":\"none\"}", "{\"alg\":\"HS256\",\"typ\":\"JWT\"}")) {
      String other = JwtText.segment(header.getBytes(UTF_8));
      assertThat(codec.verify(other + "." + parts[1] + "." + parts[2]))
          .isEqualTo(JwtCodec.NOT_SIGNED);
    }
    for (String damaged :
        List.of(
            "",
            ".",
            "..",
            parts[0] + "." + parts[1] + ".",
            token + "=",
            token + "A",
            token + ".")) {
      assertThat(codec.verify(damaged)).isEqualTo(JwtCodec.NOT_SIGNED);
    }
  }

  @Test
  void aSecretOfAnotherKindOfKeyIsNoKey() {
    byte[] pair = algorithms.generate(Algorithm.ES256);
    assertThatThrownBy(() -> algorithms.codec(name(Algorithm.HS256, "a"), pair))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> algorithms.published(name(Algorithm.HS256, "a"), new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** What is published verifies what is signed, read by somebody who knows the JWK alone. */
  @Test
  void thePublishedKeyVerifiesElsewhere() throws Exception {
    Name name = name(Algorithm.RS256, "c");
    byte[] secret = pair(Algorithm.RS256);
    Map<String, String> jwk = algorithms.published(name, secret);
    assertThat(jwk.keySet()).containsExactly("kty", "n", "e", "use", "alg", "kid");
    PublicKey key =
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(number(jwk.get("n")), number(jwk.get("e"))));
    String[] parts = algorithms.codec(name, secret).sign(PAYLOAD).split("\\.");
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(key);
    signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    assertThat(
            algorithms
                .published(name(Algorithm.ES256, "d"), algorithms.generate(Algorithm.ES256))
                .keySet())
        .containsExactly("kty", "crv", "x", "y", "use", "alg", "kid");
    assertThat(
            algorithms
                .published(name(Algorithm.EDDSA, "e"), algorithms.generate(Algorithm.EDDSA))
                .keySet())
        .containsExactly("kty", "crv", "x", "use", "alg", "kid");
  }

  private static BigInteger number(String segment) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(segment));
  }

  @Test
  void aFormerSecretMayBeAnyText() {
    for (String secret : List.of("x", "a secret of an installation before")) {
      JwtCodec codec = algorithms.verifier(Algorithm.HS256, secret.getBytes(UTF_8));
      assertThat(codec.verify("a.b.c")).isEqualTo(JwtCodec.NOT_SIGNED);
      assertThat(codec.verify(codec.sign("{}".getBytes(UTF_8))))
          .isInstanceOf(JwtCodec.Verified.class);
    }
  }
}
