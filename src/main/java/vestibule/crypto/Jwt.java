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
import vestibule.core.token.JwtCodec;

/**
 * Tokens signed with HS256 under one secret of 32 bytes; safe for use by many threads.
 *
 * <p>A token is compared as text with the signature that it should bear, so that it has one
 * spelling only: PyJWT also takes signatures with other trailing bits, padding or foreign
 * characters between.
 *
 * <p>The checks and their texts are those of {@code PyJWS._load}, {@code PyJWS._verify_signature}
 * and {@code PyJWT.decode_complete} (jwt/api_jws.py, jwt/api_jwt.py), in their order. After {@code
 * Invalid header string: } Python says where the JSON breaks; here its commonest words stand for
 * all. Of a token longer than 8 KiB nothing is checked: it is simply not signed.
 */
public final class Jwt implements JwtCodec {

  static final int LONGEST = 8 * 1024;

  private static final String NOT_SIGNED = "Signature verification failed";
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
      return new Damaged(NOT_SIGNED);
    }
    int first = token.indexOf('.');
    int last = token.lastIndexOf('.');
    if (first == last) {
      return new Damaged("Not enough segments");
    }
    String header = token.substring(0, first);
    String payload = token.substring(first + 1, last);
    String signature = token.substring(last + 1);
    boolean signed =
        MessageDigest.isEqual(
            signatureOf(token.substring(0, last)).getBytes(UTF_8), signature.getBytes(UTF_8));
    if (signed && header.equals(HEADER_SEGMENT)) {
      return read(payload);
    }
    return damage(header, payload, signature)
        .or(() -> signed ? Optional.empty() : Optional.of(NOT_SIGNED))
        .<Verification>map(Damaged::new)
        .orElseGet(() -> read(payload));
  }

  private String signatureOf(String signed) {
    try {
      Mac mac = (Mac) keyed().clone();
      return BASE64URL.encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException | CloneNotSupportedException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM + " and can copy it", e);
    }
  }

  /** What PyJWT finds before it looks at the signature's value. */
  private static Optional<String> damage(String header, String payload, String signature) {
    Optional<byte[]> headerBytes = PythonBase64.decode(header);
    if (headerBytes.isEmpty()) {
      return Optional.of("Invalid header padding");
    }
    JsonNode json = parsed(headerBytes.get());
    if (json.isMissingNode()) {
      return Optional.of("Invalid header string: Expecting value: line 1 column 1 (char 0)");
    }
    if (!(json instanceof ObjectNode parameters)) {
      return Optional.of("Invalid header string: must be a json object");
    }
    if (PythonBase64.decode(payload).isEmpty()) {
      return Optional.of("Invalid payload padding");
    }
    if (PythonBase64.decode(signature).isEmpty()) {
      return Optional.of("Invalid crypto padding");
    }
    if (parameters.has("crit")) {
      // RFC 7515, 4.1.11: who does not understand an extension must refuse; here none is.
      return Optional.of("Unsupported critical extension");
    }
    JsonNode algorithm = parameters.path("alg");
    if (!algorithm.isString() || !algorithm.stringValue().equals("HS256")) {
      return Optional.of("The specified alg value is not allowed");
    }
    return Optional.empty();
  }

  private static Verification read(String payload) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(payload);
    } catch (IllegalArgumentException e) {
      return new Damaged("Invalid payload padding");
    }
    if (!(parsed(bytes) instanceof ObjectNode members)) {
      return new Damaged("Invalid payload string: must be a json object");
    }
    Map<String, Object> claims = new HashMap<>();
    members.forEachEntry((name, value) -> scalar(value).ifPresent(it -> claims.put(name, it)));
    return new Verified(bytes, new Claims(claims));
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

  /** The JSON value, or a missing node where there is none. */
  private static JsonNode parsed(byte[] json) {
    try {
      return Loaded.JSON.readTree(json);
    } catch (JacksonException e) {
      return Loaded.JSON.missingNode();
    }
  }
}
