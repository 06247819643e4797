package vestibule.core.store;

import java.time.Instant;
import java.util.Optional;
import vestibule.core.model.Identifier;
import vestibule.core.model.LoginKey;

/** Keeps the log-in strings; each key exists at most once. */
public interface IdentifierStore {

  /** The identifier of that key. */
  Optional<Identifier> find(LoginKey key);

  /**
   * Claims a key.
   *
   * @return false, and nothing changed, when the key exists already, even if the unit of work that
   *     made it has only just ended
   */
  boolean insert(Identifier identifier);

  /**
   * Prolongs the hold of an unproven address for a new claimant, if its old hold is over.
   *
   * @return false when it is held or proven by now
   */
  boolean hold(LoginKey key, Instant now, Instant until);

  /**
   * Gives the key to the account that proved it.
   *
   * @return false, and nothing changed, when another account proved it first
   */
  boolean prove(LoginKey key, long account);

  /** Makes a user name of an account a former one, which is held until then. */
  void retire(LoginKey key, long account, Instant until);

  /** Makes a former name of an account its name again. */
  void restore(LoginKey key, long account);

  /** Frees all former names of an account. */
  void deleteFormerNames(long account);

  /** Lets every other unit of work that would change the key wait until this one has ended. */
  void lock(LoginKey key);

  /** Gives an unproven key to another claimant. */
  void handOver(LoginKey key, long account);

  /** Frees the key if it is that account's. */
  void delete(LoginKey key, long account);
}
