package vestibule.crypto.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import vestibule.crypto.Argon2;

/** What Werkzeug's {@code generate_password_hash} wrote, from 0.9 on. */
final class WerkzeugForms {

  private static final int SCRYPT_KEY = 64;

  private WerkzeugForms() {}

  static Form pbkdf2(String text) {
    List<String> parts = Fields.parts(Forms.after("pbkdf2:", text), '$', 3);
    List<String> method = Fields.parts(parts.get(0), ':', 2);
    String digest = method.get(0);
    Pbkdf2 how = new Pbkdf2(digest, parts.get(1).getBytes(UTF_8), Fields.number(method.get(1)));
    how.requireBounds(parts.get(2).length() / 2);
    return how.form(Fields.hex(parts.get(2), Digests.length(digest)));
  }

  static Form scrypt(Argon2 argon2, String text) {
    List<String> parts = Fields.parts(Forms.after("scrypt:", text), '$', 3);
    List<String> costs = Fields.parts(parts.get(0), ':', 3);
    Scrypt.Cost cost =
        new Scrypt.Cost(
            Fields.number(costs.get(0)), Fields.number(costs.get(1)), Fields.number(costs.get(2)));
    return new Scrypt(argon2, parts.get(1).getBytes(UTF_8), cost)
        .form(Fields.hex(parts.get(2), SCRYPT_KEY));
  }

  /** A digest by its name: an HMAC keyed with the salt, or of the password alone without one. */
  static Form hmac(String text) {
    List<String> parts = Fields.parts(text, '$', 3);
    String digest = parts.get(0);
    byte[] salt = parts.get(1).getBytes(UTF_8);
    byte[] expected = Fields.hex(parts.get(2), Digests.length(digest));
    return Form.fast(
        digest + "$" + parts.get(1) + "$" + Forms.blankHex(expected),
        expected,
        password ->
            salt.length == 0
                ? Digests.digest(digest, password)
                : Digests.hmac(digest, salt, password));
  }

  /** The password itself, behind {@code plain$$}, whatever it holds. */
  static Form plain(String text) {
    String rest = Forms.after("plain$", text);
    int dollar = rest.indexOf('$');
    if (dollar < 0) {
      throw Unreadable.damaged();
    }
    return Form.fast("plain$$", rest.substring(dollar + 1).getBytes(UTF_8), password -> password);
  }

  static Form any(Argon2 argon2, String text) {
    if (text.startsWith("pbkdf2:")) {
      return pbkdf2(text);
    }
    if (text.startsWith("scrypt:")) {
      return scrypt(argon2, text);
    }
    if (text.startsWith("plain$")) {
      return plain(text);
    }
    if (!Digests.isKnown(text.substring(0, Math.max(text.indexOf('$'), 0)))) {
      throw Unreadable.unknown();
    }
    return hmac(text);
  }
}
