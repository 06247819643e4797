package vestibule.core.store;

import java.util.Optional;
import vestibule.core.model.SignInTicket;

/** Keeps sign-ins that wait for another factor, by the hash of their tickets. */
public interface SignInTicketStore {

  /** Adds a ticket. */
  void insert(SignInTicket ticket);

  /** The ticket of that hash, whatever its state. */
  Optional<SignInTicket> find(String hash);

  /**
   * Takes one of the answers that may be given to a ticket.
   *
   * @return false when none is left, or the ticket was used up
   */
  boolean takeTry(String hash);

  /**
   * Uses a ticket up.
   *
   * @return false when it was used up before: exactly one of many callers gets true
   */
  boolean delete(String hash);
}
