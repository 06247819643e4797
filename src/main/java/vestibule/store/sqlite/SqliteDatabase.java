package vestibule.store.sqlite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import vestibule.store.engine.Database;
import vestibule.store.engine.Dialect;
import vestibule.store.engine.Failures;
import vestibule.store.engine.Retries;
import vestibule.store.engine.Transaction;
import vestibule.store.engine.Unavailable;

/**
 * An SQLite database in one file: one thread writes, and each COMMIT carries all that queued; reads
 * go on beside it.
 */
public final class SqliteDatabase implements Database {
  private static final int QUEUED_SCANS = 100;

  private final Settings settings;
  private final SqliteFile file;
  private final GroupCommit writer;
  private final Jdbi reading;
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

    /** Whether there is another attempt, after a pause. */
    boolean mayRetry(int attempt) {
      return new Retries(jitter).mayRetry(attempt);
    }
  }

  private SqliteDatabase(Path path, Settings settings) {
    this.settings = settings;
    this.file = new SqliteFile(path, settings);
    this.writer = new GroupCommit(file, settings);
    this.reading = file.jdbi(true);
    this.readers = new HandlePool(reading, settings.readers());
    this.scanners = new HandlePool(reading, settings.scanners());
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

  /**
   * Opens, and makes where there is none (mode 0600), the SQLite database in {@code file}. Its
   * folder must exist.
   *
   * @throws IllegalStateException when a setting that durability depends on does not hold
   */
  public static SqliteDatabase open(Path file, Settings settings) {
    SqliteDatabase database = new SqliteDatabase(file, settings);
    try {
      database.readers.with(handle -> true);
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Loads the slowest part of the driver, so that {@link #open} takes less time. */
  public static void load() {
    new SQLiteConfig();
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    refuseInsideWrite();
    return writer.submit(work);
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    refuseInsideWrite();
    return patiently(readers, work);
  }

  /**
   * {@inheritDoc} It runs on a platform thread of a small pool, as a long call into SQLite would
   * hold up every virtual thread that shares its carrier.
   */
  @Override
  public <T> T scan(Function<Handle, T> work) {
    refuseInsideWrite();
    try {
      return scanThreads.submit(() -> patiently(scanners, work)).get();
    } catch (RejectedExecutionException e) {
      throw new Unavailable(
          QUEUED_SCANS + " long reads are queued, or the database is closed", 1, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted during a long read", 1, e);
    } catch (ExecutionException e) {
      throw Failures.unchecked(e.getCause());
    }
  }

  private <T> T patiently(HandlePool pool, Function<Handle, T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return pool.with(work);
      } catch (RuntimeException | Error e) {
        boolean busy = Dialect.SQLITE.trouble(e) == Dialect.Trouble.BUSY;
        if (!busy || !settings.mayRetry(attempt)) {
          throw Failures.unchecked(Failures.worded(Dialect.SQLITE, e));
        }
      }
    }
  }

  @Override
  public void refuseInsideWrite() {
    if (writer.isWriter(Thread.currentThread())) {
      throw new IllegalStateException("work must not use the database but through its transaction");
    }
  }

  @Override
  public Handle dedicated() {
    return reading.open();
  }

  /** The log keeps all that is written meanwhile until the connection is closed. */
  @Override
  public Handle snapshot() {
    Handle handle = reading.open();
    handle.execute("begin");
    return handle;
  }

  @Override
  public DataSource unpooled() {
    return file.writingSource();
  }

  /** SQLite has no lock that the migration tool could hold between its transactions. */
  @Override
  public void migrateAlone(Runnable action) {
    file.alone(action);
  }

  @Override
  public boolean forgetDeleted() {
    return file.emptyLog();
  }

  @Override
  public void close() {
    scanThreads.shutdown();
    scanners.close();
    readers.close();
    writer.close();
  }
}
