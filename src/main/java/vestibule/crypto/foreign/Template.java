package vestibule.crypto.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A text that says where salt and password stand in what is hashed. */
record Template(String text, String salt, String password) {

  Template {
    if (!text.contains(password)) {
      // It would let everybody in.
      throw Unreadable.damaged();
    }
  }

  byte[] filled(byte[] saltBytes, byte[] passwordBytes) {
    byte[] filled = new byte[0];
    int at = 0;
    while (at < text.length()) {
      boolean isSalt = text.startsWith(salt, at);
      boolean isPassword = text.startsWith(password, at);
      int end = at + 1;
      if (isSalt || isPassword) {
        end = at + (isSalt ? salt : password).length();
      } else {
        while (end < text.length()
            && !text.startsWith(salt, end)
            && !text.startsWith(password, end)) {
          end++;
        }
      }
      byte[] literal = text.substring(at, end).getBytes(UTF_8);
      byte[] put = isPassword ? passwordBytes : literal;
      filled = Fields.joined(filled, isSalt ? saltBytes : put);
      at = end;
    }
    return filled;
  }
}
