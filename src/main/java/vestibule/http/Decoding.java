package vestibule.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.Optional;

/** Reads text that a client has sent as bytes, or percent-encoded. */
public final class Decoding {
  private Decoding() {}

  /** The text of these bytes; empty when they are none of the charset. */
  public static Optional<String> strict(byte[] bytes, Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** One {@code name=value} of a form or a query, where a plus sign stands for a blank. */
  public record Pair(String name, String value) {
    /** Reads it; the value is empty where no equals sign is. */
    public static Pair of(String pair, Charset charset) {
      String spaced = pair.replace('+', ' ');
      int equals = spaced.indexOf('=');
      return equals < 0
          ? new Pair(percent(spaced, charset), "")
          : new Pair(
              percent(spaced.substring(0, equals), charset),
              percent(spaced.substring(equals + 1), charset));
    }
  }

  /**
   * Percent-encoded text: a percent sign without two digits stands for itself, and bytes that are
   * no text become U+FFFD.
   */
  public static String percent(String text, Charset charset) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder(text.length());
    byte[] run = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // Only what is ASCII was encoded; the rest is text already.
        decoded.append(new String(run, 0, length, charset)).append(c);
        length = 0;
      } else if (c == '%' && areDigits(text, i + 1)) {
        run[length++] = (byte) HexFormat.fromHexDigits(text, i + 1, i + 3);
        i += 2;
      } else {
        run[length++] = (byte) c;
      }
    }
    return decoded.append(new String(run, 0, length, charset)).toString();
  }

  private static boolean areDigits(String text, int at) {
    return at + 1 < text.length()
        && HexFormat.isHexDigit(text.charAt(at))
        && HexFormat.isHexDigit(text.charAt(at + 1));
  }
}
