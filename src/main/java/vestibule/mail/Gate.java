package vestibule.mail;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Lets the worker's threads wait for their turn: to look into the outbox, to try whether a silent
 * mail server answers again (one thread alone), or to leave.
 */
public final class Gate {

  private final Duration look;
  private long calls;
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
     */
    record Look(long calls) implements Turn {}

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
  public synchronized void call() {
    calls++;
    notifyAll();
  }

  synchronized long calls() {
    return calls;
  }

  /**
   * Waits for the next turn. A look is due at a call, and once in a while without one.
   *
   * @param seen the calls that the thread's last look answered; less than any count when that look
   *     found something, as there may be more
   */
  synchronized Turn await(long seen) throws InterruptedException {
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
        return new Turn.Look(calls);
      }
      TimeUnit.NANOSECONDS.timedWait(this, untilNext(now, nextLook));
    }
  }

  private boolean isOpen() {
    return !paused && !(careful && looking > 0);
  }

  /** The end of another's look or try wakes the thread that waits for it. */
  private long untilNext(long now, long nextLook) {
    if (isOpen()) {
      return nextLook - now;
    }
    return paused && !trying ? nextTry - now : look.toNanos();
  }

  /** Ends a look and all that came of it. */
  synchronized void looked() {
    looking--;
    notifyAll();
  }

  /** Nothing can be sent: no more looks until a try succeeds, the next after this time. */
  synchronized void pause(Duration time) {
    paused = true;
    nextTry = System.nanoTime() + time.toNanos();
    notifyAll();
  }

  /** Whether looks must wait for a try. */
  synchronized boolean isPaused() {
    return paused;
  }

  /** From now on one thread at a time looks, until a mail is taken. */
  synchronized void beCareful() {
    careful = true;
  }

  /** A mail was taken: all threads look again. */
  synchronized void beBold() {
    careful = false;
    notifyAll();
  }

  /** Whether one thread at a time looks. */
  synchronized boolean isCareful() {
    return careful;
  }

  /**
   * Ends a try.
   *
   * @param pause before the next one; empty when the transport works
   */
  synchronized void tried(Optional<Duration> pause) {
    trying = false;
    paused = pause.isPresent();
    nextTry = System.nanoTime() + pause.orElse(Duration.ZERO).toNanos();
    notifyAll();
  }

  /** Sends every thread home after what it has in hand. */
  synchronized void leave() {
    left = true;
    notifyAll();
  }

  /** Waits as long as between two looks, or less when it is time to leave. */
  synchronized void breathe() throws InterruptedException {
    long until = System.nanoTime() + look.toNanos();
    for (long rest = look.toNanos(); !left && rest > 0; rest = until - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, rest);
    }
  }
}
