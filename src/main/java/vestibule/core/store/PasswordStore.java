package vestibule.core.store;

import java.time.Instant;
import java.util.Optional;
import vestibule.core.model.Password;

/**
 * Keeps password hashes, apart from accounts, so that reading an account never drags a hash along.
 */
public interface PasswordStore {

  /** The password of an account; empty for one that was invited and has not chosen yet. */
  Optional<Password> find(long account);

  /** Sets the hash of an account and raises its version. */
  void put(long account, String hash, Instant at);

  /** Removes the password of an account. */
  void delete(long account);
}
