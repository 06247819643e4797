package vestibule.core.event;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import vestibule.core.store.Transactions;

/** Removes events that have had their time. */
public final class EventKeeping {

  private static final int BATCH = 1_000;

  /** The next run takes what one leaves. */
  private static final int MOST_BATCHES = 100;

  private final Transactions transactions;
  private final InstantSource clock;
  private final Duration retention;

  /** Keeps the events of a database for that long; any number of nodes may do it. */
  public EventKeeping(Transactions transactions, InstantSource clock, Duration retention) {
    this.transactions = transactions;
    this.clock = clock;
    this.retention = retention;
  }

  /** Removes what is due. */
  public void run() {
    Instant before = clock.instant().minus(retention);
    for (int batch = 0; batch < MOST_BATCHES; batch++) {
      int removed = transactions.write(stores -> stores.events().remove(before, BATCH));
      if (removed < BATCH) {
        break;
      }
    }
  }
}
