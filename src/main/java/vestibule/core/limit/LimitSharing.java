package vestibule.core.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import vestibule.core.model.LimitUse;
import vestibule.core.store.Transactions;

/**
 * Tells other nodes, through the database, which limits are more than half used here, and hears
 * what they tell. So all nodes together keep to a limit, but for what comes within a second, and a
 * node that starts again knows what was used before.
 */
public final class LimitSharing {

  /** After so long nothing is left of any level. */
  public static final Duration KEPT = Duration.ofHours(2);

  /** Clocks differ, and a transaction may commit some time after its rows are made. */
  private static final Duration LOOK_BACK = Duration.ofSeconds(20);

  private final Uses uses;
  private final Transactions transactions;
  private final InstantSource clock;
  private final String node;
  private Instant heard;

  /**
   * Sharing through a database.
   *
   * @param node names this node among those that share it
   */
  public LimitSharing(Uses uses, Transactions transactions, InstantSource clock, String node) {
    this.uses = uses;
    this.transactions = transactions;
    this.clock = clock;
    this.node = node;
    this.heard = clock.instant().minus(KEPT);
  }

  /** Tells and hears once; it is called every second, by one thread. */
  public void share() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<LimitUse> untold = uses.untold(node, now);
    Transactions.Work<List<LimitUse>> hear =
        stores -> stores.limitUses().toldSince(heard.minus(LOOK_BACK));
    List<LimitUse> told =
        untold.isEmpty()
            ? transactions.read(hear)
            : transactions.write(
                stores -> {
                  untold.forEach(use -> stores.limitUses().put(use, now));
                  return hear.in(stores);
                });
    told.stream().filter(use -> !use.node().equals(node)).forEach(use -> uses.hear(use, now));
    heard = now;
    uses.forget(now);
  }
}
