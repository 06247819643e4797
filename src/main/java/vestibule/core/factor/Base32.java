package vestibule.core.factor;

/** Bytes as letters and digits that people can type (RFC 4648, 6), without padding. */
final class Base32 {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int BITS = 5;

  private Base32() {}

  static String of(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int held = 0;
    int count = 0;
    for (byte one : bytes) {
      held = held << Byte.SIZE | one & 0xff;
      count += Byte.SIZE;
      while (count >= BITS) {
        count -= BITS;
        text.append(letter(held >> count));
      }
      held &= (1 << count) - 1;
    }
    return count == 0 ? text.toString() : text.append(letter(held << BITS - count)).toString();
  }

  private static char letter(int bits) {
    return ALPHABET.charAt(bits & (1 << BITS) - 1);
  }
}
