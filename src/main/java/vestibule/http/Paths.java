package vestibule.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Request paths and queries as they are decoded, and the templates that paths are matched by. */
final class Paths {
  private Paths() {}

  /**
   * The path percent-decoded, or empty when two readers could take it for different paths: {@code
   * ;}, {@code //}, a dot segment (encoded or not), an encoded slash or NUL, a broken encoding,
   * what is no UTF-8, a control or non-ASCII character as such.
   */
  static Optional<String> decode(String raw) {
    if (raw.isEmpty() || raw.charAt(0) != '/') {
      return Optional.empty();
    }
    boolean encoded = false;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c <= ' ' || c >= 0x7F || c == ';' || (c == '/' && raw.startsWith("/", i + 1))) {
        return Optional.empty();
      }
      encoded |= c == '%';
    }
    Optional<String> path = encoded ? percentDecoded(raw) : Optional.of(raw);
    return path.filter(decoded -> !hasDotSegment(decoded));
  }

  private static Optional<String> percentDecoded(String raw) {
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      int value = raw.charAt(i);
      if (value == '%') {
        value = escaped(raw, i);
        if (value <= 0 || value == '/') {
          return Optional.empty();
        }
        i += 2;
      }
      bytes[length++] = (byte) value;
    }
    try {
      ByteBuffer decoded = ByteBuffer.wrap(bytes, 0, length);
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(decoded).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The byte that the percent sign at this index encodes, -1 when it encodes none. */
  private static int escaped(String text, int percent) {
    if (percent + 2 >= text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(percent + 1), 16);
    int low = Character.digit(text.charAt(percent + 2), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static boolean hasDotSegment(String path) {
    int dot = path.indexOf("/.");
    while (dot >= 0) {
      int end = path.startsWith("/..", dot) ? dot + 3 : dot + 2;
      if (end == path.length() || path.charAt(end) == '/') {
        return true;
      }
      dot = path.indexOf("/.", dot + 1);
    }
    return false;
  }

  /**
   * The first value of a query parameter: plus is a blank, what is no UTF-8 becomes U+FFFD, a
   * broken percent-encoding stays as it is.
   */
  static Optional<String> query(String raw, String name) {
    int start = 0;
    while (start < raw.length()) {
      int end = raw.indexOf('&', start);
      end = end < 0 ? raw.length() : end;
      int equals = raw.indexOf('=', start);
      int nameEnd = equals < 0 || equals > end ? end : equals;
      if (lenient(raw.substring(start, nameEnd)).equals(name)) {
        return Optional.of(lenient(raw.substring(Math.min(nameEnd + 1, end), end)));
      }
      start = end + 1;
    }
    return Optional.empty();
  }

  private static String lenient(String raw) {
    if (raw.indexOf('%') < 0 && raw.indexOf('+') < 0) {
      return raw;
    }
    byte[] text = raw.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < text.length; i++) {
      byte value = text[i];
      if (value == '+') {
        value = ' ';
      } else if (value == '%' && i + 2 < text.length) {
        int high = Character.digit(text[i + 1], 16);
        int low = Character.digit(text[i + 2], 16);
        if (high >= 0 && low >= 0) {
          value = (byte) (high << 4 | low);
          i += 2;
        }
      }
      text[length++] = value;
    }
    return new String(Arrays.copyOf(text, length), StandardCharsets.UTF_8);
  }

  /** A path as surfaces declare it: literal segments, {@code {name}}, {@code {name:digits}}. */
  record Template(String text, List<Segment> segments) {

    /** One segment of a template. */
    sealed interface Segment {
      /** Whether a path's segment is one of these. */
      boolean matches(String segment);

      /** A text that stands for itself. */
      record Literal(String text) implements Segment {
        @Override
        public boolean matches(String segment) {
          return text.equals(segment);
        }
      }

      /** What stands for a path's segment under a name. */
      sealed interface Named extends Segment {
        String name();
      }

      record Any(String name) implements Named {
        @Override
        public boolean matches(String segment) {
          return !segment.isEmpty();
        }
      }

      record Digits(String name) implements Named {
        @Override
        public boolean matches(String segment) {
          return !segment.isEmpty() && segment.chars().allMatch(c -> c >= '0' && c <= '9');
        }
      }
    }

    static Template parse(String text) {
      boolean root = text.equals("/");
      if (!text.startsWith("/") || (!root && (text.endsWith("/") || text.contains("//")))) {
        throw new IllegalArgumentException("no template: " + text);
      }
      return new Template(text, split(text).stream().map(Template::segment).toList());
    }

    /** The segments of a path without a slash at its end; none for the root. */
    static List<String> split(String path) {
      List<String> segments = new ArrayList<>();
      int start = 1;
      while (start < path.length()) {
        int end = path.indexOf('/', start);
        end = end < 0 ? path.length() : end;
        segments.add(path.substring(start, end));
        start = end + 1;
      }
      return segments;
    }

    private static Segment segment(String text) {
      if (!text.startsWith("{")) {
        return new Segment.Literal(text);
      }
      String inside = text.substring(1, text.length() - 1);
      return inside.endsWith(":digits")
          ? new Segment.Digits(inside.substring(0, inside.length() - ":digits".length()))
          : new Segment.Any(inside);
    }

    boolean isLiteral() {
      return segments.stream().allMatch(Segment.Literal.class::isInstance);
    }

    List<String> names() {
      List<String> names = new ArrayList<>();
      for (Segment segment : segments) {
        if (segment instanceof Segment.Named named) {
          names.add(named.name());
        }
      }
      return names;
    }

    /** Whether a path of as many segments is one of this template's. */
    boolean matches(List<String> path) {
      for (int i = 0; i < segments.size(); i++) {
        if (!segments.get(i).matches(path.get(i))) {
          return false;
        }
      }
      return true;
    }

    /** The segments that stand for this template's names, in their order. */
    List<String> values(List<String> path) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < segments.size(); i++) {
        if (!(segments.get(i) instanceof Segment.Literal)) {
          values.add(path.get(i));
        }
      }
      return values;
    }

    /** Whether some path is one of both templates'. */
    boolean overlaps(Template other) {
      if (segments.size() != other.segments.size()) {
        return false;
      }
      for (int i = 0; i < segments.size(); i++) {
        if (!overlap(segments.get(i), other.segments.get(i))) {
          return false;
        }
      }
      return true;
    }

    private static boolean overlap(Segment one, Segment two) {
      if (one instanceof Segment.Literal(String text)) {
        return two.matches(text);
      }
      return !(two instanceof Segment.Literal(String text)) || one.matches(text);
    }
  }
}
