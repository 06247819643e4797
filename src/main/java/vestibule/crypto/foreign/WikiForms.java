package vestibule.crypto.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** MediaWiki's types A, B and pbkdf2, between colons. */
final class WikiForms {

  private static final byte[] HYPHEN = {'-'};

  private WikiForms() {}

  static Form read(String text) {
    if (text.startsWith(":A:")) {
      byte[] expected = Fields.hex(Forms.after(":A:", text), Digests.length("md5"));
      return Form.fast(
          ":A:" + Forms.blankHex(expected), expected, password -> Digests.digest("md5", password));
    }
    return text.startsWith(":B:") ? salted(text) : pbkdf2(text);
  }

  private static Form salted(String text) {
    List<String> parts = Fields.parts(Forms.after(":B:", text), ':', 2);
    byte[] salt = parts.get(0).getBytes(UTF_8);
    byte[] expected = Fields.hex(parts.get(1), Digests.length("md5"));
    return Form.fast(
        ":B:" + parts.get(0) + ":" + Forms.blankHex(expected),
        expected,
        password ->
            Digests.digest("md5", salt, HYPHEN, Forms.hex(Digests.digest("md5", password))));
  }

  private static Form pbkdf2(String text) {
    List<String> parts = Fields.parts(Forms.after(":pbkdf2:", text), ':', 5);
    int length = (int) Math.min(Fields.number(parts.get(2)), Integer.MAX_VALUE);
    Pbkdf2 how = new Pbkdf2(parts.get(0), Fields.base64(parts.get(3)), Fields.number(parts.get(1)));
    how.requireBounds(length);
    return how.form(Fields.atLeast(Fields.base64(parts.get(4), length), 16));
  }
}
