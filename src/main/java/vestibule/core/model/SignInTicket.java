package vestibule.core.model;

import java.time.Instant;

/**
 * A sign-in whose password or mailed code was right and that waits for another factor.
 *
 * @param hash the SHA-256 of the ticket, in hex; only the person who signs in has the ticket itself
 * @param passwordVersion of the password at that time
 * @param door the name of the door where it began, and where alone it can be completed
 * @param terms of the session that it is to become
 */
public record SignInTicket(
    String hash,
    long account,
    long passwordVersion,
    String door,
    Session.Terms terms,
    Bounds bounds) {

  /**
   * For what a ticket is good.
   *
   * @param proved what was, and when
   * @param tries how many answers may still be given
   */
  public record Bounds(Session.Proof proved, Instant expires, int tries) {}

  /** Whether the ticket can be completed at that time. */
  public boolean isLive(Instant now) {
    return now.isBefore(bounds.expires());
  }
}
