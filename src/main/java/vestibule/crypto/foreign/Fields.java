package vestibule.crypto.foreign;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of a hash's text, read to the letter: what is odd is damaged. */
final class Fields {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,40}");
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  private Fields() {}

  /** A whole number in ASCII digits; one that no long holds is as large as can be. */
  static long number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw Unreadable.damaged();
    }
    return new BigInteger(text).min(LARGEST).longValueExact();
  }

  /** Exactly so many parts between separators. */
  static List<String> parts(String text, char separator, int count) {
    List<String> parts = Arrays.asList(text.split(Pattern.quote(String.valueOf(separator)), -1));
    if (parts.size() != count) {
      throw Unreadable.damaged();
    }
    return parts;
  }

  static Matcher match(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw Unreadable.damaged();
    }
    return matcher;
  }

  /** Parameters such as {@code m=19,t=2}, each named once. */
  static Map<String, String> named(String text) {
    Map<String, String> named = new HashMap<>();
    for (String one : text.split(",", -1)) {
      int sign = one.indexOf('=');
      if (sign < 1 || named.put(one.substring(0, sign), one.substring(sign + 1)) != null) {
        throw Unreadable.damaged();
      }
    }
    return named;
  }

  static String one(Map<String, String> named, String name) {
    String value = named.get(name);
    if (value == null) {
      throw Unreadable.damaged();
    }
    return value;
  }

  /** Hex digits of either case. */
  static byte[] hex(String text) {
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      throw Unreadable.damaged();
    }
  }

  static byte[] hex(String text, int bytes) {
    return exactly(hex(text), bytes);
  }

  /**
   * Base64 in the usual alphabet or that of addresses, with all of its padding or without. Bits
   * that no byte takes are 0, or one digest would have several texts.
   */
  static byte[] base64(String text) {
    String usual = text.replace('-', '+').replace('_', '/');
    try {
      byte[] bytes = Base64.getDecoder().decode(usual);
      String padded = Base64.getEncoder().encodeToString(bytes);
      if (padded.equals(usual) || padded.replace("=", "").equals(usual)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Damaged, as below.
    }
    throw Unreadable.damaged();
  }

  static byte[] base64(String text, int bytes) {
    return exactly(base64(text), bytes);
  }

  /** The same with all of its padding: Django compares the text. */
  static byte[] padded(String text, int bytes) {
    if (text.length() % 4 != 0) {
      throw Unreadable.damaged();
    }
    return base64(text, bytes);
  }

  /** How many bytes a text in base64 would have, so that costs can be judged before all else. */
  static int bytesOf(String base64) {
    return base64.replace("=", "").length() * 3 / 4;
  }

  /** The base64 of passlib: a point for the plus, no padding. */
  static byte[] dotted(String text) {
    return text.matches("[A-Za-z0-9./]*") ? base64(text.replace('.', '+')) : base64("?");
  }

  static byte[] exactly(byte[] bytes, int length) {
    if (bytes.length != length) {
      throw Unreadable.damaged();
    }
    return bytes;
  }

  static byte[] atLeast(byte[] bytes, int length) {
    if (bytes.length < length) {
      throw Unreadable.damaged();
    }
    return bytes;
  }

  static byte[] joined(byte[]... parts) {
    byte[] whole = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }
}
