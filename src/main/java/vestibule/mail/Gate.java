package vestibule.mail;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where the worker's threads wait for their turn: to look into the outbox, to try whether a silent
 * mail server answers again (one thread alone), or to leave.
 */
public final class Gate {

  private final Duration look;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long calls;
  private long begun;
  private long dry;
  private long unsure;
  private int looking;
  private boolean paused;
  private boolean trying;
  private boolean careful;
  private boolean left;
  private long nextTry;

  /** What a thread does next. */
  sealed interface Turn {

    /**
     * Looks into the outbox.
     *
     * @param calls how often the gate had been called by then
     * @param number counts all looks
     */
    record Look(long calls, long number) implements Turn {}

    /** Tries whether the transport works again. */
    record Try() implements Turn {}

    /** Ends. */
    record Leave() implements Turn {}
  }

  /**
   * A gate that nobody waits at yet.
   *
   * @param look the longest time between two looks into the outbox
   */
  public Gate(Duration look) {
    this.look = look;
  }

  /** There may be something to do; cheap, and called after COMMIT. */
  public void call() {
    lock.lock();
    try {
      calls++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How often the gate was called. */
  long calls() {
    lock.lock();
    try {
      return calls;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next turn. A look is due at a call, and once in a while without one.
   *
   * @param seen the calls that the thread's last look answered; less than any count when that look
   *     found something, as there may be more
   */
  Turn await(long seen) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nextLook = System.nanoTime() + look.toNanos();
      while (true) {
        long now = System.nanoTime();
        if (left) {
          return new Turn.Leave();
        }
        if (paused && !trying && nextTry - now <= 0) {
          trying = true;
          return new Turn.Try();
        }
        if (isOpen() && (calls != seen || nextLook - now <= 0)) {
          looking++;
          return new Turn.Look(calls, ++begun);
        }
        changed.awaitNanos(untilNext(now, nextLook));
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isOpen() {
    return !paused && !(careful && looking > 0);
  }

  private long untilNext(long now, long nextLook) {
    if (!paused) {
      // Who waits for another's look is woken by its end.
      return isOpen() ? nextLook - now : look.toNanos();
    }
    // Who waits for another's try is woken by its end.
    return trying ? look.toNanos() : nextTry - now;
  }

  /** Ends a look and all that came of it. */
  void looked(Turn.Look turn, boolean foundNothing) {
    lock.lock();
    try {
      looking--;
      if (foundNothing) {
        dry = Math.max(dry, turn.number());
      } else {
        // The mail may have been put back, unseen by looks that have begun before.
        unsure = begun;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The transport is tried before anything is looked for. */
  void check() {
    pause(Duration.ZERO);
  }

  /** Nothing can be sent: no more looks until a try succeeds, the next after this time. */
  void pause(Duration time) {
    lock.lock();
    try {
      paused = true;
      nextTry = System.nanoTime() + time.toNanos();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether looks must wait for a try. */
  boolean isPaused() {
    lock.lock();
    try {
      return paused;
    } finally {
      lock.unlock();
    }
  }

  /** From now on one thread at a time looks, until a mail is taken. */
  void beCareful() {
    setCareful(true);
  }

  /** A mail was taken: all threads look again. */
  void beBold() {
    setCareful(false);
  }

  /** Whether one thread at a time looks. */
  boolean isCareful() {
    lock.lock();
    try {
      return careful;
    } finally {
      lock.unlock();
    }
  }

  private void setCareful(boolean now) {
    lock.lock();
    try {
      careful = now;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends a try.
   *
   * @param pause before the next one; empty when the transport works
   */
  void tried(Optional<Duration> pause) {
    lock.lock();
    try {
      trying = false;
      paused = pause.isPresent();
      nextTry = System.nanoTime() + pause.orElse(Duration.ZERO).toNanos();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sends every thread home after what it has in hand. */
  void leave() {
    lock.lock();
    try {
      left = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits as long as between two looks, or less when it is time to leave. */
  void breathe() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long until = System.nanoTime() + look.toNanos();
      while (!left && until - System.nanoTime() > 0) {
        changed.awaitNanos(until - System.nanoTime());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Calls, and waits until a look that began after it found nothing and no other look goes on. */
  boolean awaitDry(Duration most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long before = begun;
      calls++;
      changed.signalAll();
      long until = System.nanoTime() + most.toNanos();
      while (looking > 0 || dry <= Math.max(before, unsure)) {
        if (until - System.nanoTime() <= 0) {
          return false;
        }
        changed.awaitNanos(until - System.nanoTime());
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
