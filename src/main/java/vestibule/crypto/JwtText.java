package vestibule.crypto;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;
import vestibule.core.refusal.TokenFlaw;
import vestibule.core.token.JwtCodec.Claims;
import vestibule.core.token.JwtCodec.Damaged;
import vestibule.core.token.JwtCodec.Verification;
import vestibule.core.token.JwtCodec.Verified;

/** The segments of a token in the compact form, whatever signs it. */
final class JwtText {

  static final int LONGEST = 8 * 1024;

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private JwtText() {}

  /** What the first token needs of the libraries, and the start does not. */
  private static final class Loaded {
    static final JsonMapper JSON = JsonMapper.shared();
  }

  static String segment(byte[] bytes) {
    return BASE64URL.encodeToString(bytes);
  }

  /** The bytes of a segment; empty where it is not spelled as we spell them. */
  static Optional<byte[]> bytes(String segment) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(segment);
      return segment(bytes).equals(segment) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }

  /** The token, if it is one that is read again. */
  static String whole(String token) {
    if (token.length() > LONGEST) {
      throw new IllegalArgumentException("a token must not exceed " + LONGEST + " characters");
    }
    return token;
  }

  /**
   * Whether a header that we did not write says that algorithm, and no extension that must be
   * understood, as none is (RFC 7515, 4.1.11).
   */
  static boolean saysOnly(String algorithm, String header) {
    return decoded(header) instanceof ObjectNode parameters
        && !parameters.has("crit")
        && parameters.path("alg") instanceof StringNode said
        && said.stringValue().equals(algorithm);
  }

  /** The claims of a payload whose signature is good. */
  static Verification read(String payload) {
    if (!(decoded(payload) instanceof ObjectNode members)) {
      return new Damaged(TokenFlaw.PAYLOAD);
    }
    Map<String, Object> claims = new HashMap<>();
    members.forEachEntry((name, value) -> kept(value).ifPresent(it -> claims.put(name, it)));
    return new Verified(new Claims(claims));
  }

  private static Optional<Object> kept(JsonNode value) {
    if (value.isString()) {
      return Optional.of(value.stringValue());
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return Optional.of(value.longValue());
    }
    if (value.isFloatingPointNumber()) {
      return Optional.of(value.doubleValue());
    }
    if (value.isArray() && value.valueStream().allMatch(JsonNode::isString)) {
      return Optional.of(value.valueStream().map(JsonNode::stringValue).toList());
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
