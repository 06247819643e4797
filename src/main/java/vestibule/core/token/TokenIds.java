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

  /** The session of a token id, which may have dashes between its digits. */
  static OptionalLong session(String id) {
    String digits = id.replace("-", "");
    if (digits.length() != 2 * HALF || !digits.chars().allMatch(HexFormat::isHexDigit)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(HexFormat.fromHexDigitsToLong(digits, 0, HALF));
  }
}
