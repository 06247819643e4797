package vestibule.ops;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The events between those who log and the one thread that writes: a bounded ring, first in, first
 * out. Adding never waits for the writer, and seldom wakes it: events gather for some milliseconds,
 * or one that warns ends the wait.
 */
final class LogRing {
  private static final int BATCH = 1024;

  private static final long GATHERING = Duration.ofMillis(20).toNanos();

  private final LogEntry[] slots;
  private final OutputStream out;

  /** The writer's alone: a batch of lines that are all as long as usual is one write. */
  private final byte[] gathered = new byte[LogEvent.USUAL_LENGTH * BATCH];

  private int length;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final Condition written = lock.newCondition();
  private long accepted;
  private long taken;
  private long finished;
  private long dropped;
  private long reported;
  private boolean urgent;

  LogRing(int capacity, OutputStream out) {
    this.slots = new LogEntry[capacity];
    this.out = out;
  }

  /** Keeps the event for the writer, or counts it as dropped when the ring is full. */
  void add(LogEntry event) {
    lock.lock();
    try {
      if (accepted - taken == slots.length) {
        dropped++;
        return;
      }
      slots[(int) (accepted++ % slots.length)] = event;
      urgent |= event.isWarning();
      if (urgent || accepted - taken == 1 || isEnough()) {
        added.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The writer's life; one thread only. */
  void writeForever() {
    try {
      while (true) {
        writeBatch();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for an event, then writes what is there, {@value #BATCH} events at most. */
  void writeBatch() throws InterruptedException {
    List<LogEntry> batch = new ArrayList<>(BATCH);
    long lost;
    lock.lockInterruptibly();
    try {
      awaitEvents();
      while (taken < accepted && batch.size() < BATCH) {
        int slot = (int) (taken++ % slots.length);
        batch.add(slots[slot]);
        slots[slot] = null;
      }
      lost = dropped - reported;
      reported = dropped;
    } finally {
      lock.unlock();
    }
    write(batch, lost);
    lock.lock();
    try {
      finished += batch.size();
      written.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitEvents() throws InterruptedException {
    while (accepted == taken) {
      added.await();
    }
    long nanos = GATHERING;
    while (nanos > 0 && !urgent && !isEnough()) {
      nanos = added.awaitNanos(nanos);
    }
    urgent = false;
  }

  private boolean isEnough() {
    return accepted - taken >= Math.min(BATCH, slots.length);
  }

  private void write(List<LogEntry> batch, long lost) {
    try {
      for (LogEntry event : batch) {
        write(event.bytes());
      }
      if (lost > 0) {
        write(LogEvent.dropped(batch.getLast().time(), lost, slots.length).bytes());
      }
      writeGathered();
      out.flush();
    } catch (IOException e) {
      // Standard error is gone, and there is no other place to say so. Serving goes on.
    }
  }

  private void write(byte[] text) throws IOException {
    if (text.length > gathered.length - length) {
      writeGathered();
    }
    if (text.length > gathered.length) {
      out.write(text);
      return;
    }
    System.arraycopy(text, 0, gathered, length, text.length);
    length += text.length;
  }

  private void writeGathered() throws IOException {
    int all = length;
    // First, as what cannot be written is not tried again.
    length = 0;
    out.write(gathered, 0, all);
  }

  boolean flush(Duration most) {
    lock.lock();
    try {
      long goal = accepted;
      urgent = true;
      added.signal();
      long nanos = most.toNanos();
      while (finished < goal) {
        if (nanos <= 0) {
          return false;
        }
        nanos = written.awaitNanos(nanos);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }
}
