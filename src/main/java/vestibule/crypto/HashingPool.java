package vestibule.crypto;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import vestibule.core.password.PasswordHashing;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/**
 * A few platform threads of low weight that compute all password hashes, before them a short queue
 * in which each asker waits for their own hashes alone: whoever asks for many slows nobody else,
 * and whoever tries wrong passwords goes behind those who do not.
 *
 * <p>One thread a core, and for each 20 waiting hashes of one asker: more would make a client wait
 * longer than it is willing to. All askers together have 100, which are worked off in three
 * seconds: a hundred guessers, each elsewhere, leave room for people. Measured: whoami at 200/s
 * beside a full pool has a p99 of 2.3-3.4 ms with nice 10, 3.9-8.4 ms without.
 */
public final class HashingPool implements PasswordHashing, AutoCloseable {

  static final int WAITING_PER_CORE = 20;
  static final int ALL_WAITING_PER_CORE = 100;

  private static final int NICENESS = 10;
  private static final long EXPECTED_NANOS = TimeUnit.MILLISECONDS.toNanos(12);
  private static final int CLOSING_SECONDS = 10;

  private final Argon2 argon2;
  private final LongSupplier nanoTime;
  private final Misses misses;
  private final FairQueue<FutureTask<?>> queue;

  /** Gets a permit for each hash that joins the queue. */
  private final ThreadPoolExecutor threads;

  private final AtomicLong usualNanos = new AtomicLong(EXPECTED_NANOS);
  private final AtomicLong computed = new AtomicLong();
  private final LongAdder refused = new LongAdder();

  /**
   * Starts the threads at their first work.
   *
   * @param cores how many hashes are computed at a time, at least 1
   * @param nanoTime the clock that measures a hash, as {@link System#nanoTime}
   */
  public HashingPool(Argon2 argon2, int cores, LongSupplier nanoTime) {
    this.argon2 = argon2;
    this.nanoTime = nanoTime;
    this.misses = new Misses(nanoTime);
    this.queue =
        new FairQueue<>(WAITING_PER_CORE * cores, ALL_WAITING_PER_CORE * cores, misses::isDoubtful);
    this.threads =
        new ThreadPoolExecutor(
            cores, cores, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory());
  }

  @Override
  public void requireRoom(String asker) {
    if (!queue.hasRoom(asker)) {
      throw busy();
    }
  }

  @Override
  public String hash(String asker, String password) {
    return run(asker, () -> argon2.hash(password));
  }

  @Override
  public boolean verify(String asker, String encoded, String password) {
    boolean right = run(asker, () -> argon2.verify(encoded, password));
    misses.judged(asker, right);
    return right;
  }

  @Override
  public void spend(String asker, String password) {
    run(
        asker,
        () -> {
          argon2.spend(password);
          return true;
        });
    misses.judged(asker, false);
  }

  /** How many hashes wait for a thread: 0 to 100 for each core. */
  public int waiting() {
    return queue.waiting();
  }

  /** How many hashes were computed since the start. */
  public long computed() {
    return computed.get();
  }

  /** How many hashes were refused, as too many waited. */
  public long refused() {
    return refused.sum();
  }

  /** Refuses new work, cancels what waits, and lets what runs come to its end. */
  @Override
  public void close() {
    threads.shutdownNow();
    // Or its caller would wait for ever.
    queue.close().forEach(waiting -> waiting.cancel(false));
    try {
      threads.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs work on the pool as every hash is run; in this package for tests. */
  <T> T run(String asker, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(() -> measured(work));
    Optional<FutureTask<?>> left = queue.offer(asker, task);
    left.ifPresent(one -> one.cancel(false));
    if (left.filter(task::equals).isPresent()) {
      throw busy();
    }
    threads.execute(() -> queue.poll().ifPresent(FutureTask::run));
    try {
      return task.get();
    } catch (InterruptedException e) {
      task.cancel(false);
      queue.remove(asker, task);
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for a password hash");
    } catch (CancellationException gaveWay) {
      throw threads.isShutdown() ? gaveWay : busy();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a password hash failed", e.getCause());
    }
  }

  private <T> T measured(Callable<T> work) throws Exception {
    long start = nanoTime.getAsLong();
    T result = work.call();
    long took = nanoTime.getAsLong() - start;
    computed.incrementAndGet();
    usualNanos.updateAndGet(usual -> usual + (took - usual) / 8);
    return result;
  }

  private RefusedException busy() {
    refused.increment();
    return new RefusedException(new Refusal.Busy(retryAfterSeconds()));
  }

  /** When an asker whose places are all taken now will have them back. */
  private int retryAfterSeconds() {
    double seconds = (double) usualNanos.get() * WAITING_PER_CORE / TimeUnit.SECONDS.toNanos(1);
    return Math.max(1, (int) Math.ceil(seconds));
  }

  private static ThreadFactory factory() {
    ThreadFactory threads = Thread.ofPlatform().daemon().name("hashing-", 1).factory();
    return work ->
        threads.newThread(
            () -> {
              ThreadPriority.ofThisThread(NICENESS);
              work.run();
            });
  }
}
