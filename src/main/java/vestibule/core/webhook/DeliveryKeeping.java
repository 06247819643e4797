package vestibule.core.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.ToIntFunction;
import vestibule.core.store.Stores;
import vestibule.core.store.Transactions;

/** Gives up what was tried for long enough, and removes what has been dead for long enough. */
public final class DeliveryKeeping {

  private static final int BATCH = 1_000;

  /** The next run takes what one leaves. */
  private static final int MOST_BATCHES = 100;

  private final Transactions transactions;
  private final InstantSource clock;
  private final Duration retention;

  /** Keeps what is owed in a database; any number of nodes may do it. */
  public DeliveryKeeping(Transactions transactions, InstantSource clock, Duration retention) {
    this.transactions = transactions;
    this.clock = clock;
    this.retention = retention;
  }

  /** Does what is due. */
  public void run() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant owedSince = now.minus(Deliveries.GIVE_UP);
    repeat(stores -> stores.eventDeliveries().buryOld(owedSince, now, BATCH));
    repeat(stores -> stores.eventDeliveries().removeDead(now.minus(retention), BATCH));
  }

  private void repeat(ToIntFunction<Stores> batch) {
    for (int i = 0; i < MOST_BATCHES; i++) {
      if (transactions.write(batch::applyAsInt) < BATCH) {
        break;
      }
    }
  }
}
