package vestibule.store.engine;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * An open database: runs work in write transactions, in short reads and in long ones, and answers
 * after the COMMIT.
 */
public final class Database implements AutoCloseable {
  private static final int RETRIES = 5;
  private static final int QUEUED_SCANS = 100;

  private final Settings settings;
  private final SqliteFile file;
  private final GroupCommit writer;
  private final HandlePool readers;
  private final HandlePool scanners;
  private final ThreadPoolExecutor scanThreads;

  /**
   * How much a database may take at a time.
   *
   * @param readers connections for short reads, at least 1
   * @param scanners threads, and their connections, for long reads, at least 1
   * @param queue writes that may wait, at least 1; more are refused
   * @param batch writes that share a COMMIT, at least 1
   * @param lockWait how long one attempt waits for another process's write
   * @param jitter spreads the retries of processes that collided; must be safe for threads
   */
  public record Settings(
      int readers, int scanners, int queue, int batch, Duration lockWait, RandomGenerator jitter) {
    /** Refuses counts below 1. */
    public Settings {
      if (Math.min(Math.min(readers, scanners), Math.min(queue, batch)) < 1) {
        throw new IllegalArgumentException("each count must be at least 1");
      }
    }

    /** For a server: 10,000 queued writes, 256 a COMMIT, two short reads at a time a core. */
    public static Settings server(RandomGenerator jitter) {
      int cores = Runtime.getRuntime().availableProcessors();
      return new Settings(Math.max(4, 2 * cores), 2, 10_000, 256, Duration.ofSeconds(1), jitter);
    }

    /** For one command beside a running server. */
    public static Settings commandLine(RandomGenerator jitter) {
      return new Settings(1, 1, 100, 16, Duration.ofSeconds(1), jitter);
    }

    /** Pauses before the next attempt, longer each time; false when there is none. */
    boolean mayRetry(int attempt) {
      if (attempt > RETRIES) {
        return false;
      }
      long longest = 20L << attempt;
      try {
        Thread.sleep(jitter.nextLong(longest / 2, longest));
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  private Database(Path path, Settings settings) {
    this.settings = settings;
    this.file = new SqliteFile(path, settings);
    this.writer = new GroupCommit(file, settings);
    this.readers = new HandlePool(readingJdbi(), settings.readers());
    this.scanners = new HandlePool(readingJdbi(), settings.scanners());
    this.scanThreads =
        new ThreadPoolExecutor(
            settings.scanners(),
            settings.scanners(),
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUED_SCANS),
            Thread.ofPlatform().name("database-scan-", 1).daemon(true).factory());
    scanThreads.allowCoreThreadTimeOut(true);
  }

  private Jdbi readingJdbi() {
    return file.jdbi(true, (failure, context) -> translateUnique(failure));
  }

  /**
   * Opens, and makes where there is none (mode 0600), the SQLite database in {@code file}. Its
   * folder must exist.
   *
   * @throws IllegalStateException when a setting that durability depends on does not hold
   */
  public static Database sqlite(Path file, Settings settings) {
    Database database = new Database(file, settings);
    try {
      database.readers.with(handle -> true);
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Which database this is: what its SQL may need to know. */
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  /**
   * Runs {@code work} in a transaction and returns its result once it is durable. The work does SQL
   * only (no hash, no wait, no read or write of its own) and may run again, each time from the
   * beginning; whatever it throws undoes it whole and is thrown here. A failed statement must fail
   * its work.
   *
   * @throws UniqueViolation when a key was taken; never retried
   * @throws Unavailable when the queue is full, the disk is full, another process holds the
   *     database, or the calling thread was interrupted before the work began; nothing was kept
   * @throws IllegalStateException inside another write
   */
  public <T> T write(Function<Transaction, T> work) {
    refuseInsideWrite();
    return writer.submit(work);
  }

  /**
   * Runs a short read on the calling thread and returns its result, complete (no open stream or
   * iterator). It sees all that was committed before, and may run again. Each statement is a
   * snapshot of its own.
   *
   * @throws Unavailable when no connection comes free, or another process holds the database
   * @throws IllegalStateException inside a write
   */
  public <T> T read(Function<Handle, T> work) {
    refuseInsideWrite();
    return patiently(readers, work);
  }

  /**
   * Like {@link #read}, for what may take longer than a few milliseconds: on a platform thread of a
   * small pool, as a long call into SQLite would hold up every virtual thread that shares its
   * carrier. A caller who is interrupted leaves the read to end by itself.
   *
   * @throws Unavailable also when a hundred long reads are queued
   */
  public <T> T scan(Function<Handle, T> work) {
    refuseInsideWrite();
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      scanThreads.execute(() -> scan(work, answer));
      return answer.get();
    } catch (RejectedExecutionException e) {
      throw new Unavailable(
          QUEUED_SCANS + " long reads are queued, or the database is closed", 1, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted during a long read", 1, e);
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    }
  }

  private <T> void scan(Function<Handle, T> work, CompletableFuture<T> answer) {
    try {
      answer.complete(patiently(scanners, work));
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }

  private <T> T patiently(HandlePool pool, Function<Handle, T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return pool.with(work);
      } catch (RuntimeException | Error e) {
        boolean busy = Dialect.SQLITE.trouble(e) == Dialect.Trouble.BUSY;
        if (!busy || !settings.mayRetry(attempt)) {
          throw unchecked(worded(e));
        }
      }
    }
  }

  /** Refuses what would wait for the very write that it stands in. */
  void refuseInsideWrite() {
    if (writer.isWriter(Thread.currentThread())) {
      throw new IllegalStateException("work must not use the database but through its transaction");
    }
  }

  /** A reading connection of its own, for who needs to keep one; the caller closes it. */
  Handle dedicated() {
    return readingJdbi().open();
  }

  SqliteFile file() {
    return file;
  }

  static void translateUnique(SQLException failure) {
    switch (Dialect.SQLITE.trouble(failure)) {
      case UNIQUE -> throw new UniqueViolation(failure);
      case BUSY, UNAVAILABLE, OTHER -> {}
    }
  }

  /**
   * What a failure is to the caller: the engine's words where it is the database's fault, else
   * itself.
   */
  static Throwable worded(Throwable failure) {
    if (failure instanceof Unavailable) {
      return failure;
    }
    return switch (Dialect.SQLITE.trouble(failure)) {
      case BUSY -> new Unavailable("another process holds the database", 1, failure);
      case UNAVAILABLE -> new Unavailable("the database cannot be used now", 5, failure);
      // A refusal that a store has made of a violation stays that refusal.
      case UNIQUE -> isRaw(failure) ? new UniqueViolation(failure) : failure;
      case OTHER -> failure;
    };
  }

  private static boolean isRaw(Throwable failure) {
    return failure instanceof JdbiException || failure instanceof SQLException;
  }

  static RuntimeException unchecked(Throwable failure) {
    return switch (failure) {
      case Error error -> throw error;
      case RuntimeException exception -> exception;
      default -> new IllegalStateException(failure);
    };
  }

  /**
   * Refuses new work, ends what is queued and running (for some seconds at most), and closes the
   * database.
   */
  @Override
  public void close() {
    scanThreads.shutdown();
    scanners.close();
    readers.close();
    writer.close();
  }
}
