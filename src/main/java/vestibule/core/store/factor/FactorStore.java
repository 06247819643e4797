package vestibule.core.store.factor;

import java.time.Instant;
import java.util.List;
import vestibule.core.model.factor.EnrolledFactor;

/** Keeps the factors that accounts can prove beside a password; by account. */
public interface FactorStore {

  /** All factors of an account, the oldest first. */
  List<EnrolledFactor> of(long account);

  /** Adds a factor. */
  void insert(EnrolledFactor factor);

  /**
   * Notes that a factor was used.
   *
   * @param before the counter that it had when its answer was judged
   * @return false when it has another by now, or is gone: exactly one of many callers gets true
   */
  boolean use(EnrolledFactor factor, long before, Instant now);

  /**
   * Removes a factor.
   *
   * @return false when the account has none of that id
   */
  boolean delete(long account, long id);

  /** Removes all factors of an account. */
  void deleteAll(long account);
}
