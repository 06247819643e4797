package vestibule.client;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Answers that are good for a moment: who asks for the same within it gets the same, and who asks
 * while it is asked for waits. The moment begins when it is asked for, and not when it has come, so
 * that nothing is shown that is older. Failures are not remembered.
 *
 * <p>Of our own, as a cache of a library counts from the answer on.
 */
public final class Remembered<K, V> {

  private final Function<K, V> asked;
  private final long nanos;
  private final int most;
  private final LongSupplier time;

  /** In the order of their asking, so that the oldest are the first. */
  private final Map<K, Entry<V>> entries = new LinkedHashMap<>();

  /**
   * @param asked finds an answer
   * @param moment for how long one is good
   * @param most how many are kept
   */
  public Remembered(Function<K, V> asked, Duration moment, int most) {
    this(asked, moment, most, System::nanoTime);
  }

  Remembered(Function<K, V> asked, Duration moment, int most, LongSupplier time) {
    this.asked = asked;
    this.nanos = moment.toNanos();
    this.most = most;
    this.time = time;
  }

  private record Entry<V>(long since, CompletableFuture<V> answer) {}

  /** The answer for a key; throws what asking for it throws. */
  public V get(K key) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    Optional<CompletableFuture<V>> others = claimed(key, mine);
    if (others.isPresent()) {
      return answer(others.get());
    }
    try {
      V value = asked.apply(key);
      mine.complete(value);
      return value;
    } catch (RuntimeException | Error e) {
      forget(key, mine);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  /** What somebody has asked for already; otherwise it is ours to ask. */
  private synchronized Optional<CompletableFuture<V>> claimed(K key, CompletableFuture<V> mine) {
    long now = time.getAsLong();
    dropWhile(entry -> now - entry.since() >= nanos);
    Entry<V> known = entries.get(key);
    if (known != null) {
      return Optional.of(known.answer());
    }
    dropWhile(entry -> entries.size() >= most);
    entries.put(key, new Entry<>(now, mine));
    return Optional.empty();
  }

  private void dropWhile(Predicate<Entry<V>> old) {
    Iterator<Entry<V>> oldest = entries.values().iterator();
    while (oldest.hasNext() && old.test(oldest.next())) {
      oldest.remove();
    }
  }

  private synchronized void forget(K key, CompletableFuture<V> mine) {
    Entry<V> known = entries.get(key);
    if (known != null && known.answer() == mine) {
      entries.remove(key);
    }
  }

  private static <V> V answer(CompletableFuture<V> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
