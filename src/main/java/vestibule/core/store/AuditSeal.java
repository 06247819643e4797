package vestibule.core.store;

import java.time.Instant;

/**
 * A signed statement that these were the events of the audit trail.
 *
 * @param previous the digest of the seal before; "" where it is the first
 * @param root the digest of the digests of its events
 * @param publicKey that proves the signature: Ed25519 in the form of X.509, base64
 * @param signature of all else, base64
 */
public record AuditSeal(
    long number, Extent extent, String previous, String root, String publicKey, String signature) {

  /**
   * What it is about.
   *
   * @param keptFrom the first seal that is still kept: what lies before has had its time
   * @param entries how many events
   * @param oldest the time of the first of them, and {@code newest} of the last
   */
  public record Extent(Instant made, long keptFrom, int entries, Instant oldest, Instant newest) {}

  /** The same with a signature. */
  public AuditSeal signed(String text) {
    return new AuditSeal(number, extent, previous, root, publicKey, text);
  }
}
