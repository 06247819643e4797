package vestibule.core.secret;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Draws what only its holder may know, and hashes it for keeping. */
public final class Secrets {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final RandomGenerator random;

  /** Secrets from a cryptographically strong source. */
  public Secrets(RandomGenerator random) {
    this.random = random;
  }

  /** A key of that many lower-case hex digits; an even number. */
  public String key(int digits) {
    byte[] bytes = new byte[digits / 2];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** A code of that many letters and digits, which may stand in any URL: 5.9 bits each. */
  public String code(int characters) {
    StringBuilder code = new StringBuilder(characters);
    for (int i = 0; i < characters; i++) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  /** A code of that many decimal digits, for people to type: 3.3 bits each. */
  public String digits(int digits) {
    StringBuilder code = new StringBuilder(digits);
    for (int i = 0; i < digits; i++) {
      code.append((char) ('0' + random.nextInt(10)));
    }
    return code.toString();
  }

  /** The SHA-256 in hex by which a secret is kept; its length makes a slow hash needless. */
  public static String hash(String secret) {
    return Digests.sha256Hex(secret);
  }
}
