package vestibule.core.token;

import java.util.Map;
import vestibule.core.model.SigningKey;

/** What signs and verifies: codecs of keys, each by the one algorithm that its name says. */
public interface KeyAlgorithms {

  /** The secret of a new key of that algorithm, in a form that {@link #codec} reads. */
  byte[] generate(SigningKey.Algorithm algorithm);

  /** What signs and verifies with a key. */
  JwtCodec codec(SigningKey.Name name, byte[] secret);

  /**
   * What only verifies, with a key that is not ours; it takes headers that name it otherwise.
   *
   * @param key a secret, or a public key as X.509 has it
   */
  JwtCodec verifier(SigningKey.Algorithm algorithm, byte[] key);

  /**
   * What everybody may know of a key: the members of a JWK (RFC 7517), in order.
   *
   * @throws IllegalArgumentException for a key that is not published
   */
  Map<String, String> published(SigningKey.Name name, byte[] secret);
}
