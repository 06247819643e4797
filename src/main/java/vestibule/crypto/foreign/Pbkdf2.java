package vestibule.crypto.foreign;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * PBKDF2 with at most ten million HMACs: rounds times the digests that make up the key.
 *
 * @param digest by its name in {@link Digests}
 */
record Pbkdf2(String digest, byte[] salt, long rounds) {

  static final long MOST = 10_000_000;

  /** What the JDK does too, in half the time. */
  private static final Set<String> OF_JDK = Set.of("sha1", "sha224", "sha256", "sha384", "sha512");

  /**
   * The hash that has this key.
   *
   * @param key all of it: one that was cut would match as well
   */
  Form form(byte[] key) {
    requireBounds(key.length);
    return Form.derived(
        "pbkdf2 " + digest + " " + rounds + " " + key.length + (salt.length == 0 ? " bare" : ""),
        0,
        key,
        password -> derive(password, key.length));
  }

  /** Refused by its cost first, whatever else is wrong. */
  Pbkdf2 requireBounds(int bytes) {
    long blocks = Math.ceilDiv(Math.max(bytes, 1), Digests.length(digest));
    if (rounds > MOST || rounds * blocks > MOST) {
      throw Unreadable.tooCostly();
    }
    if (rounds < 1 || bytes < 1) {
      throw Unreadable.damaged();
    }
    return this;
  }

  private byte[] derive(byte[] password, int bytes) {
    String text = new String(password, StandardCharsets.UTF_8);
    boolean ofJdk =
        OF_JDK.contains(digest)
            && salt.length > 0
            && password.length > 0
            && Arrays.equals(text.getBytes(StandardCharsets.UTF_8), password);
    return ofJdk ? byJdk(text.toCharArray(), bytes) : byBouncyCastle(password, bytes);
  }

  private byte[] byJdk(char[] password, int bytes) {
    PBEKeySpec spec = new PBEKeySpec(password, salt, (int) rounds, bytes * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmac" + digest.toUpperCase(Locale.ROOT))
          .generateSecret(spec)
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2 with " + digest, e);
    } finally {
      spec.clearPassword();
    }
  }

  private byte[] byBouncyCastle(byte[] password, int bytes) {
    PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(Digests.of(digest));
    generator.init(password, salt, (int) rounds);
    return ((KeyParameter) generator.generateDerivedMacParameters(bytes * Byte.SIZE)).getKey();
  }
}
