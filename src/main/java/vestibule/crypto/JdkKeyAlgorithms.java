package vestibule.crypto;

import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import vestibule.core.model.SigningKey;
import vestibule.core.token.JwtCodec;
import vestibule.core.token.KeyAlgorithms;

/**
 * The algorithms that tokens are signed by, all from the JDK.
 *
 * <p>The secret of an HS256 key is its bytes. That of a pair is the length of the private key in
 * two bytes, the private key (PKCS #8) and the public one (X.509).
 */
public final class JdkKeyAlgorithms implements KeyAlgorithms {

  private static final int SECRET_BYTES = 32;

  private final SecureRandom random;

  public JdkKeyAlgorithms(SecureRandom random) {
    this.random = random;
  }

  @Override
  public byte[] generate(SigningKey.Algorithm algorithm) {
    return switch (algorithm) {
      case HS256 -> {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        yield secret;
      }
      case ES256, EDDSA, RS256 -> joined(PublishedAlgorithm.of(algorithm).generate(random));
    };
  }

  private static byte[] joined(KeyPair pair) {
    byte[] pkcs8 = pair.getPrivate().getEncoded();
    byte[] spki = pair.getPublic().getEncoded();
    return ByteBuffer.allocate(Short.BYTES + pkcs8.length + spki.length)
        .putShort((short) pkcs8.length)
        .put(pkcs8)
        .put(spki)
        .array();
  }

  /** The parts of a pair's secret. */
  private record Parts(byte[] pkcs8, byte[] spki) {

    static Parts of(byte[] secret) {
      ByteBuffer parts = ByteBuffer.wrap(secret);
      byte[] pkcs8 = new byte[parts.getShort()];
      parts.get(pkcs8);
      byte[] spki = new byte[parts.remaining()];
      parts.get(spki);
      return new Parts(pkcs8, spki);
    }
  }

  @Override
  public JwtCodec codec(SigningKey.Name name, byte[] secret) {
    return switch (name.algorithm()) {
      case HS256 -> new Jwt(secret);
      case ES256, EDDSA, RS256 -> pair(name, secret);
    };
  }

  private static JwtCodec pair(SigningKey.Name name, byte[] secret) {
    PublishedAlgorithm algorithm = PublishedAlgorithm.of(name.algorithm());
    Parts parts = Parts.of(secret);
    return PairJwt.own(
        name, algorithm.privateKey(parts.pkcs8()), algorithm.publicKey(parts.spki()));
  }

  @Override
  public JwtCodec verifier(SigningKey.Algorithm algorithm, byte[] key) {
    return switch (algorithm) {
      case HS256 -> Jwt.verifier(key);
      case ES256, EDDSA, RS256 ->
          PairJwt.verifier(algorithm, PublishedAlgorithm.of(algorithm).publicKey(key));
    };
  }

  @Override
  public Map<String, String> published(SigningKey.Name name, byte[] secret) {
    PublishedAlgorithm algorithm = PublishedAlgorithm.of(name.algorithm());
    Map<String, String> members =
        new LinkedHashMap<>(algorithm.members(algorithm.publicKey(Parts.of(secret).spki())));
    members.put("use", "sig");
    members.put("alg", name.algorithm().header());
    members.put("kid", name.kid());
    return members;
  }
}
