package vestibule.core.limit;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import vestibule.core.secret.Digests;

/**
 * Marks of devices that somebody signed in on: 20 bytes of account and chance, and 16 of their
 * HMAC-SHA256. A mark opens nothing; it only counts guesses apart from those of strangers.
 */
public final class Devices {

  private static final int CHANCE = 12;
  private static final int SIGNED = Long.BYTES + CHANCE;
  private static final int BYTES = SIGNED + 16;

  private final byte[] key;
  private final SecureRandom random;

  /** Marks under a key that all nodes share. */
  public Devices(byte[] key, SecureRandom random) {
    this.key = key.clone();
    this.random = random;
  }

  /**
   * A device that an account signed in on.
   *
   * @param id tells it from other devices of the account
   */
  record Device(long account, String id) {}

  /** The mark of a device that is new to an account, in base64url. */
  public String mark(long account) {
    byte[] chance = new byte[CHANCE];
    random.nextBytes(chance);
    ByteBuffer mark = ByteBuffer.allocate(BYTES).putLong(account).put(chance);
    byte[] signed = Arrays.copyOf(mark.array(), SIGNED);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(mark.put(signature(signed)).array());
  }

  /** Whether this is the mark of a device that the account signed in on. */
  public boolean isOf(Optional<String> mark, long account) {
    return device(mark).filter(device -> device.account() == account).isPresent();
  }

  /** The device of a mark; empty for a text that was not made here. */
  Optional<Device> device(Optional<String> mark) {
    return mark.flatMap(Devices::bytes)
        .filter(bytes -> MessageDigest.isEqual(tail(bytes), signature(head(bytes))))
        .map(
            bytes ->
                new Device(
                    ByteBuffer.wrap(bytes).getLong(),
                    HexFormat.of().formatHex(bytes, Long.BYTES, SIGNED)));
  }

  private static Optional<byte[]> bytes(String mark) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(mark)).filter(all -> all.length == BYTES);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static byte[] head(byte[] mark) {
    return Arrays.copyOf(mark, SIGNED);
  }

  private static byte[] tail(byte[] mark) {
    return Arrays.copyOfRange(mark, SIGNED, BYTES);
  }

  private byte[] signature(byte[] signed) {
    return Arrays.copyOf(Digests.hmacSha256(key, signed), BYTES - SIGNED);
  }
}
