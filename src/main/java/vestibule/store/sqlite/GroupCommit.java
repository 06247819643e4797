package vestibule.store.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.store.engine.Dialect;
import vestibule.store.engine.Failures;
import vestibule.store.engine.Transaction;
import vestibule.store.engine.Unavailable;

/**
 * The one thread that writes to an SQLite database: it runs all that queued, each under a savepoint
 * of its own, ends it with one COMMIT, and answers after that.
 */
final class GroupCommit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(30);

  private final SqliteDatabase.Settings settings;
  private final ArrayBlockingQueue<QueuedWork<?>> queue;
  private final WritingConnection connection;
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean ended;

  /**
   * Opens the connection, so that a database that cannot be had stops the start, and begins to
   * serve.
   */
  GroupCommit(SqliteFile file, SqliteDatabase.Settings settings) {
    this.settings = settings;
    this.queue = new ArrayBlockingQueue<>(settings.queue());
    this.connection = new WritingConnection(file);
    connection.open();
    this.thread = Thread.ofPlatform().name("database-writer").daemon(true).start(this::serve);
  }

  boolean isWriter(Thread candidate) {
    return candidate == thread;
  }

  <T> T submit(Function<Transaction, T> function) {
    if (closing) {
      throw closed();
    }
    QueuedWork<T> work = new QueuedWork<>(function);
    if (!queue.offer(work)) {
      throw new Unavailable(settings.queue() + " writes are queued", 1);
    }
    // The writer may have emptied the queue for the last time in between.
    if (ended && work.take()) {
      throw closed();
    }
    return work.await();
  }

  private static Unavailable closed() {
    return new Unavailable("the database is closed", 1);
  }

  private void serve() {
    List<QueuedWork<?>> batch = new ArrayList<>(settings.batch());
    try {
      while (!closing || !queue.isEmpty()) {
        collect(batch);
        serveSafely(batch);
        batch.clear();
      }
      connection.checkpoint();
    } catch (SQLException e) {
      LOG.warn("the database was not closed cleanly", e);
    } finally {
      ended = true;
      refuseLate();
      connection.close();
    }
  }

  private void collect(List<QueuedWork<?>> batch) {
    try {
      batch.add(queue.take());
      queue.drainTo(batch, settings.batch() - 1);
      batch.removeIf(work -> !work.take());
    } catch (InterruptedException e) {
      // Only work can have interrupted this thread; the others must not suffer for it.
      LOG.warn("a piece of work has interrupted the writer");
    }
  }

  /** Whatever happens, out of memory too, every caller gets an answer and the writer goes on. */
  private void serveSafely(List<QueuedWork<?>> batch) {
    try {
      if (!batch.isEmpty()) {
        serve(batch);
      }
    } catch (Throwable failure) {
      LOG.error("the writer failed", failure);
      connection.close();
      batch.forEach(work -> work.fail(failure));
      batch.forEach(QueuedWork::answer);
    }
  }

  private void refuseLate() {
    List<QueuedWork<?>> late = new ArrayList<>();
    queue.drainTo(late);
    late.stream().filter(QueuedWork::take).forEach(work -> work.fail(closed()));
    late.forEach(QueuedWork::answer);
  }

  private void serve(List<QueuedWork<?>> batch) {
    Optional<Throwable> failure = commitPatiently(batch);
    if (failure.isPresent() && batch.size() > 1 && isOneWorksFault(failure.get())) {
      // A COMMIT refused for what one of them did, a deferred constraint, must not cost the others.
      batch.forEach(work -> serve(List.of(work)));
      return;
    }
    failure.ifPresent(cause -> refuse(batch, cause));
    batch.forEach(QueuedWork::followCommit);
    batch.forEach(QueuedWork::answer);
  }

  private static boolean isOneWorksFault(Throwable failure) {
    return switch (Dialect.SQLITE.trouble(failure)) {
      case OTHER -> true;
      case BUSY, LOST, PART, UNAVAILABLE -> false;
    };
  }

  private static void refuse(List<QueuedWork<?>> batch, Throwable failure) {
    LOG.error("a write transaction failed", failure);
    batch.forEach(work -> work.fail(Failures.worded(Dialect.SQLITE, failure)));
  }

  /**
   * Commits what succeeds of the batch; a failure is one of the whole, of which nothing was kept.
   */
  private Optional<Throwable> commitPatiently(List<QueuedWork<?>> batch) {
    for (int attempt = 1; ; attempt++) {
      try {
        commit(batch);
        return Optional.empty();
      } catch (Throwable failure) {
        connection.heal();
        boolean busy = Dialect.SQLITE.trouble(failure) == Dialect.Trouble.BUSY;
        if (!busy || !settings.mayRetry(attempt)) {
          return Optional.of(failure);
        }
      }
    }
  }

  private void commit(List<QueuedWork<?>> batch) throws SQLException {
    connection.begin();
    for (QueuedWork<?> work : batch) {
      work.run(connection);
    }
    connection.commit();
  }

  /** Ends what is queued, moves it into the main file, and closes the connection. */
  @Override
  public void close() {
    closing = true;
    try {
      // Wakes the writer; what is queued before it is done before it.
      queue.put(new QueuedWork<>(transaction -> true));
      if (!thread.join(LONGEST_CLOSE)) {
        LOG.warn("writes are still running while the database closes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
