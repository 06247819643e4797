package vestibule.core.token;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import vestibule.core.model.SigningKey;

/** Counts what is verified, by whichever key. */
public record CountingAlgorithms(KeyAlgorithms algorithms, AtomicInteger verified)
    implements KeyAlgorithms {

  private record CountingCodec(JwtCodec codec, AtomicInteger verified) implements JwtCodec {

    @Override
    public String sign(byte[] payloadJson) {
      return codec.sign(payloadJson);
    }

    @Override
    public Verification verify(String token) {
      verified.incrementAndGet();
      return codec.verify(token);
    }
  }

  @Override
  public byte[] generate(SigningKey.Algorithm algorithm) {
    return algorithms.generate(algorithm);
  }

  @Override
  public JwtCodec codec(SigningKey.Name name, byte[] secret) {
    return new CountingCodec(algorithms.codec(name, secret), verified);
  }

  @Override
  public JwtCodec verifier(SigningKey.Algorithm algorithm, byte[] key) {
    return new CountingCodec(algorithms.verifier(algorithm, key), verified);
  }

  @Override
  public Map<String, String> published(SigningKey.Name name, byte[] secret) {
    return algorithms.published(name, secret);
  }
}
