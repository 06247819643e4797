package vestibule.contracts.flask;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vestibule.core.refusal.TokenFlaw;

/**
 * The words of PyJWT, which flask-jwt-extended reads tokens with, for one that is none of ours
 * (docs/contracts A.0). They hold nothing of the token.
 *
 * <p>The checks and their texts are those of {@code PyJWS._load}, {@code PyJWS._verify_signature}
 * and {@code PyJWT.decode_complete} (jwt/api_jws.py, jwt/api_jwt.py), in their order. After {@code
 * Invalid header string: } Python says where the JSON breaks; here its commonest words stand for
 * all.
 */
final class PyJwt {

  static final String NOT_SIGNED = "Signature verification failed";

  private PyJwt() {}

  /** What the library says to a token of that flaw. */
  static String words(String token, TokenFlaw flaw) {
    return switch (flaw) {
      case NOT_SIGNED, HEADER -> damage(token).orElse(NOT_SIGNED);
      case PAYLOAD -> damage(token).orElse("Invalid payload string: must be a json object");
      case CLAIM_MISSING -> "Missing claim";
      case NOT_YET_VALID -> "The token is not yet valid (iat)";
      case TOO_LONG, UNKNOWN -> NOT_SIGNED;
    };
  }

  /** What it finds before it looks at the signature's value. */
  private static Optional<String> damage(String token) {
    int first = token.indexOf('.');
    int last = token.lastIndexOf('.');
    if (first == last) {
      return Optional.of("Not enough segments");
    }
    Optional<byte[]> header = PythonBase64.decode(token.substring(0, first));
    if (header.isEmpty()) {
      return Optional.of("Invalid header padding");
    }
    JsonNode json = parsed(header.get());
    if (json.isMissingNode()) {
      return Optional.of("Invalid header string: Expecting value: line 1 column 1 (char 0)");
    }
    if (!(json instanceof ObjectNode parameters)) {
      return Optional.of("Invalid header string: must be a json object");
    }
    if (PythonBase64.decode(token.substring(first + 1, last)).isEmpty()) {
      return Optional.of("Invalid payload padding");
    }
    if (PythonBase64.decode(token.substring(last + 1)).isEmpty()) {
      return Optional.of("Invalid crypto padding");
    }
    if (parameters.has("crit")) {
      return Optional.of("Unsupported critical extension");
    }
    JsonNode algorithm = parameters.path("alg");
    return algorithm.isString() && algorithm.stringValue().equals("HS256")
        ? Optional.empty()
        : Optional.of("The specified alg value is not allowed");
  }

  /** The JSON value, or a missing node where there is none. */
  private static JsonNode parsed(byte[] json) {
    JsonMapper mapper = JsonMapper.shared();
    try {
      return mapper.readTree(json);
    } catch (JacksonException e) {
      return mapper.missingNode();
    }
  }
}
