package vestibule.crypto.foreign;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.Blake2sDigest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Digests by the names that other systems give them. Bouncy Castle's, as those of the JDK take no
 * empty key.
 */
final class Digests {

  private static final Map<String, Supplier<Digest>> KNOWN = known();

  private Digests() {}

  private static Map<String, Supplier<Digest>> known() {
    Map<String, Supplier<Digest>> known = new HashMap<>();
    known.put("md5", MD5Digest::new);
    known.put("sha1", SHA1Digest::new);
    known.put("sha224", SHA224Digest::new);
    known.put("sha256", SHA256Digest::new);
    known.put("sha384", SHA384Digest::new);
    known.put("sha512", SHA512Digest::new);
    for (int bits : new int[] {224, 256, 384, 512}) {
      known.put("sha3_" + bits, () -> new SHA3Digest(bits));
    }
    known.put("blake2b", () -> new Blake2bDigest(512));
    known.put("blake2s", () -> new Blake2sDigest(256));
    known.put("ripemd160", RIPEMD160Digest::new);
    return known;
  }

  static boolean isKnown(String name) {
    return KNOWN.containsKey(name);
  }

  /** By names such as {@code SHA-256} too. */
  static String named(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace("sha-", "sha");
    return isKnown(plain) ? plain : "";
  }

  static Digest of(String name) {
    Supplier<Digest> known = KNOWN.get(name);
    if (known == null) {
      throw Unreadable.damaged();
    }
    return known.get();
  }

  static int length(String name) {
    return of(name).getDigestSize();
  }

  static byte[] digest(String name, byte[]... parts) {
    Digest digest = of(name);
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] out = new byte[digest.getDigestSize()];
    digest.doFinal(out, 0);
    return out;
  }

  static byte[] hmac(String name, byte[] key, byte[] message) {
    HMac mac = new HMac(of(name));
    mac.init(new KeyParameter(key));
    mac.update(message, 0, message.length);
    byte[] out = new byte[mac.getMacSize()];
    mac.doFinal(out, 0);
    return out;
  }
}
