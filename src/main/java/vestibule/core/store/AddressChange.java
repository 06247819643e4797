package vestibule.core.store;

import java.time.Duration;
import java.time.Instant;
import vestibule.core.model.Email;

/**
 * One change of the addresses of an account, which can be taken back for a while.
 *
 * @param email the id of the address
 */
public record AddressChange(long account, long id, Instant at, long email, What what) {

  /** For how long a change can be taken back, and a removed address is nobody else's. */
  public static final Duration REVERSIBLE = Duration.ofHours(72);

  /** What was done. */
  public sealed interface What {}

  /** The address was added. */
  public record Added() implements What {}

  /** The address was proved. */
  public record Verified() implements What {}

  /**
   * The address became the primary one.
   *
   * @param former the id of the one that was it before; 0 when there was none
   */
  public record Preferred(long former) implements What {}

  /**
   * The address, which was proved, was removed.
   *
   * @param email as it was
   */
  public record Removed(Email email) implements What {}
}
