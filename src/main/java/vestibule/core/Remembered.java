package vestibule.core;

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
public final class Remembered<K, V> {

  private static final class Slot<V> {

    private final V value;

    /** Written without order: who sees it late forgets something too early. */
    private boolean asked;

    Slot(V value) {
      this.value = value;
    }

    V ask() {
      if (!asked) {
        asked = true;
      }
      return value;
    }
  }

  private final ConcurrentMap<K, Slot<V>> slots = new ConcurrentHashMap<>();
  private final int most;
  private final ReentrantLock sweeping = new ReentrantLock();
  private Iterator<Map.Entry<K, Slot<V>>> hand;

  /** A memory of at most so many values, at least 1. */
  public Remembered(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least one");
    }
    this.most = most;
    this.hand = slots.entrySet().iterator();
  }

  /** What is known. */
  public Optional<V> get(K key) {
    Slot<V> slot = slots.get(key);
    return slot == null ? Optional.empty() : Optional.of(slot.ask());
  }

  /**
   * What is known, or found out now and remembered; empty when that finds nothing. Of several that
   * ask at once one finds out, and the others wait; so does {@link #forget}.
   *
   * @param find must not use this memory
   */
  public Optional<V> get(K key, Function<K, Optional<V>> find) {
    Slot<V> slot = slots.get(key);
    if (slot == null) {
      slot = slots.computeIfAbsent(key, it -> find.apply(it).map(Slot::new).orElse(null));
      makeRoom();
    }
    return slot == null ? Optional.empty() : Optional.of(slot.ask());
  }

  /** Remembers a value. */
  public void put(K key, V value) {
    slots.put(key, new Slot<>(value));
    makeRoom();
  }

  /** Forgets a value, also one that is being found out: then it waits for that. */
  public void forget(K key) {
    slots.remove(key);
  }

  /** Forgets what is known now; what is being found out may stay. */
  public void forgetAll() {
    slots.clear();
  }

  /** How many values are remembered. */
  public int size() {
    return slots.size();
  }

  private void makeRoom() {
    if (slots.size() > most && sweeping.tryLock()) {
      try {
        while (slots.size() > most) {
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
      hand = slots.entrySet().iterator();
      if (!hand.hasNext()) {
        return;
      }
    }
    Map.Entry<K, Slot<V>> next = hand.next();
    Slot<V> slot = next.getValue();
    if (slot.asked) {
      slot.asked = false;
    } else {
      slots.remove(next.getKey(), slot);
    }
  }
}
