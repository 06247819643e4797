package vestibule.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * One address of one account.
 *
 * @param address in the spelling in which it was given: shown and mailed like that
 * @param verified whether the account has proved that it reads this mailbox
 * @param bouncedAt since when it is known that mail to it comes back; a proof takes it away
 */
public record Email(
    long id,
    long account,
    String address,
    boolean verified,
    Claim claim,
    Optional<Instant> bouncedAt) {

  /** An address to which no mail has come back. */
  public Email(long id, long account, String address, boolean verified, Claim claim) {
    this(id, account, address, verified, claim, Optional.empty());
  }

  /**
   * How the account came to the address.
   *
   * @param door the name of the door through which it was claimed
   * @param family where the codes of that door work
   * @param mailedAt when a log-in that was refused for it last queued a confirmation
   * @param decoy whether it only stands in its account's list, as it belongs to another account
   *     that nobody may learn of (docs/contracts 0.6); it can never be confirmed, and nothing is
   *     mailed to it
   */
  public record Claim(
      String door, CodeFamily family, Instant at, Optional<Instant> mailedAt, boolean decoy) {}

  /** The same address of another account. */
  public Email of(long other) {
    return new Email(id, other, address, verified, claim, bouncedAt);
  }

  /** The same address, which its account only seems to have. */
  public Email decoy() {
    return new Email(
        id,
        account,
        address,
        verified,
        new Claim(claim.door(), claim.family(), claim.at(), claim.mailedAt(), true));
  }

  /** The address as it is compared. */
  public LoginKey key() {
    return LoginKey.of(address);
  }
}
