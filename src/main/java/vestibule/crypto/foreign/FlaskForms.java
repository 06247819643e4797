package vestibule.crypto.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import vestibule.crypto.Argon2;

/**
 * Flask-Security: one of passlib's hashes of an HMAC that the application's salt keys, unless it is
 * told to hash once.
 */
record FlaskForms(Argon2 argon2, ArgonForms argon) {

  private static final List<String> ON = List.of("true", "True", "on", "yes");

  Form read(String text, Params params) {
    boolean once = params.find("single-hash").filter(ON::contains).isPresent();
    if (once) {
      return inner(text);
    }
    byte[] salt = params.need("password-salt").getBytes(UTF_8);
    return inner(text)
        .of(password -> Base64.getEncoder().encode(Digests.hmac("sha512", salt, password)));
  }

  /** Whatever passlib wrote: each of its forms begins in its own way. */
  Form inner(String text) {
    if (ArgonForms.begins(text)) {
      return argon.read(text);
    }
    if (text.startsWith("$pbkdf2") || text.startsWith("grub.")) {
      return PasslibForms.pbkdf2(text);
    }
    if (text.startsWith("$bcrypt-sha256$")) {
      return BcryptForms.passlibSha256(text);
    }
    if (text.startsWith("$scrypt$")) {
      return PasslibForms.scrypt(argon2, text);
    }
    if (text.startsWith("$P$") || text.startsWith("$H$")) {
      return PortableForms.phpass(text);
    }
    if (text.startsWith("{")) {
      return LdapForms.read(argon, text);
    }
    return CryptForms.any(text);
  }
}
