package vestibule.core.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vestibule.core.model.Email;

/** Keeps what was changed about the addresses of accounts lately; by account. */
public interface AddressChangeStore {

  /** Adds a change. */
  void insert(AddressChange change);

  /** The changes of an account since then, the newest first. */
  List<AddressChange> since(long account, Instant since);

  /** An address as it was before it was removed; empty when that is not kept. */
  Optional<Email> removed(long account, long email);

  /** Removes a change that was taken back. */
  void delete(long account, long id);

  /** Removes the changes of an account. */
  void deleteAll(long account);
}
