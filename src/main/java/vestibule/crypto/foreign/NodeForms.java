package vestibule.crypto.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.List;
import vestibule.crypto.Argon2;

/** scrypt as Better Auth and Lucia write it: {@code salt:key} in hex, the salt taken as text. */
final class NodeForms {

  private static final long N = 16_384;
  private static final long R = 16;
  private static final int KEY = 64;

  private NodeForms() {}

  static Form betterAuth(Argon2 argon2, String text) {
    return form(argon2, text, R);
  }

  /** Before version 2 its r was 8, which only the source can tell. */
  static Form lucia(Argon2 argon2, String text, Params params) {
    return text.startsWith("s2:")
        ? form(argon2, Forms.after("s2:", text), R)
        : form(argon2, text, params.number("r", R));
  }

  private static Form form(Argon2 argon2, String text, long r) {
    List<String> parts = Fields.parts(text, ':', 2);
    if (parts.get(0).isEmpty()) {
      throw Unreadable.damaged();
    }
    return new Scrypt(argon2, parts.get(0).getBytes(UTF_8), new Scrypt.Cost(N, r, 1))
        .form(Fields.hex(parts.get(1), KEY))
        .typed(typed -> Normalizer.normalize(typed, Normalizer.Form.NFKC));
  }
}
