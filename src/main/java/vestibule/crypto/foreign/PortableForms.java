package vestibule.crypto.foreign;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The "portable" hashes of phpass, which WordPress, phpBB and Drupal 7 wrote: a digest of digest
 * and password, over and over.
 */
final class PortableForms {

  private static final String ALPHABET =
      "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final Pattern MD5 =
      Pattern.compile("\\$[PH]\\$([./0-9A-Za-z])([!-#%-~]{8})([./0-9A-Za-z]{22})");
  private static final Pattern DRUPAL =
      Pattern.compile("\\$S\\$([./0-9A-Za-z])([!-#%-~]{8})([./0-9A-Za-z]{43})");
  private static final int LEAST_LOG = 7;
  private static final int MOST_LOG = 23;
  private static final int BLOCK = 64;
  private static final int BITS = 6;

  private PortableForms() {}

  static Form phpass(String text) {
    return form("md5", Fields.match(MD5, text)).typed(PortableForms::trimmed);
  }

  /** With a U before it, of the MD5 that Drupal 6 kept. */
  static Form drupal7(String text) {
    return text.startsWith("U")
        ? drupal7(text.substring(1)).of(password -> Forms.hex(Digests.digest("md5", password)))
        : form("sha512", Fields.match(DRUPAL, text));
  }

  /** What PHP trims. */
  static String trimmed(String typed) {
    int start = 0;
    int end = typed.length();
    while (start < end && isBlank(typed.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(typed.charAt(end - 1))) {
      end--;
    }
    return typed.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return " \t\n\r\0\u000b".indexOf(c) >= 0;
  }

  private static Form form(String digest, Matcher parts) {
    int log = ALPHABET.indexOf(parts.group(1));
    if (log > MOST_LOG) {
      throw Unreadable.tooCostly();
    }
    if (log < LEAST_LOG) {
      throw Unreadable.damaged();
    }
    byte[] salt = parts.group(2).getBytes(US_ASCII);
    byte[] expected = parts.group(3).getBytes(US_ASCII);
    long rounds = 1L << log;
    return Form.slow(
        "phpass " + digest + " " + log,
        0,
        password ->
            Forms.isBounded(rounds, password, BLOCK)
                && MessageDigest.isEqual(
                    expected, text(digest, salt, password, rounds, expected.length)));
  }

  private static byte[] text(String digest, byte[] salt, byte[] password, long rounds, int length) {
    byte[] hash = Digests.digest(digest, salt, password);
    for (long i = 0; i < rounds; i++) {
      hash = Digests.digest(digest, hash, password);
    }
    return encoded(hash).substring(0, length).getBytes(US_ASCII);
  }

  /** Six bits a character, the lowest ones first. */
  private static String encoded(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.length; i += 3) {
      int left = Math.min(3, bytes.length - i);
      int value = 0;
      for (int j = 0; j < left; j++) {
        value |= (bytes[i + j] & 0xff) << (j * Byte.SIZE);
      }
      for (int j = 0; j <= left; j++) {
        text.append(ALPHABET.charAt(value & 0x3f));
        value >>>= BITS;
      }
    }
    return text.toString();
  }
}
