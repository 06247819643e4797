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
import java.util.function.Predicate;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/** Threads that compute hashes of one sort, with the queue before them. */
final class HashingShare implements AutoCloseable {

  static final int WAITING_PER_CORE = 20;
  static final int ALL_WAITING_PER_CORE = 100;

  private static final int NICENESS = 10;
  private static final long EXPECTED_NANOS = TimeUnit.MILLISECONDS.toNanos(12);
  private static final int CLOSING_SECONDS = 10;

  private final LongSupplier nanoTime;
  private final FairQueue<FutureTask<?>> queue;

  /** Gets a permit for each hash that joins the queue. */
  private final ThreadPoolExecutor threads;

  private final AtomicLong usualNanos = new AtomicLong(EXPECTED_NANOS);
  private final AtomicLong computed = new AtomicLong();
  private final LongAdder refused = new LongAdder();

  /**
   * Starts the threads at their first work.
   *
   * @param isDoubtful who waits behind everybody else
   */
  HashingShare(String name, int threads, LongSupplier nanoTime, Predicate<String> isDoubtful) {
    this.nanoTime = nanoTime;
    this.queue =
        new FairQueue<>(WAITING_PER_CORE * threads, ALL_WAITING_PER_CORE * threads, isDoubtful);
    this.threads =
        new ThreadPoolExecutor(
            threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory(name));
  }

  void requireRoom(String asker) {
    if (!queue.hasRoom(asker)) {
      throw busy();
    }
  }

  int waiting() {
    return queue.waiting();
  }

  long computed() {
    return computed.get();
  }

  long refused() {
    return refused.sum();
  }

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

  private static ThreadFactory factory(String name) {
    ThreadFactory threads = Thread.ofPlatform().daemon().name(name + "-", 1).factory();
    return work ->
        threads.newThread(
            () -> {
              ThreadPriority.ofThisThread(NICENESS);
              work.run();
            });
  }
}
