package vestibule.core.event;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import vestibule.core.cache.AccountCache;
import vestibule.core.model.Person;
import vestibule.core.store.Stores;
import vestibule.core.store.Transactions;
import vestibule.core.store.event.AccountEvent.Placed;

/** Events as others read them: in their order, and each with what its account is now. */
public final class EventFeed {

  private final Transactions transactions;

  public EventFeed(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * An event as it is told.
   *
   * @param person the account as it is now, which may be later than the event; empty when it is
   *     gone
   */
  public record Told(Placed placed, Optional<Person> person) {}

  /**
   * A part of the feed.
   *
   * @param whole false when events are missing before it, as they were removed, or the position
   *     that was named was never given
   */
  public record Page(List<Told> events, boolean whole) {}

  /**
   * Events behind a position.
   *
   * @param after empty, or 0, for those from the oldest that is kept
   */
  public Page read(OptionalLong after, int most) {
    return transactions.read(
        stores -> {
          // First, as events may be placed between the two.
          long end = stores.events().end();
          List<Placed> found = stores.events().after(after.orElse(0), most);
          long next = found.isEmpty() ? end : found.getFirst().position();
          long last = after.orElse(0);
          return new Page(told(stores, found), last == 0 || last + 1 == next);
        });
  }

  /** What is told of events; an account is read once. */
  public static List<Told> told(Stores stores, List<Placed> placed) {
    Map<Long, Optional<Person>> people = new HashMap<>();
    return placed.stream()
        .map(
            one ->
                new Told(
                    one,
                    people.computeIfAbsent(
                        one.event().account(), account -> AccountCache.read(stores, account))))
        .toList();
  }
}
