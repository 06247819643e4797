package vestibule.core.store.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Keeps events, first without a position, as they are written, and then in one order. */
public interface EventStore {

  /** Adds an event that has no position yet. */
  void insert(AccountEvent event);

  /** The version of an account; empty when there is none of that id. */
  OptionalLong version(long account);

  /** Whether any event has no position yet. */
  boolean isAnyUnplaced();

  /** When the first of those without a position happened. */
  Optional<Instant> oldestUnplaced();

  /**
   * The position that the next event gets. Until the end of the unit of work nobody else gives any.
   */
  long lockEnd();

  /**
   * Events without a position; those of one account in the order of its changes, and never one of
   * them without those before it.
   */
  List<AccountEvent> unplaced(int most);

  /** Gives an event its position. */
  void place(AccountEvent.Placed placed);

  /** Says that so many positions behind the end were given; after {@link #lockEnd}. */
  void moveEnd(int many);

  /** The position that the next event gets, as it is known now. */
  long end();

  /** Events behind a position, in their order. */
  List<AccountEvent.Placed> after(long position, int most);

  /**
   * Removes events from the beginning of the order up to the first that happened later, and says
   * how many: what is kept has no holes.
   */
  int remove(Instant before, int most);
}
