package vestibule.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;
import java.util.function.Predicate;
import vestibule.core.model.SigningKey;
import vestibule.core.refusal.TokenFlaw;
import vestibule.core.token.JwtCodec;

/**
 * Tokens signed with the private key of a pair; safe for use by many threads. A token of ours has
 * exactly the header that names its key: nothing of a foreign header is acted on.
 */
final class PairJwt implements JwtCodec {

  private final PublishedAlgorithm algorithm;
  private final Optional<PrivateKey> privateKey;
  private final PublicKey publicKey;
  private final String header;
  private final Predicate<String> takes;

  private PairJwt(
      PublishedAlgorithm algorithm,
      Optional<PrivateKey> privateKey,
      PublicKey publicKey,
      String header,
      Predicate<String> takes) {
    this.algorithm = algorithm;
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.header = header;
    this.takes = takes;
  }

  /** Signs and verifies with a pair of our own. */
  static PairJwt own(SigningKey.Name name, PrivateKey privateKey, PublicKey publicKey) {
    String text =
        "{\"alg\":\""
            + name.algorithm().header()
            + "\",\"typ\":\"JWT\",\"kid\":\""
            + name.kid()
            + "\"}";
    String header = JwtText.segment(text.getBytes(UTF_8));
    return new PairJwt(
        PublishedAlgorithm.of(name.algorithm()),
        Optional.of(privateKey),
        publicKey,
        header,
        header::equals);
  }

  /** Verifies what another installation has signed, which may have named its key otherwise. */
  static PairJwt verifier(SigningKey.Algorithm algorithm, PublicKey publicKey) {
    return new PairJwt(
        PublishedAlgorithm.of(algorithm),
        Optional.empty(),
        publicKey,
        "",
        said -> JwtText.saysOnly(algorithm.header(), said));
  }

  @Override
  public String sign(byte[] payloadJson) {
    PrivateKey key =
        privateKey.orElseThrow(() -> new IllegalStateException("this key only verifies"));
    String signed = header + "." + JwtText.segment(payloadJson);
    byte[] signature = algorithm.sign(key, signed.getBytes(UTF_8));
    return JwtText.whole(signed + "." + JwtText.segment(signature));
  }

  @Override
  public Verification verify(String token) {
    if (token.length() > JwtText.LONGEST) {
      return new Damaged(TokenFlaw.TOO_LONG);
    }
    int first = token.indexOf('.');
    int last = token.lastIndexOf('.');
    return first < last && takes.test(token.substring(0, first)) && isSigned(token, last)
        ? JwtText.read(token.substring(first + 1, last))
        : NOT_SIGNED;
  }

  private boolean isSigned(String token, int last) {
    return JwtText.bytes(token.substring(last + 1))
        .filter(by -> algorithm.isSigned(publicKey, token.substring(0, last).getBytes(UTF_8), by))
        .isPresent();
  }
}
