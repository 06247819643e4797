package vestibule.core.token;

import java.util.HexFormat;
import java.util.OptionalLong;

/** The {@code jti} of every JWT: 16 hex digits of the session id and 16 random ones. */
final class TokenIds {

  private static final int HALF = 16;

  private TokenIds() {}

  /**
   * The id of a token of a session: 32 hex digits.
   *
   * @param mark tells it from the session's other tokens
   */
  static String of(long session, long mark) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(session) + hex.toHexDigits(mark);
  }

  /** What tells a token from the others of its session: the second half of an id that has one. */
  static long mark(String id) {
    return HexFormat.fromHexDigitsToLong(id.replace("-", ""), HALF, 2 * HALF);
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
