package vestibule.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.Transactions;
import vestibule.store.engine.Columns;
import vestibule.store.engine.Database;
import vestibule.store.engine.Transaction;
import vestibule.store.engine.Unavailable;
import vestibule.store.engine.Witness;
import vestibule.store.sql.SqlStores;

/** The units of work of a database, and the writing side of its change feed. */
public final class SqlTransactions implements Transactions {

  private static final Logger LOG = LoggerFactory.getLogger(SqlTransactions.class);

  /** Change ids stay exact in JavaScript, as all ids do. */
  private static final long IDS = 1L << 53;

  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Complaints complaints;
  private final Database database;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final LongConsumer forget;
  private final Runnable wake;

  /** The refusals since the last log line about them, and its time. */
  private record Complaints(AtomicLong refused, AtomicReference<Instant> last) {}

  /**
   * Units of work on a database, of which nobody on this node is told.
   *
   * @param clock times the rows of the change feed
   * @param random draws their ids
   */
  public SqlTransactions(Database database, InstantSource clock, RandomGenerator random) {
    this(
        new Complaints(new AtomicLong(), new AtomicReference<>(Instant.EPOCH)),
        database,
        clock,
        random,
        account -> {},
        () -> {});
  }

  private SqlTransactions(
      Complaints complaints,
      Database database,
      InstantSource clock,
      RandomGenerator random,
      LongConsumer forget,
      Runnable wake) {
    this.complaints = complaints;
    this.database = database;
    this.clock = clock;
    this.random = random;
    this.forget = forget;
    this.wake = wake;
  }

  /**
   * Units of work on the same database that tell this node of themselves, after each COMMIT and
   * before its answer.
   *
   * @param forget takes a changed account, 0 for all
   * @param wake is told that a mail was queued
   */
  public SqlTransactions telling(LongConsumer forget, Runnable wake) {
    return new SqlTransactions(complaints, database, clock, random, forget, wake);
  }

  @Override
  public <T> T write(Work<T> work) {
    return refusing(
        () ->
            database.write(
                transaction ->
                    work.in(
                        new SqlStores(
                            transaction.handle(),
                            database.dialect(),
                            new SqlStores.Following(
                                account -> changed(transaction, account),
                                () -> transaction.afterCommit(wake),
                                transaction::witness)))));
  }

  private static final SqlStores.Following READING =
      new SqlStores.Following(
          account -> {
            throw new IllegalStateException("a read changes nothing");
          },
          () -> {},
          row -> {});

  @Override
  public <T> T read(Work<T> work) {
    return refusing(
        () -> database.read(handle -> work.in(new SqlStores(handle, database.dialect(), READING))));
  }

  private <T> T refusing(Supplier<T> work) {
    try {
      return work.get();
    } catch (Unavailable unavailable) {
      complain(unavailable);
      throw new RefusedException(new Refusal.Busy(unavailable.retryAfterSeconds()));
    }
  }

  /** A database that is gone refuses everybody: one line and one cause in ten seconds say it. */
  private void complain(Unavailable unavailable) {
    long count = complaints.refused.incrementAndGet();
    Instant now = clock.instant();
    Instant last = complaints.last.get();
    if (Duration.between(last, now).compareTo(PAUSE) >= 0
        && complaints.last.compareAndSet(last, now)) {
      LOG.warn(
          "Work is refused, {} units since the last such line: {}",
          count,
          unavailable.getMessage(),
          unavailable.getCause());
      complaints.refused.addAndGet(-count);
    }
  }

  private static final String CHANGE =
      """
      insert into change (slot, at, id, account, what) values (:slot, :at, :id, :account, 'account')
      on conflict (slot, at, id) do nothing
      """;

  private static final String WRITE_OVER =
      "update change set what = what where slot = :slot and at = :at and id = :id";

  private void changed(Transaction transaction, long account) {
    Map<String, Object> row =
        Map.of(
            "slot", Columns.slot(account),
            "at", Columns.micros(clock.instant()),
            "id", random.nextLong(IDS),
            "account", account);
    ToIntFunction<Handle> insert = handle -> handle.createUpdate(CHANGE).bindMap(row).execute();
    insert.applyAsInt(transaction.handle());
    transaction.witness(
        new Witness(insert, handle -> handle.createUpdate(WRITE_OVER).bindMap(row).execute()));
    transaction.afterCommit(() -> forget.accept(account));
  }
}
