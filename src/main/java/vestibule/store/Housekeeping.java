package vestibule.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import vestibule.store.engine.ChangeFeed;
import vestibule.store.engine.Database;
import vestibule.store.engine.Unavailable;

/**
 * The removal of rows that nobody needs any more, and of what is left of removed ones, in batches
 * that hold nobody else's write up for long. One node at a time does it.
 */
public final class Housekeeping {

  /** How long codes are kept after their end, so that a late visitor is told what went wrong. */
  public static final Duration CODES_KEPT = Duration.ofDays(7);

  /** How long sessions are kept after their end. */
  public static final Duration SESSIONS_KEPT = Duration.ofDays(1);

  private static final int BATCH = 1_000;

  /** What one run leaves, the next one takes. */
  private static final int MOST_BATCHES = 100;

  private static final String SLOTS =
      IntStream.range(0, 64).mapToObj(Integer::toString).collect(Collectors.joining(","));

  /** Longer than from one run to the next, so that the chore stays where it is. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  private final Database database;
  private final InstantSource clock;
  private final Chore chore;

  /**
   * Housekeeping in a database.
   *
   * @param node names this node among those that share the database
   */
  public Housekeeping(Database database, InstantSource clock, String node) {
    this.database = database;
    this.clock = clock;
    this.chore = new Chore(database, clock, "housekeeping", node, LEASE);
  }

  /** How many rows went. */
  public record Removed(long changes, long codes, long sessions, long tickets) {}

  /**
   * Does nothing while another node has the chore; else removes what is due, 100,000 rows of a kind
   * at most; blocks for as long as that takes, so it belongs on a platform thread.
   *
   * @throws Unavailable when the database cannot be used now; what is done by then stays done
   */
  public Removed run() {
    return chore.take() ? remove(clock.instant()) : new Removed(0, 0, 0, 0);
  }

  /** Lets another node do it at once: for a clean stop. */
  public void giveBack() {
    chore.giveBack();
  }

  private Removed remove(Instant now) {
    long changes = micros(now.minus(ChangeFeed.KEPT));
    long codes = micros(now.minus(CODES_KEPT));
    long sessions = micros(now.minus(SESSIONS_KEPT));
    Removed removed =
        new Removed(
            repeat(() -> removeChanges(changes)),
            repeat(() -> removeOwned(CODES, DELETE_CODE, codes)),
            repeat(() -> removeOwned(ENDED_SESSIONS, DELETE_SESSION, sessions))
                + repeat(() -> removeOwned(EXPIRED_SESSIONS, DELETE_SESSION, sessions)),
            repeat(() -> removeTickets(micros(now))));
    // What anybody deleted since the last run too; while it cannot be, the next run does it.
    database.forgetDeleted();
    return removed;
  }

  private static long repeat(LongSupplier batch) {
    long all = 0;
    for (int i = 0; i < MOST_BATCHES; i++) {
      long some = batch.getAsLong();
      all += some;
      if (some < BATCH) {
        break;
      }
    }
    return all;
  }

  private static final String OLD_CHANGES =
      String.format(
          Locale.ROOT,
          "select slot, at, id from change where slot in (%s) and at < :before limit :most",
          SLOTS);

  private static final String DELETE_CHANGE =
      "delete from change where slot = :slot and at = :at and id = :id";

  private long removeChanges(long before) {
    List<Change> old = database.scan(handle -> oldChanges(handle, before));
    return old.isEmpty()
        ? 0
        : database.write(
            transaction ->
                old.stream().mapToLong(change -> remove(transaction.handle(), change)).sum());
  }

  private static List<Change> oldChanges(Handle handle, long before) {
    return handle
        .createQuery(OLD_CHANGES)
        .bind("before", before)
        .bind("most", BATCH)
        .map((row, context) -> new Change(row.getInt("slot"), row.getLong("at"), row.getLong("id")))
        .list();
  }

  private static int remove(Handle handle, Change change) {
    return handle
        .createUpdate(DELETE_CHANGE)
        .bind("slot", change.slot())
        .bind("at", change.at())
        .bind("id", change.id())
        .execute();
  }

  /** A code ends within days even when it was spent at once, so one time decides. */
  private static final String CODES =
      "select account, id, hash from code where expires_at < :before limit :most";

  private static final String DELETE_CODE =
      "delete from code where account = :account and id = :id and expires_at < :before";

  private static final String ENDED_SESSIONS =
      """
      select account, id, secret as hash from session
      where ended_at is not null and ended_at < :before
      limit :most
      """;

  private static final String EXPIRED_SESSIONS =
      "select account, id, secret as hash from session where expires_at < :before limit :most";

  /** Looks again, as the session may have been used since it was found. */
  private static final String DELETE_SESSION =
      """
      delete from session
      where account = :account and id = :id and (ended_at < :before or expires_at < :before)
      """;

  private static final String DELETE_SECRET = "delete from secret where hash = :hash";

  private long removeOwned(String select, String delete, long before) {
    List<Owned> old = database.scan(handle -> old(handle, select, before));
    return old.isEmpty()
        ? 0
        : database.write(
            transaction ->
                old.stream()
                    .mapToLong(owned -> remove(transaction.handle(), delete, owned, before))
                    .sum());
  }

  private static List<Owned> old(Handle handle, String select, long before) {
    return handle
        .createQuery(select)
        .bind("before", before)
        .bind("most", BATCH)
        .map(
            (row, context) ->
                new Owned(
                    row.getLong("account"),
                    row.getLong("id"),
                    Optional.ofNullable(row.getString("hash"))))
        .list();
  }

  private static int remove(Handle handle, String delete, Owned owned, long before) {
    int removed =
        handle
            .createUpdate(delete)
            .bind("account", owned.account())
            .bind("id", owned.id())
            .bind("before", before)
            .execute();
    owned
        .hash()
        .filter(hash -> removed == 1)
        .ifPresent(hash -> handle.createUpdate(DELETE_SECRET).bind("hash", hash).execute());
    return removed;
  }

  private static final String OLD_TICKETS =
      "select hash from sign_in_ticket where expires_at < :before limit :most";

  private static final String DELETE_TICKET = "delete from sign_in_ticket where hash = :hash";

  private long removeTickets(long before) {
    List<String> old =
        database.scan(
            handle ->
                handle
                    .createQuery(OLD_TICKETS)
                    .bind("before", before)
                    .bind("most", BATCH)
                    .mapTo(String.class)
                    .list());
    return old.isEmpty()
        ? 0
        : database.write(
            transaction ->
                old.stream()
                    .mapToLong(
                        hash ->
                            transaction
                                .handle()
                                .createUpdate(DELETE_TICKET)
                                .bind("hash", hash)
                                .execute())
                    .sum());
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  private record Change(int slot, long at, long id) {}

  private record Owned(long account, long id, Optional<String> hash) {}
}
