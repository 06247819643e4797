package vestibule.http.body;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vestibule.http.Decoding;

/** Finds the charset in which a body is written. */
final class Charsets {
  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");

  /** Without a byte order mark it is little-endian. */
  private static final Charset UTF_16 = Charset.forName("x-UTF-16LE-BOM");

  private static final int LONGEST_NAME = 40;

  private Charsets() {}

  /** The charset that a Content-Type names, or UTF-8: one that is not known is passed over. */
  static Charset of(String contentType) {
    return HeaderParameters.of(contentType).get("charset").flatMap(Charsets::named).orElse(UTF_8);
  }

  /** A charset by any of its usual names: {@code latin-1}, {@code utf_8}, {@code cp1251}. */
  static Optional<Charset> named(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    if (plain.length() > LONGEST_NAME || !plain.matches("[a-z0-9][a-z0-9.:-]*")) {
      return Optional.empty();
    }
    if (plain.matches("utf-?8")) {
      return Optional.of(UTF_8);
    }
    if (plain.matches("u(tf)?-?16")) {
      return Optional.of(UTF_16);
    }
    return List.of(plain, plain.replace("-", ""), plain.replaceFirst("-([bl]e)$", "$1")).stream()
        .filter(Charset::isSupported)
        .map(Charset::forName)
        .findFirst();
  }

  /**
   * The charset of JSON by where zeros are among its first bytes (RFC 4627, 3), and by the marks of
   * UTF-16 and UTF-32; a byte order mark of UTF-8 is no matter of the charset.
   */
  static Charset ofJson(byte[] body) {
    int first = at(body, 0);
    int second = at(body, 1);
    if (first == 0xFF && second == 0xFE) {
      return body.length > 3 && at(body, 2) == 0 && at(body, 3) == 0 ? UTF_32LE : UTF_16LE;
    }
    if (first == 0xFE && second == 0xFF) {
      return UTF_16BE;
    }
    if (first == 0) {
      return second == 0 && body.length > 3 ? UTF_32BE : UTF_16BE;
    }
    if (second == 0) {
      return body.length > 3 && at(body, 2) == 0 && at(body, 3) == 0 ? UTF_32LE : UTF_16LE;
    }
    return UTF_8;
  }

  private static int at(byte[] body, int index) {
    return index < body.length ? Byte.toUnsignedInt(body[index]) : -1;
  }

  /** The text of a form; one that is not of its charset is read as Latin-1. */
  static String form(byte[] body, Charset charset) {
    return Decoding.strict(body, charset).orElseGet(() -> new String(body, ISO_8859_1));
  }
}
