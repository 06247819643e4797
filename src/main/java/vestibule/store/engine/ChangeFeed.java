package vestibule.store.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reading side of the change feed: tells this node's caches what any node, or the command line,
 * has changed.
 */
public final class ChangeFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

  /**
   * How long housekeeping must keep rows of {@code change}: a node that was away longer drops all
   * it holds.
   */
  public static final Duration KEPT = Duration.ofMinutes(10);

  private static final Duration PERIOD = Duration.ofMillis(250);

  /**
   * A row may be committed this much later than its time says and is still found: it may have
   * waited 5 s for a lock and 10 s for its COMMIT, and two clocks may be off by 2 s each.
   */
  private static final Duration WINDOW = Duration.ofSeconds(20);

  private static final long ALL = 0;

  /** More changes than this in one window are not told one by one. */
  static final int MOST_ROWS = 50_000;

  private static final String RECENT =
      String.format(
          Locale.ROOT,
          """
          select slot, at, id, account from change
          where slot in (%s) and at >= :since
          limit :limit
          """,
          Columns.ALL_SLOTS);

  private final Database database;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Freshness freshness;
  private final LongConsumer forget;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Optional<String> movementQuery;
  private final ClockCheck clockCheck;
  private volatile boolean partAway;
  private final Thread thread;

  // Only the polling thread uses these.
  private final Set<Key> seen = new HashSet<>();
  private Optional<Handle> connection = Optional.empty();
  private Optional<Long> lastMovement = Optional.empty();
  private Optional<Instant> lastGoodTime = Optional.empty();
  private boolean failing;

  private record Key(int slot, long at, long id) {}

  private record Row(Key key, long account) {}

  /**
   * Reads nothing before {@link #start}.
   *
   * @param clock the one of the rows
   * @param nanoTime a monotonic clock
   * @param freshness is told how each read went
   * @param forget takes each changed account, one that this node has changed too, and one may come
   *     twice; 0 stands for all, also when changes may have been missed
   */
  public ChangeFeed(
      Database database,
      InstantSource clock,
      LongSupplier nanoTime,
      Freshness freshness,
      LongConsumer forget) {
    this.database = database;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.freshness = freshness;
    this.forget = forget;
    this.movementQuery = database.dialect().movement();
    this.clockCheck = new ClockCheck(database.dialect(), clock, nanoTime);
    this.thread = Thread.ofPlatform().name("change-feed").daemon(true).unstarted(this::run);
  }

  /** Begins to poll, every 250 ms on a thread of its own, which also tells of changes. */
  public void start() {
    thread.start();
  }

  /**
   * Whether the last poll was good and began less than a second ago: only then may a cache be
   * trusted.
   */
  public boolean isFresh() {
    return freshness.isAt(nanoTime.getAsLong());
  }

  /**
   * Whether the database has answered the last poll, but for a machine behind it that is away.
   * Nothing cached is trusted meanwhile; what lives on the others can be read and written.
   */
  public boolean isPartAway() {
    return partAway;
  }

  /** Whether this machine's clock is within two seconds of the database's. */
  public boolean isClockRight() {
    return clockCheck.isRight();
  }

  private void run() {
    try {
      do {
        poll();
      } while (!stopped.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      LOG.warn("the change feed was interrupted, so nothing cached is trusted from here");
    } finally {
      freshness.lose();
      disconnect();
    }
  }

  /** One poll; on the caller's thread, which must be the only one. */
  void poll() {
    long begun = nanoTime.getAsLong();
    Instant now = clock.instant();
    try {
      readWhatMoved(now);
      lastGoodTime = Optional.of(now);
      freshness.read(begun);
      partAway = false;
      if (failing) {
        LOG.info("the change feed can be read again");
      }
      failing = false;
    } catch (Throwable failure) {
      freshness.lose();
      partAway = database.dialect().trouble(failure) == Dialect.Trouble.PART;
      disconnect();
      if (!failing) {
        LOG.error(
            "the change feed cannot be read: nothing cached is trusted until it can", failure);
      }
      failing = true;
    }
  }

  private void readWhatMoved(Instant now) {
    if (connection.isEmpty()) {
      connection = Optional.of(database.dedicated());
    }
    Handle handle = connection.get();
    clockCheck.look(handle);
    // Asked before the rows are read, so that a commit in between is read twice and never missed.
    Optional<Long> movement =
        movementQuery.map(query -> handle.createQuery(query).mapTo(Long.class).one());
    if (movement.isPresent() && movement.equals(lastMovement)) {
      return;
    }
    Instant last = lastGoodTime.filter(time -> time.isBefore(now)).orElse(now);
    if (Duration.between(last, now).compareTo(KEPT) > 0) {
      forget.accept(ALL);
    }
    readSince(handle, last.minus(WINDOW));
    lastMovement = movement;
  }

  private void readSince(Handle handle, Instant since) {
    long micros = Columns.micros(since);
    List<Row> rows = rows(handle, micros);
    if (rows.size() > MOST_ROWS) {
      forget.accept(ALL);
      return;
    }
    for (Row row : rows) {
      if (!seen.contains(row.key())) {
        forget.accept(row.account());
        seen.add(row.key());
      }
    }
    // A row before this window is before every later one, unless the clock is set back.
    seen.removeIf(key -> key.at() < micros);
  }

  private static List<Row> rows(Handle handle, long since) {
    return handle
        .createQuery(RECENT)
        .bind("since", since)
        .bind("limit", MOST_ROWS + 1)
        .map(
            (row, context) ->
                new Row(
                    new Key(row.getInt("slot"), row.getLong("at"), row.getLong("id")),
                    row.getLong("account")))
        .list();
  }

  private void disconnect() {
    lastMovement = Optional.empty();
    try {
      connection.ifPresent(Handle::close);
    } catch (RuntimeException e) {
      LOG.debug("a broken connection did not close cleanly", e);
    } finally {
      connection = Optional.empty();
    }
  }

  /** Stops polling; from here {@link #isFresh} is false. */
  @Override
  public void close() {
    stopped.countDown();
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
