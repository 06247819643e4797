package vestibule.crypto.foreign;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.BCrypt;

/**
 * bcrypt up to cost 15, and what libraries make of a password before it. Only the first 72 bytes
 * count, as they did where the hash was made.
 */
final class BcryptForms {

  private static final Pattern TEXT =
      Pattern.compile("\\$(2[aby])\\$([0-9]{2})\\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})");
  private static final Pattern PASSLIB_1 =
      Pattern.compile(
          "\\$bcrypt-sha256\\$2[aby],([0-9]{1,2})"
              + "\\$([./A-Za-z0-9]{22})\\$([./A-Za-z0-9]{31})");
  private static final Pattern PASSLIB_2 =
      Pattern.compile(
          "\\$bcrypt-sha256\\$v=2,t=2[aby],r=([0-9]{1,2})"
              + "\\$([./A-Za-z0-9]{22})\\$([./A-Za-z0-9]{31})");
  private static final int LEAST = 4;
  private static final int MOST = 15;
  private static final int COUNTED = 72;
  private static final int SALT = 16;
  private static final int KEY = 23;
  private static final String OURS =
      "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String USUAL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private BcryptForms() {}

  static Form read(String text) {
    Matcher parts = Fields.match(TEXT, text);
    return form(parts.group(2), parts.group(3), parts.group(4));
  }

  /** Django's: {@code bcrypt$} before it. */
  static Form django(String text) {
    return read(Forms.after("bcrypt$", text));
  }

  static Form djangoSha256(String text) {
    return read(Forms.after("bcrypt_sha256$", text))
        .of(password -> Forms.hex(Digests.digest("sha256", password)));
  }

  /** passlib's, whose second version keys the digest with the salt. */
  static Form passlibSha256(String text) {
    Matcher second = PASSLIB_2.matcher(text);
    if (second.matches()) {
      byte[] salt = second.group(2).getBytes(US_ASCII);
      return form(second.group(1), second.group(2), second.group(3))
          .of(password -> base64(Digests.hmac("sha256", salt, password)));
    }
    Matcher first = Fields.match(PASSLIB_1, text);
    return form(first.group(1), first.group(2), first.group(3))
        .of(password -> base64(Digests.digest("sha256", password)));
  }

  /** WordPress 6.8: a digest of what is left without blanks at both ends. */
  static Form wordpress(String text) {
    byte[] key = "wp-sha384".getBytes(US_ASCII);
    return read(Forms.after("$wp", text))
        .of(password -> base64(Digests.hmac("sha384", key, password)));
  }

  private static Form form(String cost, String salt, String key) {
    int log = Integer.parseInt(cost);
    if (log > MOST) {
      throw Unreadable.tooCostly();
    }
    if (log < LEAST) {
      throw Unreadable.damaged();
    }
    byte[] saltBytes = Fields.exactly(Fields.base64(usual(salt)), SALT);
    byte[] keyBytes = Fields.exactly(Fields.base64(usual(key)), KEY);
    return Form.slow(
        "bcrypt " + log,
        0,
        password ->
            MessageDigest.isEqual(
                keyBytes,
                Arrays.copyOf(BCrypt.generate(counted(password), saltBytes, log, true), KEY)));
  }

  private static byte[] counted(byte[] password) {
    return Arrays.copyOf(password, Math.min(password.length, COUNTED));
  }

  private static String usual(String text) {
    StringBuilder usual = new StringBuilder();
    text.chars().forEach(c -> usual.append(USUAL.charAt(OURS.indexOf(c))));
    return usual.toString();
  }

  private static byte[] base64(byte[] bytes) {
    return Base64.getEncoder().encode(bytes);
  }
}
