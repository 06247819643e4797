package vestibule.core.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vestibule.core.model.Email;
import vestibule.core.model.LoginKey;

/** Keeps the addresses of accounts. */
public interface EmailStore {

  /** Adds an address to its account. */
  void insert(Email email);

  /** One address of an account. */
  Optional<Email> find(long account, long id);

  /** The addresses of an account in the order of their ids. */
  List<Email> of(long account);

  /**
   * All addresses with that key, of whichever account, oldest claim first; at most 1,000. Decoys
   * claim nothing and are not among them.
   */
  List<Email> claims(LoginKey key);

  /** Marks an address as proved; mail that came back before counts no more. */
  void verify(long account, long id);

  /** Notes that a confirmation was queued. */
  void mailed(long account, long id, Instant at);

  /** Makes an address a decoy: its account only seems to have it from now on. */
  void withhold(long account, long id);

  /**
   * Notes since when mail to an address comes back.
   *
   * @param since empty when that is over
   */
  void bounced(long account, long id, Optional<Instant> since);

  /** Removes an address from its account. */
  void delete(long account, long id);
}
