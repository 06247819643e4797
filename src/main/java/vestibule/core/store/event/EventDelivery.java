package vestibule.core.store.event;

import java.time.Instant;

/**
 * An event that is owed to a webhook.
 *
 * @param placed what happened, and its place among all events
 */
public record EventDelivery(long webhook, AccountEvent.Placed placed, Tries tries) {

  /**
   * How often it was tried.
   *
   * @param since when it was owed first, or begun anew
   * @param failed tries of it that failed while others did not
   * @param due when it is tried next
   */
  public record Tries(Instant since, int failed, Instant due) {}

  /** The account that it tells of. */
  public long account() {
    return placed.event().account();
  }
}
