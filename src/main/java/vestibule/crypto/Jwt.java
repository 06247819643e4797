package vestibule.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;
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

  static final int LONGEST = 8 * 1024;

  private static final int SECRET_BYTES = 32;
  private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER_SEGMENT = BASE64URL.encodeToString(HEADER.getBytes(UTF_8));
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /**
   * With its key, and never used itself: a copy of it signs, as making one looks for its provider.
   * Made at the first token, because its library takes long to load.
   */
  private volatile Optional<Mac> keyed = Optional.empty();

  /** What the first token needs of the libraries, and the start does not. */
  private static final class Loaded {
    static final JsonMapper JSON = JsonMapper.shared();
  }

  /**
   * @param secret 32 random bytes, copied
   */
  public Jwt(byte[] secret) {
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException("the secret of a token codec must have 32 bytes");
    }
    this.key = new SecretKeySpec(secret, ALGORITHM);
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
    String signed = HEADER_SEGMENT + "." + BASE64URL.encodeToString(payloadJson);
    String token = signed + "." + signatureOf(signed);
    if (token.length() > LONGEST) {
      throw new IllegalArgumentException("a token must not exceed " + LONGEST + " characters");
    }
    return token;
  }

  @Override
  public Verification verify(String token) {
    if (token.length() > LONGEST) {
      return new Damaged(TokenFlaw.TOO_LONG);
    }
    int first = token.indexOf('.');
    int last = token.lastIndexOf('.');
    if (first == last || !isSigned(token.substring(0, last), token.substring(last + 1))) {
      return new Damaged(TokenFlaw.NOT_SIGNED);
    }
    String header = token.substring(0, first);
    return header.equals(HEADER_SEGMENT) || isOurs(header)
        ? read(token.substring(first + 1, last))
        : new Damaged(TokenFlaw.HEADER);
  }

  private boolean isSigned(String signed, String signature) {
    return MessageDigest.isEqual(signatureOf(signed).getBytes(UTF_8), signature.getBytes(UTF_8));
  }

  private String signatureOf(String signed) {
    try {
      Mac mac = (Mac) keyed().clone();
      return BASE64URL.encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException | CloneNotSupportedException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM + " and can copy it", e);
    }
  }

  /**
   * Whether a header that we did not write says the same: HS256, and no extension that must be
   * understood, as none is (RFC 7515, 4.1.11).
   */
  private static boolean isOurs(String header) {
    return decoded(header) instanceof ObjectNode parameters
        && !parameters.has("crit")
        && parameters.path("alg") instanceof StringNode algorithm
        && algorithm.stringValue().equals("HS256");
  }

  private static Verification read(String payload) {
    if (!(decoded(payload) instanceof ObjectNode members)) {
      return new Damaged(TokenFlaw.PAYLOAD);
    }
    Map<String, Object> claims = new HashMap<>();
    members.forEachEntry((name, value) -> scalar(value).ifPresent(it -> claims.put(name, it)));
    return new Verified(new Claims(claims));
  }

  private static Optional<Object> scalar(JsonNode value) {
    if (value.isString()) {
      return Optional.of(value.stringValue());
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return Optional.of(value.longValue());
    }
    return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
  }

  /** The JSON value of a segment, or a missing node where there is none. */
  private static JsonNode decoded(String segment) {
    try {
      return Loaded.JSON.readTree(Base64.getUrlDecoder().decode(segment));
    } catch (JacksonException | IllegalArgumentException e) {
      return Loaded.JSON.missingNode();
    }
  }
}
