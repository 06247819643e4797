package vestibule.crypto.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.regex.Pattern;
import vestibule.crypto.Argon2;

/** The forms of Django's hashers from 1.4 on: a name, parameters and a digest between dollars. */
record DjangoForms(ArgonForms argon) {

  private static final int SCRYPT_KEY = 64;
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");

  static Form pbkdf2(String name, String digest, String text) {
    List<String> parts = Fields.parts(Forms.after(name + "$", text), '$', 3);
    Pbkdf2 how = new Pbkdf2(digest, parts.get(1).getBytes(UTF_8), Fields.number(parts.get(0)));
    how.requireBounds(Fields.bytesOf(parts.get(2)));
    return how.form(Fields.padded(parts.get(2), Digests.length(digest)));
  }

  /** The digest of salt and password. */
  static Form salted(String digest, String text) {
    List<String> parts = Fields.parts(Forms.after(digest + "$", text), '$', 2);
    byte[] salt = parts.get(0).getBytes(UTF_8);
    byte[] expected = Fields.hex(parts.get(1), Digests.length(digest));
    return Form.fast(
        digest + "$" + parts.get(0) + "$" + Forms.blankHex(expected),
        expected,
        password -> Digests.digest(digest, salt, password));
  }

  /** Hex digits alone, or with the name of the digest and no salt before them. */
  static Form unsalted(String digest, String text) {
    if (!HEX.matcher(text).matches()) {
      String salt = Fields.parts(text, '$', 3).get(1);
      if (!salt.isEmpty()) {
        throw Unreadable.damaged();
      }
      return salted(digest, text);
    }
    byte[] expected = Fields.hex(text, Digests.length(digest));
    return Form.fast(
        Forms.blankHex(expected), expected, password -> Digests.digest(digest, password));
  }

  static Form scrypt(Argon2 argon2, String text) {
    List<String> parts = Fields.parts(Forms.after("scrypt$", text), '$', 5);
    Scrypt.Cost cost =
        new Scrypt.Cost(
            Fields.number(parts.get(0)), Fields.number(parts.get(2)), Fields.number(parts.get(3)));
    return new Scrypt(argon2, parts.get(1).getBytes(UTF_8), cost)
        .form(Fields.padded(parts.get(4), SCRYPT_KEY));
  }

  Form argon2(String text) {
    return argon.read("$" + Forms.after("argon2$", text));
  }

  /** Whichever of Django's hashers wrote it. */
  Form any(Argon2 argon2, String text) {
    int dollar = text.indexOf('$');
    return switch (dollar < 0 ? "" : text.substring(0, dollar)) {
      case "pbkdf2_sha256" -> pbkdf2("pbkdf2_sha256", "sha256", text);
      case "pbkdf2_sha1" -> pbkdf2("pbkdf2_sha1", "sha1", text);
      case "bcrypt_sha256" -> BcryptForms.djangoSha256(text);
      case "bcrypt" -> BcryptForms.django(text);
      case "argon2" -> argon2(text);
      case "scrypt" -> scrypt(argon2, text);
      case "md5" -> salted("md5", text);
      case "sha1" -> salted("sha1", text);
      case "crypt" -> CryptForms.djangoCrypt(text);
      case "" -> unsalted("md5", text);
      default -> throw Unreadable.unknown();
    };
  }
}
