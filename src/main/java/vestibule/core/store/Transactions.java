package vestibule.core.store;

import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/**
 * Units of work on the database. The work does SQL through {@link Stores} and nothing else: no
 * hash, no wait, no mail. It may run again, when the database asked for that, so it must not keep
 * state outside.
 */
public interface Transactions {

  /**
   * Runs the work and commits it durably. A {@link RefusedException} that leaves the work undoes it
   * and is rethrown; so does any other exception.
   *
   * @throws RefusedException with {@link Refusal.Busy} when the database cannot take the work now
   */
  <T> T write(Work<T> work);

  /** Runs work that only reads; it sees all that was committed before it began. */
  <T> T read(Work<T> work);

  /** One unit of work. */
  @FunctionalInterface
  interface Work<T> {

    /** Does the work on the stores of one transaction. */
    T in(Stores stores);
  }
}
