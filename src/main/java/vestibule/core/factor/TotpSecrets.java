package vestibule.core.factor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import vestibule.core.secret.Sealing;

/**
 * The secrets of one-time codes, which nobody but an account's own application may read: they are
 * sealed where they are kept, and until then with whoever adds them.
 */
final class TotpSecrets {

  /** As many as HMAC-SHA-1 has (RFC 4226, 4). */
  private static final int BYTES = 20;

  private final Sealing sealing;
  private final String issuer;
  private final RandomGenerator random;

  TotpSecrets(Sealing sealing, String issuer, RandomGenerator random) {
    this.sealing = sealing;
    this.issuer = issuer;
    this.random = random;
  }

  /**
   * What applications read from a picture.
   *
   * @param name of the account, as people know it
   */
  String uri(String name, byte[] secret) {
    return "otpauth://totp/"
        + encoded(issuer)
        + ":"
        + encoded(name)
        + "?secret="
        + Base32.of(secret)
        + "&issuer="
        + encoded(issuer)
        + "&algorithm=SHA1&digits="
        + Totp.DIGITS
        + "&period="
        + Totp.SECONDS;
  }

  /** Applications take a plus for itself. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  byte[] draw() {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return secret;
  }

  String sealed(long account, byte[] secret) {
    return HexFormat.of().formatHex(sealing.seal(kept(account), secret));
  }

  /** Empty for one that a master key sealed that was given up since. */
  Optional<byte[]> open(long account, String sealed) {
    try {
      return Optional.of(sealing.open(kept(account), HexFormat.of().parseHex(sealed)));
    } catch (Sealing.CannotOpen givenUp) {
      return Optional.empty();
    }
  }

  private static String kept(long account) {
    return "totp/" + account;
  }

  /** A secret on its way to be added, for its account alone and until then. */
  String carried(long account, byte[] secret, Instant end) {
    byte[] content =
        ByteBuffer.allocate(Long.BYTES + BYTES).putLong(end.getEpochSecond()).put(secret).array();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(sealing.seal(underWay(account), content));
  }

  /** The secret that was carried; empty for what was not made here, or for others, or long ago. */
  Optional<byte[]> arrived(long account, String carried, Instant now) {
    try {
      byte[] content = sealing.open(underWay(account), Base64.getUrlDecoder().decode(carried));
      return Optional.of(content)
          .filter(all -> now.getEpochSecond() < ByteBuffer.wrap(all).getLong())
          .map(all -> Arrays.copyOfRange(all, Long.BYTES, all.length));
    } catch (IllegalArgumentException | Sealing.CannotOpen notOurs) {
      return Optional.empty();
    }
  }

  private static String underWay(long account) {
    return "totp-enrolment/" + account;
  }
}
