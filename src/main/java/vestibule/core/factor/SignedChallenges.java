package vestibule.core.factor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import vestibule.core.challenge.Once;
import vestibule.core.secret.Digests;

/**
 * What devices sign. Each is made here, for one purpose and one account, and is good once and for
 * some minutes. Nothing is kept of one before it is used: it says all that itself, and is signed.
 */
final class SignedChallenges {

  static final Duration GOOD = Duration.ofMinutes(5);

  private static final int CHANCE = 16;
  private static final int HEAD = CHANCE + Long.BYTES;
  private static final int SIGNATURE = 32;

  private final byte[] key;
  private final RandomGenerator random;

  /** Challenges under a key that all nodes share. */
  SignedChallenges(byte[] key, RandomGenerator random) {
    this.key = key.clone();
    this.random = random;
  }

  /** For what something is signed. */
  enum Purpose {
    /** A new passkey. */
    ADD,
    /** A passkey beside a password, or of somebody who is signed in. */
    PROVE,
    /** A passkey that lets in alone. */
    SIGN_IN
  }

  /**
   * A new challenge.
   *
   * @param account whose; 0 where nobody knows yet
   */
  byte[] draw(Purpose purpose, long account, Instant now) {
    byte[] chance = new byte[CHANCE];
    random.nextBytes(chance);
    long end = now.plus(GOOD).getEpochSecond();
    byte[] head = ByteBuffer.allocate(HEAD).put(chance).putLong(end).array();
    return ByteBuffer.allocate(HEAD + SIGNATURE)
        .put(head)
        .put(signature(head, purpose, account))
        .array();
  }

  /** What spends a challenge; empty for one that was not made for that, or too long ago. */
  Optional<Once> judge(byte[] challenge, Purpose purpose, long account, Instant now) {
    if (challenge.length != HEAD + SIGNATURE) {
      return Optional.empty();
    }
    byte[] head = Arrays.copyOf(challenge, HEAD);
    byte[] signature = Arrays.copyOfRange(challenge, HEAD, challenge.length);
    Instant end = Instant.ofEpochSecond(ByteBuffer.wrap(head).getLong(CHANCE));
    return now.isBefore(end) && MessageDigest.isEqual(signature, signature(head, purpose, account))
        ? Optional.of(new Once("passkey " + HexFormat.of().formatHex(head, 0, CHANCE), end))
        : Optional.empty();
  }

  private byte[] signature(byte[] head, Purpose purpose, long account) {
    byte[] binding = (purpose.name() + ' ' + account).getBytes(UTF_8);
    return Digests.hmacSha256(
        key, ByteBuffer.allocate(HEAD + binding.length).put(head).put(binding).array());
  }
}
