package vestibule.core.token;

import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** The {@code jti} of every JWT: 16 hex digits of the session id and 16 random ones. */
final class TokenIds {

  private static final int HALF = 16;

  private TokenIds() {}

  /** A new id for a token of a session: 32 hex digits. */
  static String next(long session, RandomGenerator random) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(session) + hex.toHexDigits(random.nextLong());
  }

  /** The same in the shape of a UUID. */
  static String dashed(String id) {
    return id.substring(0, 8)
        + '-'
        + id.substring(8, 12)
        + '-'
        + id.substring(12, 16)
        + '-'
        + id.substring(16, 20)
        + '-'
        + id.substring(20);
  }

  /** The session of a token id in either shape. */
  static OptionalLong session(String id) {
    String digits = id.replace("-", "");
    if (digits.length() != 2 * HALF || !digits.chars().allMatch(HexFormat::isHexDigit)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(HexFormat.fromHexDigitsToLong(digits, 0, HALF));
  }
}
