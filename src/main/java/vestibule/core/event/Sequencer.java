package vestibule.core.event;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import vestibule.core.store.Stores;
import vestibule.core.store.Transactions;
import vestibule.core.store.event.AccountEvent;
import vestibule.core.store.event.AccountEvent.Placed;

/**
 * Gives committed events their positions. One unit of work at a time does, held by the lock of the
 * end: a reader that sees a position sees all before it too. So a cursor skips none, however late
 * the COMMIT of an event comes and from whichever block its id is.
 */
public final class Sequencer {

  /** What one unit of work places: it holds up others. */
  static final int BATCH = 500;

  /** In one run; the next one goes on. */
  private static final int MOST_BATCHES = 100;

  private final Transactions transactions;
  private final Placing placing;

  /**
   * A sequencer of a database; any number of nodes may run one.
   *
   * @param placing is told of the events, in the unit of work that gives them their positions
   */
  public Sequencer(Transactions transactions, Placing placing) {
    this.transactions = transactions;
    this.placing = placing;
  }

  /** Prepares what becomes of events that get their positions. */
  @FunctionalInterface
  public interface Placing {

    /** Nothing more becomes of them. */
    Placing NOTHING = (stores, placed) -> {};

    /** Takes events in their order. */
    void placed(Stores stores, List<Placed> placed);
  }

  /** Places all that is there, and says how many events that were. */
  public int run() {
    int all = 0;
    for (int batch = 0; batch < MOST_BATCHES; batch++) {
      if (!transactions.<Boolean>read(stores -> stores.events().isAnyUnplaced())) {
        break;
      }
      all += transactions.write(this::place);
    }
    return all;
  }

  private int place(Stores stores) {
    long next = stores.events().lockEnd();
    // Read behind the lock: what the last one to hold it has placed is not there any more.
    List<Placed> placed = new ArrayList<>();
    for (AccountEvent event : inOrder(stores.events().unplaced(BATCH))) {
      placed.add(new Placed(next + placed.size(), event));
    }
    placed.forEach(stores.events()::place);
    stores.events().moveEnd(placed.size());
    placing.placed(stores, placed);
    return placed.size();
  }

  /** By their times, but those of one account by its changes: clocks of nodes differ. */
  static List<AccountEvent> inOrder(List<AccountEvent> events) {
    Map<Long, Deque<AccountEvent>> ofAccounts =
        events.stream()
            .sorted(
                comparing(AccountEvent::version)
                    .thenComparing(AccountEvent::at)
                    .thenComparing(AccountEvent::id)
                    .thenComparing(AccountEvent::type))
            .collect(groupingBy(AccountEvent::account, toCollection(ArrayDeque::new)));
    return events.stream()
        .sorted(comparing(AccountEvent::at).thenComparing(AccountEvent::id))
        .map(event -> ofAccounts.get(event.account()).removeFirst())
        .toList();
  }
}
