package vestibule.http.budget;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The bytes that one connection takes of the budget, and what it waits for until when.
 *
 * <p>Belongs to the connection's thread. Others call {@link #endIf} and {@link #endIfLate} alone,
 * and the budget sheds it.
 */
public final class Claim {
  /** The states of a connection; those in the earlier ones are shed first. */
  public enum Phase {
    /** It was answered for the last time; what its client still sends is passed over. */
    LINGERING,
    /** It waits for a request. */
    IDLE,
    /** It waits for more of a request. */
    HALF_SENT,
    /** It waits until its client takes an answer. */
    SENDING,
    /** It waits for nobody: never shed. */
    BUSY,
    /** It was closed by us, and its thread does not know yet. */
    ENDED,
    /** The same, for want of memory. */
    SHED
  }

  /** Bytes of a request and its answer that every connection has without asking. */
  static final int SMALL = 8 * 1024;

  /** More is asked for in multiples of this. */
  private static final int GRAIN = 4 * 1024;

  final Peer peer;
  final long number;
  private final Budget budget;
  private final Runnable cut;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.BUSY);
  private volatile long deadline;

  /** Bytes of the connection itself; none when it was not let in. */
  private long base;

  /** Bytes beyond those. */
  private long more;

  private long spent;

  Claim(Budget budget, long number, Peer peer, Runnable cut) {
    this.budget = budget;
    this.number = number;
    this.peer = peer;
    this.cut = cut;
  }

  /** Counted already: it is let in. */
  void admit(long bytes) {
    base = bytes;
  }

  /** Whether the connection was let in; one that was not is counted nowhere. */
  public boolean isAdmitted() {
    return base > 0;
  }

  /**
   * The connection is about to wait.
   *
   * @param until by {@link System#nanoTime}
   * @return whether it may: it was not ended meanwhile
   */
  public boolean await(Phase what, long until) {
    deadline = until;
    return phase.compareAndSet(Phase.BUSY, what);
  }

  /** The wait is over; whether it was not ended meanwhile. */
  public boolean resume(Phase what) {
    return phase.compareAndSet(what, Phase.BUSY);
  }

  /** Ends it if it is at this; whoever did cuts the connection then. */
  public boolean endIf(Phase what) {
    return phase.compareAndSet(what, Phase.ENDED);
  }

  /** Ends it if it has waited too long; whoever did cuts the connection then. */
  public boolean endIfLate(long now) {
    Phase at = phase.get();
    return waits(at) && now - deadline > 0 && endIf(at);
  }

  /**
   * Takes so many bytes more for the request at hand; those of small requests cost nothing.
   *
   * @return whether they were to be had; if not, nothing was taken
   */
  public boolean take(long bytes) {
    long all = spent + bytes;
    if (all > SMALL + more && !grow(all, false)) {
      return false;
    }
    spent = all;
    return true;
  }

  /** Takes them even beyond the budget: what was done must be answered. */
  public void takeAnyway(long bytes) {
    spent += bytes;
    if (spent > SMALL + more) {
      grow(spent, true);
    }
  }

  private boolean grow(long all, boolean anyway) {
    if (phase.get() != Phase.BUSY) {
      return false;
    }
    long wanted = Math.ceilDiv(all - SMALL, GRAIN) * GRAIN;
    if (!budget.take(this, wanted - more, anyway)) {
      return false;
    }
    more = wanted;
    return true;
  }

  /**
   * The request is answered, or given up: its bytes are given back.
   *
   * @param ahead what is there of the next request
   */
  public void settle(long ahead) {
    spent = ahead;
    if (more > 0 && phase.get() == Phase.BUSY) {
      budget.giveBack(this, more);
      more = 0;
    }
  }

  /** The connection is gone, and all that it took. */
  public void close() {
    budget.close(this, phase.getAndSet(Phase.ENDED) == Phase.SHED);
  }

  long bytes() {
    return base + more;
  }

  Phase phase() {
    return phase.get();
  }

  long deadline() {
    return deadline;
  }

  static boolean waits(Phase phase) {
    return phase.compareTo(Phase.BUSY) < 0;
  }

  /** Marks it as shed if it still waits for this; then nobody but the budget changes its bytes. */
  boolean shedIf(Phase what) {
    return phase.compareAndSet(what, Phase.SHED);
  }

  void cut() {
    cut.run();
  }
}
