package vestibule.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import vestibule.core.refusal.TokenFlaw;
import vestibule.core.token.JwtCodec;

/**
 * Tokens signed with HS256 under one secret of 32 bytes; safe for use by many threads.
 *
 * <p>A token is compared as text with the signature that it should bear, so that it has one
 * spelling only: lenient readers also take signatures with other trailing bits, padding or foreign
 * characters between. Of a token longer than 8 KiB nothing is checked: it is none of ours.
 */
public final class Jwt implements JwtCodec {

  private static final int SECRET_BYTES = 32;
  private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  private static final String HEADER_SEGMENT = JwtText.segment(HEADER.getBytes(UTF_8));
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /**
   * With its key, and never used itself: a copy of it signs, as making one looks for its provider.
   * Made at the first token, because its library takes long to load.
   */
  private volatile Optional<Mac> keyed = Optional.empty();

  /**
   * @param secret 32 random bytes, copied
   */
  public Jwt(byte[] secret) {
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException("the secret of a token codec must have 32 bytes");
    }
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  private Jwt(SecretKeySpec key) {
    this.key = key;
  }

  /**
   * Verifies what another installation has signed, whose secret may be a text of any length.
   *
   * @param secret not empty, copied; who sets a short one, which can be found out from one token,
   *     has been warned
   */
  static JwtCodec verifier(byte[] secret) {
    return new Jwt(new SecretKeySpec(secret, ALGORITHM));
  }

  /** Two threads may make one each at the first token, which are alike. */
  private Mac keyed() throws GeneralSecurityException {
    if (keyed.isEmpty()) {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      keyed = Optional.of(mac);
    }
    return keyed.get();
  }

  /** Loads the libraries, so that the first token takes less time. */
  public static void load() {
    Jwt throwaway = new Jwt(new byte[SECRET_BYTES]);
    throwaway.verify(throwaway.sign("{}".getBytes(UTF_8)));
  }

  @Override
  public String sign(byte[] payloadJson) {
    String signed = HEADER_SEGMENT + "." + JwtText.segment(payloadJson);
    return JwtText.whole(signed + "." + signatureOf(signed));
  }

  @Override
  public Verification verify(String token) {
    if (token.length() > JwtText.LONGEST) {
      return new Damaged(TokenFlaw.TOO_LONG);
    }
    int first = token.indexOf('.');
    int last = token.lastIndexOf('.');
    if (first == last || !isSigned(token.substring(0, last), token.substring(last + 1))) {
      return new Damaged(TokenFlaw.NOT_SIGNED);
    }
    String header = token.substring(0, first);
    return header.equals(HEADER_SEGMENT) || JwtText.saysOnly("HS256", header)
        ? JwtText.read(token.substring(first + 1, last))
        : new Damaged(TokenFlaw.HEADER);
  }

  private boolean isSigned(String signed, String signature) {
    return MessageDigest.isEqual(signatureOf(signed).getBytes(UTF_8), signature.getBytes(UTF_8));
  }

  private String signatureOf(String signed) {
    try {
      Mac mac = (Mac) keyed().clone();
      return JwtText.segment(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException | CloneNotSupportedException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM + " and can copy it", e);
    }
  }
}
