package vestibule.core.token;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import vestibule.core.refusal.TokenFlaw;

/**
 * Signed tokens under one key: JWTs in the compact form, signed by the one algorithm of the key.
 *
 * <p>A codec proves only who wrote a token. Whether it has expired, is of the wanted type, or
 * points at a living session is judged by its caller.
 */
public interface JwtCodec {

  /** What is found of a token that another key may have signed. */
  Damaged NOT_SIGNED = new Damaged(TokenFlaw.NOT_SIGNED);

  /**
   * Signs a payload; with HS256 under the header {@code {"alg":"HS256","typ":"JWT"}} (these bytes).
   *
   * @param payloadJson a JSON object in UTF-8, taken over byte by byte
   * @return three segments of unpadded base64url; at most 8 KiB
   * @throws IllegalArgumentException if the token would be longer than {@link #verify} accepts
   */
  String sign(byte[] payloadJson);

  /** Checks a token that came from outside: any text is allowed, none is an exception. */
  Verification verify(String token);

  /** What the check of a token found. */
  sealed interface Verification permits Verified, Damaged {}

  /** The token was signed with this codec's key. */
  record Verified(Claims claims) implements Verification {}

  /** The token was not signed with this codec's key, or was changed since. */
  record Damaged(TokenFlaw flaw) implements Verification {}

  /**
   * The claims of a verified payload.
   *
   * @param values only the members whose value is a {@link String}, a {@link Long}, a {@link
   *     Double}, a {@link Boolean}, or a list of texts
   */
  record Claims(Map<String, Object> values) {

    public Claims {
      values = Map.copyOf(values);
    }

    /** The claim's value if it is a JSON string. */
    public Optional<String> text(String name) {
      return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The claim's value if it is a JSON number without fraction that fits 64 bits. */
    public OptionalLong number(String name) {
      return values.get(name) instanceof Long number
          ? OptionalLong.of(number)
          : OptionalLong.empty();
    }

    /** The claim's value if it is a time (RFC 7519, 2), whose fraction does not count. */
    public OptionalLong seconds(String name) {
      return values.get(name) instanceof Double time
          ? OptionalLong.of(time.longValue())
          : number(name);
    }

    /** The claim's value if it is a JSON string, or a list of them; empty otherwise. */
    public List<String> texts(String name) {
      return switch (values.get(name)) {
        case String text -> List.of(text);
        case List<?> many -> many.stream().map(String.class::cast).toList();
        case null, default -> List.of();
      };
    }
  }
}
