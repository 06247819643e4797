package vestibule.core.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256 and HMAC-SHA256 of short texts: how keys, tokens and codes are stored and derived. */
public final class Digests {

  private static final String HMAC = "HmacSHA256";
  private static final MessageDigest UNUSED = unused();

  private Digests() {}

  /** The SHA-256 of the text's UTF-8 bytes: 32 bytes. */
  public static byte[] sha256(String text) {
    return sha256(text.getBytes(UTF_8));
  }

  /** The SHA-256 of the bytes: 32 bytes. */
  public static byte[] sha256(byte[] bytes) {
    return algorithm().digest(bytes);
  }

  /** The SHA-256 of the text's UTF-8 bytes: 64 lower-case hex digits. */
  public static String sha256Hex(String text) {
    return HexFormat.of().formatHex(sha256(text));
  }

  /**
   * What a cache knows a token by: the first 128 bits of its SHA-256. It takes a tenth of the
   * token's room, and whoever reads the memory finds no token in it.
   */
  public record Fingerprint(long high, long low) {

    /** What a record brings by itself took a twenty-fifth of a who-am-I. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Fingerprint(long itsHigh, long itsLow)
          && high == itsHigh
          && low == itsLow;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(high);
    }
  }

  /** The fingerprint of the text's UTF-8 bytes. */
  public static Fingerprint fingerprint(String text) {
    ByteBuffer digest = ByteBuffer.wrap(sha256(text));
    return new Fingerprint(digest.getLong(), digest.getLong());
  }

  /** The HMAC-SHA256 (RFC 2104) of the text's UTF-8 bytes: 32 bytes. */
  public static byte[] hmacSha256(byte[] key, String text) {
    return hmacSha256(key, text.getBytes(UTF_8));
  }

  /** The HMAC-SHA256 (RFC 2104) of the message: 32 bytes. */
  public static byte[] hmacSha256(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(message);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", impossible);
    }
  }

  /**
   * The HMAC-SHA256 of the text in the shape of a random UUID (version 4): always the same for the
   * same key and text, not to be guessed without the key (122 bits).
   */
  public static UUID hmacUuid(byte[] key, String text) {
    ByteBuffer digest = ByteBuffer.wrap(hmacSha256(key, text));
    long high = digest.getLong() & ~0xf000L | 0x4000L;
    long low = digest.getLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private static MessageDigest unused() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** A copy of one that was never used, as looking for the provider takes longer than to hash. */
  private static MessageDigest algorithm() {
    try {
      return (MessageDigest) UNUSED.clone();
    } catch (CloneNotSupportedException provider) {
      return unused();
    }
  }
}
