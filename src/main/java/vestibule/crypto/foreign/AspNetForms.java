package vestibule.crypto.foreign;

import java.nio.ByteBuffer;

/** What ASP.NET Identity kept, in its versions 2 and 3, in base64. */
final class AspNetForms {

  private static final int SALT = 16;
  private static final int SHORTEST = 16;
  private static final int V2_KEY = 32;
  private static final int V2_ROUNDS = 1_000;
  private static final int V3_HEAD = 13;

  private AspNetForms() {}

  static Form read(String text) {
    byte[] bytes = Fields.atLeast(Fields.base64(text), V3_HEAD);
    ByteBuffer all = ByteBuffer.wrap(bytes);
    return switch (all.get()) {
      case 0 -> v2(all);
      case 1 -> v3(all);
      default -> throw Unreadable.damaged();
    };
  }

  private static Form v2(ByteBuffer rest) {
    if (rest.remaining() != SALT + V2_KEY) {
      throw Unreadable.damaged();
    }
    byte[] salt = bytes(rest, SALT);
    return new Pbkdf2("sha1", salt, V2_ROUNDS).form(bytes(rest, V2_KEY));
  }

  private static Form v3(ByteBuffer rest) {
    String digest =
        switch (rest.getInt()) {
          case 0 -> "sha1";
          case 1 -> "sha256";
          case 2 -> "sha512";
          default -> throw Unreadable.damaged();
        };
    long rounds = Integer.toUnsignedLong(rest.getInt());
    long salt = Integer.toUnsignedLong(rest.getInt());
    if (salt < SHORTEST || salt > rest.remaining() - SHORTEST) {
      throw Unreadable.damaged();
    }
    byte[] salted = bytes(rest, (int) salt);
    return new Pbkdf2(digest, salted, rounds).form(bytes(rest, rest.remaining()));
  }

  private static byte[] bytes(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }
}
