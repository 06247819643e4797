package vestibule.core.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vestibule.core.model.Password;

/**
 * Keeps password hashes, apart from accounts, so that reading an account never drags a hash along.
 */
public interface PasswordStore {

  /** The password of an account; empty for one that was invited and has not chosen yet. */
  Optional<Password> find(long account);

  /** Sets the hash of an account and raises its version. Of a foreign one the form is noted. */
  void put(long account, String hash, Instant at);

  /**
   * Sets another hash of the same password, unless the hash is another one by now. The version
   * stays, so that nothing that was proved by the password ends.
   */
  void renew(long account, String former, String hash);

  /** Accounts with their hashes by their ids, above one. */
  List<Kept> after(long account, int most);

  /**
   * Notes in what form a hash of another system is kept ({@link Password#form}). Whoever writes
   * hashes without {@link #put} does this for each form in the same unit of work.
   */
  void note(String form);

  /** The forms in which hashes of other systems were ever kept. */
  List<String> forms();

  /** Whether a hash is kept in that form; it looks through all of them. */
  boolean has(String form);

  /** Forgets a form in which no hash is kept any more. */
  void forget(String form);

  /** The hash of an account. */
  record Kept(long account, String hash) {

    /** Hides the hash. */
    @Override
    public String toString() {
      return "Kept[account=" + account + "]";
    }
  }

  /** Removes the password of an account. */
  void delete(long account);
}
