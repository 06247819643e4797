package vestibule.store.engine;

import java.util.random.RandomGenerator;

/**
 * The pauses between the attempts of work that the database asked to be tried again: five at most,
 * each longer, and spread so that those who collided do not collide again.
 *
 * @param jitter must be safe for threads
 */
public record Retries(RandomGenerator jitter) {

  private static final int MOST = 5;

  /**
   * Pauses before the next attempt; false when there is none.
   *
   * @param attempt counts from 1: the one that has just failed
   */
  public boolean mayRetry(int attempt) {
    if (attempt > MOST) {
      return false;
    }
    long longest = 20L << attempt;
    try {
      Thread.sleep(jitter.nextLong(longest / 2, longest));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
