package vestibule.crypto.foreign;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HexFormat;

/** What several families of forms share. */
final class Forms {

  /** Longer passwords were taken by none of the libraries that hash them again in each round. */
  private static final int LONGEST = 4096;

  /** About as many compressions as ten million rounds of PBKDF2 are. */
  private static final long MOST_COMPRESSIONS = 20_000_000;

  private Forms() {}

  /** The rest of a text that begins so. */
  static String after(String beginning, String text) {
    if (!text.startsWith(beginning)) {
      throw Unreadable.damaged();
    }
    return text.substring(beginning.length());
  }

  /** The same form where its text has a beginning before it. */
  static Form blankAfter(String beginning, Form form) {
    return switch (form.verifier()) {
      case Form.Slow _ -> form;
      case Form.Fast fast ->
          new Form(
              form.kind(),
              form.memory(),
              new Form.Fast(beginning + fast.blank(), fast.digest(), fast.inner()),
              form.typing());
    };
  }

  static byte[] hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes).getBytes(US_ASCII);
  }

  /** Hex digits of a digest that is nothing. */
  static String blankHex(byte[] digest) {
    return "0".repeat(2 * digest.length);
  }

  /** Whether rounds that hash the password itself may be done with one of this length. */
  static boolean isBounded(long rounds, byte[] password, int block) {
    return password.length <= LONGEST
        && rounds * (password.length / block + 1) <= MOST_COMPRESSIONS;
  }
}
