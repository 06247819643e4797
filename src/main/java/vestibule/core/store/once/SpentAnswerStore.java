package vestibule.core.store.once;

import java.time.Instant;

/** Keeps which solutions of challenges were used, until they are good no more. */
public interface SpentAnswerStore {

  /**
   * Spends a solution.
   *
   * @return false when it was spent before, by whatever node
   */
  boolean spend(String answer, Instant end);
}
