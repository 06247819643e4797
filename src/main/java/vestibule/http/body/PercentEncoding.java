package vestibule.http.body;

import java.nio.charset.Charset;

/**
 * Percent-encoded text: a percent sign without two digits stands for itself, and bytes that are no
 * text become U+FFFD.
 */
final class PercentEncoding {
  private PercentEncoding() {}

  static String decoded(String text, Charset charset) {
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
      } else if (c == '%' && digit(text, i + 1) >= 0 && digit(text, i + 2) >= 0) {
        run[length++] = (byte) (digit(text, i + 1) << 4 | digit(text, i + 2));
        i += 2;
      } else {
        run[length++] = (byte) c;
      }
    }
    return decoded.append(new String(run, 0, length, charset)).toString();
  }

  private static int digit(String text, int at) {
    return at < text.length() && text.charAt(at) < 0x80 ? Character.digit(text.charAt(at), 16) : -1;
  }
}
