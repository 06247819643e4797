package vestibule.crypto.foreign;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Md5Crypt;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.apache.commons.codec.digest.UnixCrypt;

/**
 * The forms of crypt(3): {@code $6$}, {@code $5$}, {@code $1$} and the oldest without a mark. They
 * hash the password itself in each round, so that rounds and length are bounded together.
 */
final class CryptForms {

  private static final Pattern SHA_512 =
      Pattern.compile("(\\$6\\$(?:rounds=([0-9]+)\\$)?[./A-Za-z0-9]{1,16})\\$([./A-Za-z0-9]{86})");
  private static final Pattern SHA_256 =
      Pattern.compile("(\\$5\\$(?:rounds=([0-9]+)\\$)?[./A-Za-z0-9]{1,16})\\$([./A-Za-z0-9]{43})");
  private static final Pattern MD5 =
      Pattern.compile("(\\$1\\$[./A-Za-z0-9]{1,8})\\$([./A-Za-z0-9]{22})");
  private static final Pattern DES = Pattern.compile("([./A-Za-z0-9]{2})([./A-Za-z0-9]{11})");
  private static final long USUAL_ROUNDS = 5_000;
  private static final long MOST_ROUNDS = 5_000_000;
  private static final long MD5_ROUNDS = 1_000;

  private CryptForms() {}

  static Form sha512(String text) {
    return sha2(SHA_512, text, 128, Sha2Crypt::sha512Crypt);
  }

  static Form sha256(String text) {
    return sha2(SHA_256, text, 64, Sha2Crypt::sha256Crypt);
  }

  /** Fast enough today to be wrapped, as is DES. */
  static Form md5(String text) {
    Matcher parts = Fields.match(MD5, text);
    String salt = parts.group(1);
    return fast(
        salt + "$",
        parts.group(2),
        password ->
            Forms.isBounded(MD5_ROUNDS, password, 64)
                ? Md5Crypt.md5Crypt(password.clone(), salt)
                : "");
  }

  static Form des(String text) {
    Matcher parts = Fields.match(DES, text);
    String salt = parts.group(1);
    return fast(salt, parts.group(2), password -> UnixCrypt.crypt(password.clone(), salt));
  }

  static Form djangoCrypt(String text) {
    Form des = des(Forms.after("crypt$$", text));
    return Forms.blankAfter("crypt$$", des);
  }

  /** Whichever of them begins so. */
  static Form any(String text) {
    if (text.startsWith("$6$")) {
      return sha512(text);
    }
    if (text.startsWith("$5$")) {
      return sha256(text);
    }
    if (text.startsWith("$1$")) {
      return md5(text);
    }
    return text.startsWith("$2") ? BcryptForms.read(text) : des(text);
  }

  private interface Crypt {
    String of(byte[] password, String salt);
  }

  private static Form sha2(Pattern pattern, String text, int block, Crypt crypt) {
    Matcher parts = Fields.match(pattern, text);
    String salt = parts.group(1);
    long rounds = parts.group(2) == null ? USUAL_ROUNDS : Fields.number(parts.group(2));
    if (rounds > MOST_ROUNDS) {
      throw Unreadable.tooCostly();
    }
    byte[] expected = parts.group(3).getBytes(US_ASCII);
    return Form.slow(
        "crypt " + block + " " + rounds,
        0,
        password ->
            Forms.isBounded(rounds, password, block)
                && MessageDigest.isEqual(expected, digest(crypt.of(password.clone(), salt))));
  }

  private static Form fast(String before, String digest, Text crypt) {
    char[] none = new char[digest.length()];
    Arrays.fill(none, '.');
    UnaryOperator<byte[]> inner =
        password -> {
          String made = crypt.of(password);
          return made.substring(Math.min(before.length(), made.length())).getBytes(US_ASCII);
        };
    return Form.fast(before + new String(none), digest.getBytes(US_ASCII), inner);
  }

  private interface Text {
    String of(byte[] password);
  }

  private static byte[] digest(String text) {
    return text.substring(text.lastIndexOf('$') + 1).getBytes(US_ASCII);
  }
}
