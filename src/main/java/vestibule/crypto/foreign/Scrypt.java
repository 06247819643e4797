package vestibule.crypto.foreign;

import java.util.function.UnaryOperator;
import vestibule.crypto.Argon2;

/** scrypt by libsodium, whose memory lies outside of the heap, within N·r·p of 2^17·8·1. */
record Scrypt(Argon2 argon2, byte[] salt, Cost cost) {

  private static final long MOST = (1L << 17) * 8;
  private static final long BLOCK = 128;
  private static final long KIB = 1024;

  /** The parameters, which are within the bounds. */
  record Cost(long n, long r, long p) {

    Cost {
      if (n > MOST || r > MOST || p > MOST || n * r > MOST || n * r * p > MOST) {
        throw Unreadable.tooCostly();
      }
      // What is no power of two cannot be computed, at whatever cost.
      if (n < 2 || Long.bitCount(n) != 1 || r < 1 || p < 1) {
        throw Unreadable.tooCostly();
      }
    }

    /** With the logarithm that most forms tell. */
    static Cost ofLog(long log, long r, long p) {
      return new Cost(log < Integer.SIZE ? 1L << log : Long.MAX_VALUE, r, p);
    }

    byte[] derive(Argon2 argon2, byte[] password, byte[] salt, int bytes) {
      return argon2.scrypt(password, new Argon2.Scrypt(salt, n, (int) r, (int) p, bytes));
    }

    String kind() {
      return "scrypt " + n + " " + r + " " + p;
    }

    long memory() {
      return BLOCK * (n * r + r * p) / KIB;
    }
  }

  /** The hash that has this key. */
  Form form(byte[] key) {
    return form(key, UnaryOperator.identity());
  }

  /** The hash that has what comes of a key of the same length. */
  Form form(byte[] key, UnaryOperator<byte[]> after) {
    return Form.derived(
        cost.kind(),
        cost.memory(),
        key,
        password -> after.apply(cost.derive(argon2, password, salt, key.length)));
  }
}
