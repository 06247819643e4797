package vestibule.crypto.foreign;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vestibule.crypto.Argon2;

/** The spellings that Ory Kratos takes at its import. */
final class KratosForms {

  private static final Pattern PBKDF2 =
      Pattern.compile("\\$pbkdf2-([a-z0-9]+)\\$([^$]*)\\$([A-Za-z0-9+/=]*)\\$([A-Za-z0-9+/=]+)");
  private static final Pattern DIGEST =
      Pattern.compile("\\$(md5|sha1|sha256|sha512)\\$pf=([^$]+)\\$([^$]*)\\$([^$]+)");
  private static final Pattern HMAC = Pattern.compile("\\$hmac-([a-z0-9]+)\\$([^$]+)\\$([^$]+)");
  private static final int LEAST_KEY = 16;
  private static final int SCRYPT_KEY = 32;
  private static final int LONG_SCRYPT_KEY = 64;

  private KratosForms() {}

  static Form pbkdf2(String text) {
    Matcher parts = Fields.match(PBKDF2, text);
    Map<String, String> costs = Fields.named(parts.group(2));
    String digest = parts.group(1);
    long length = Fields.number(Fields.one(costs, "l"));
    Pbkdf2 how =
        new Pbkdf2(digest, Fields.base64(parts.group(3)), Fields.number(Fields.one(costs, "i")));
    how.requireBounds((int) Math.min(length, Integer.MAX_VALUE));
    byte[] key = Fields.base64(parts.group(4), (int) Math.min(length, Integer.MAX_VALUE));
    return how.form(Fields.atLeast(key, LEAST_KEY));
  }

  /** What it calls {@code ln} is N itself. */
  static Form scrypt(Argon2 argon2, String text) {
    List<String> parts = Fields.parts(Forms.after("$scrypt$", text), '$', 3);
    Map<String, String> costs = Fields.named(parts.get(0));
    Scrypt.Cost cost =
        new Scrypt.Cost(
            Fields.number(Fields.one(costs, "ln")),
            Fields.number(Fields.one(costs, "r")),
            Fields.number(Fields.one(costs, "p")));
    return new Scrypt(argon2, Fields.base64(parts.get(1)), cost).form(key(parts.get(2)));
  }

  private static byte[] key(String text) {
    byte[] key = Fields.base64(text);
    return key.length == LONG_SCRYPT_KEY ? key : Fields.exactly(key, SCRYPT_KEY);
  }

  static Form md5(String text) {
    if (text.contains("$pf=")) {
      return digest(text);
    }
    byte[] expected = Fields.base64(Forms.after("$md5$", text), Digests.length("md5"));
    return Form.fast(
        "$md5$" + base64(new byte[expected.length]),
        expected,
        password -> Digests.digest("md5", password));
  }

  /** A digest of a text into which salt and password are put. */
  static Form digest(String text) {
    Matcher parts = Fields.match(DIGEST, text);
    String digest = parts.group(1);
    byte[] expected = Fields.base64(parts.group(4), Digests.length(digest));
    byte[] salt = Fields.base64(parts.group(3));
    Template template =
        new Template(new String(Fields.base64(parts.group(2)), UTF_8), "{SALT}", "{PASSWORD}");
    String before = text.substring(0, parts.start(4));
    return Form.fast(
        before + base64(new byte[expected.length]),
        expected,
        password -> Digests.digest(digest, template.filled(salt, password)));
  }

  /** Hex digits of the HMAC in base64, then the key. */
  static Form hmac(String text) {
    Matcher parts = Fields.match(HMAC, text);
    String digest = parts.group(1);
    String digits = new String(Fields.base64(parts.group(2)), US_ASCII);
    byte[] expected = Fields.hex(digits, Digests.length(digest));
    byte[] key = Fields.base64(parts.group(3));
    String blank = base64(Forms.blankHex(expected).getBytes(US_ASCII));
    return Form.fast(
        "$hmac-" + digest + "$" + blank + "$" + parts.group(3),
        expected,
        password -> Digests.hmac(digest, key, password));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
