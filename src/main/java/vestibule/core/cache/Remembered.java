package vestibule.core.cache;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A bounded memory of what was read or proved. When it is full it forgets what nobody has asked for
 * since it was last looked over (the CLOCK algorithm). Every request asks, so asking is one look-up
 * and at most one byte written: an order of last use, kept by a library, took a tenth of a whole
 * answer's time.
 *
 * <p>Safe for threads; the bound is exceeded by at most one for each thread that adds.
 *
 * @param <K> what it is known by
 * @param <V> what is remembered; immutable or safe for threads
 */
public final class Remembered<K, V extends Remembered.Item> {

  /**
   * What can be remembered. Its memory notes in it what would take one more object otherwise, and
   * with 100,000 of them each object is a wait for memory.
   */
  public abstract static class Item {

    /** Written without order: who sees it late forgets something too early. */
    private boolean asked;

    /** Says that it is in use, where it was kept instead of asked for. */
    protected final void ask() {
      if (!asked) {
        asked = true;
      }
    }

    /**
     * It was forgotten, replaced or let go. Called before it is gone, once, while whoever else
     * forgets it waits; must not use the memory.
     */
    protected void forgotten() {
      // Most do not care.
    }
  }

  private final ConcurrentMap<K, V> items = new ConcurrentHashMap<>();
  private final int most;
  private final ReentrantLock sweeping = new ReentrantLock();
  private Iterator<Map.Entry<K, V>> hand;

  /** A memory of at most so many values, at least 1. */
  public Remembered(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least one");
    }
    this.most = most;
    this.hand = items.entrySet().iterator();
  }

  /** What is known. */
  public Optional<V> get(K key) {
    V item = items.get(key);
    return item == null ? Optional.empty() : asked(item);
  }

  /**
   * What is known, or found out now and remembered; empty when that finds nothing. Of several that
   * ask at once one finds out, and the others wait; so does {@link #forget}.
   *
   * @param find must not use this memory
   */
  public Optional<V> get(K key, Function<K, Optional<V>> find) {
    V item = items.get(key);
    if (item == null) {
      item = items.computeIfAbsent(key, it -> find.apply(it).orElse(null));
      makeRoom();
    }
    return item == null ? Optional.empty() : asked(item);
  }

  /** Remembers a value. */
  public void put(K key, V value) {
    items.compute(
        key,
        (_, replaced) -> {
          if (replaced != null) {
            replaced.forgotten();
          }
          return value;
        });
    makeRoom();
  }

  /**
   * Forgets a value, also one that is being found out: then it waits for that. When this returns,
   * the value knows that it was forgotten, whoever forgot it.
   */
  public void forget(K key) {
    items.computeIfPresent(key, (_, gone) -> letGo(gone));
  }

  /** Forgets what is known now; what is being found out may stay. */
  public void forgetAll() {
    items.keySet().forEach(this::forget);
  }

  /** How many values are remembered. */
  public int size() {
    return items.size();
  }

  private Optional<V> asked(V item) {
    item.ask();
    return Optional.of(item);
  }

  private void makeRoom() {
    if (items.size() > most && sweeping.tryLock()) {
      try {
        while (items.size() > most) {
          sweep();
        }
      } finally {
        sweeping.unlock();
      }
    }
  }

  /** One step of the hand: what was asked for since its last round stays for one more. */
  private void sweep() {
    if (!hand.hasNext()) {
      hand = items.entrySet().iterator();
      if (!hand.hasNext()) {
        return;
      }
    }
    Map.Entry<K, V> next = hand.next();
    Item item = next.getValue();
    if (item.asked) {
      item.asked = false;
    } else {
      items.computeIfPresent(next.getKey(), (_, now) -> now == item ? letGo(now) : now);
    }
  }

  private V letGo(V item) {
    item.forgotten();
    return null;
  }
}
