package vestibule.core.factor;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One-time codes of six digits for each half minute by HMAC-SHA-1 (RFC 6238), which is what
 * applications know of the RFC.
 */
final class Totp {

  static final int DIGITS = 6;
  static final int SECONDS = 30;

  /** How far a clock may be off, in steps (RFC 6238, 5.2). */
  private static final int DRIFT = 1;

  private static final int MODULUS = 1_000_000;
  private static final Pattern CODE = Pattern.compile("[0-9]{" + DIGITS + "}");

  private Totp() {}

  /** The step of a time. */
  static long step(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), SECONDS);
  }

  /**
   * The step whose code it is, of those around a time.
   *
   * @param last only later steps: no code is good twice
   */
  static OptionalLong step(byte[] secret, String code, Instant now, long last) {
    String bare = code.replace(" ", "");
    if (!CODE.matcher(bare).matches()) {
      return OptionalLong.empty();
    }
    long here = step(now);
    return LongStream.rangeClosed(here - DRIFT, here + DRIFT)
        .filter(step -> step > last)
        .filter(step -> MessageDigest.isEqual(code(secret, step).getBytes(), bare.getBytes()))
        .findFirst();
  }

  /** The code of a step (RFC 4226, 5.3). */
  static String code(byte[] secret, long step) {
    byte[] hash = hmac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    int offset = hash[hash.length - 1] & 0xf;
    int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
    String digits = Integer.toString(number % MODULUS);
    return "0".repeat(DIGITS - digits.length()) + digits;
  }

  private static byte[] hmac(byte[] secret, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }
}
