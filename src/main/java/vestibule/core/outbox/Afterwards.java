package vestibule.core.outbox;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import vestibule.core.refusal.RefusedException;

/**
 * Work that a thread of the mails does after a request was answered, so that the time of the answer
 * tells nothing of it (docs/contracts 0.6). It lies in memory, and is lost when the process dies or
 * a thousand others wait: only what people ask for again belongs here.
 */
public final class Afterwards {

  private static final int MOST = 1_000;

  private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(MOST);
  private final Runnable wake;

  /** Nothing to be done yet; {@code wake} is told when there is something. */
  public Afterwards(Runnable wake) {
    this.wake = wake;
  }

  /** Leaves something to be done; cheap, and never waits. */
  public void add(Runnable work) {
    if (waiting.offer(work)) {
      wake.run();
    }
  }

  /** How much there is to do. */
  public int count() {
    return waiting.size();
  }

  /** Does all that is there; one thread at a time does. */
  public synchronized void work() {
    for (Runnable next = waiting.peek(); next != null; next = waiting.peek()) {
      try {
        next.run();
      } catch (RefusedException refused) {
        // The account or its password is another one by now, or the database is away.
      } finally {
        // Only now, so that nothing is left to do when everything is done.
        waiting.remove();
      }
    }
  }
}
