package vestibule.crypto.foreign;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vestibule.crypto.Argon2;

/** The modular forms that passlib wrote of PBKDF2 and scrypt. */
final class PasslibForms {

  private static final Pattern PBKDF2 =
      Pattern.compile("\\$pbkdf2(?:-(sha1|sha256|sha512))?\\$([^$]*)\\$([^$]*)\\$([A-Za-z0-9./]+)");
  private static final Pattern GRUB =
      Pattern.compile("grub\\.pbkdf2\\.sha512\\.([^.]*)\\.([^.]*)\\.([0-9A-Fa-f]+)");
  private static final int SCRYPT_KEY = 32;

  private PasslibForms() {}

  static Form pbkdf2(String text) {
    if (text.startsWith("grub.")) {
      Matcher grub = Fields.match(GRUB, text);
      Pbkdf2 how = new Pbkdf2("sha512", Fields.hex(grub.group(2)), Fields.number(grub.group(1)));
      how.requireBounds(grub.group(3).length() / 2);
      return how.form(Fields.hex(grub.group(3), Digests.length("sha512")));
    }
    Matcher parts = Fields.match(PBKDF2, text);
    String digest = parts.group(1) == null ? "sha1" : parts.group(1);
    return pbkdf2(digest, List.of(parts.group(2), parts.group(3), parts.group(4)));
  }

  /** The same with rounds, salt and key given. */
  static Form pbkdf2(String digest, List<String> parts) {
    long rounds = Fields.number(parts.get(0));
    Pbkdf2 how = new Pbkdf2(digest, Fields.dotted(parts.get(1)), rounds);
    how.requireBounds(Fields.bytesOf(parts.get(2)));
    return how.form(Fields.exactly(Fields.dotted(parts.get(2)), Digests.length(digest)));
  }

  /** With the logarithm of N; Kratos writes N itself there. */
  static Form scrypt(Argon2 argon2, String text) {
    List<String> parts = Fields.parts(Forms.after("$scrypt$", text), '$', 3);
    Map<String, String> costs = Fields.named(parts.get(0));
    Scrypt.Cost cost =
        Scrypt.Cost.ofLog(
            Fields.number(Fields.one(costs, "ln")),
            Fields.number(Fields.one(costs, "r")),
            Fields.number(Fields.one(costs, "p")));
    return new Scrypt(argon2, Fields.base64(parts.get(1)), cost)
        .form(Fields.base64(parts.get(2), SCRYPT_KEY));
  }
}
