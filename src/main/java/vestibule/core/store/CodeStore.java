package vestibule.core.store;

import java.time.Instant;
import java.util.Optional;
import vestibule.core.model.MailedCode;

/** Keeps one-time codes by account; {@code SecretStore} finds them by their hash. */
public interface CodeStore {

  /** Adds a code. */
  void insert(MailedCode code);

  /** One code of an account. */
  Optional<MailedCode> find(long account, long id);

  /**
   * Spends a code.
   *
   * @return false when it was spent before: exactly one of many callers gets true
   */
  boolean spend(long account, long id, Instant now);

  /** Voids the open codes of one purpose of an account: their hashes are found no more. */
  void voidAll(long account, MailedCode.Purpose purpose, Instant now);

  /** Voids the open codes that were mailed to one address of an account, as {@link #voidAll}. */
  void voidFor(long account, long email, Instant now);

  /** Removes the codes of an account with their secrets. */
  void deleteAll(long account);
}
