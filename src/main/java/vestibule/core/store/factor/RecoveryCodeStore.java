package vestibule.core.store.factor;

import java.time.Instant;
import java.util.List;

/** Keeps the codes that stand in for a lost factor, by account and the hash of the code. */
public interface RecoveryCodeStore {

  /** How many codes of an account are unspent. */
  int left(long account);

  /** Puts these codes in the place of all that the account has. */
  void replace(long account, List<String> hashes, Instant now);

  /**
   * Spends a code.
   *
   * @return false when there is none, or it was spent: exactly one of many callers gets true
   */
  boolean spend(long account, String hash, Instant now);

  /** Removes all codes of an account. */
  void deleteAll(long account);
}
