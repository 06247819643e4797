package vestibule.ops;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The events between those who log and the one thread that writes: a bounded ring, first in, first
 * out. Adding never waits, for the writer or for others, and seldom wakes the writer: events gather
 * for some milliseconds, or one that warns ends the wait. Under a lock, whoever was pre-empted
 * inside it made the others park, which took 0.4 microseconds of each request.
 */
final class LogRing {
  private static final int BATCH = 1024;
  private static final long GATHERING = Duration.ofMillis(20).toNanos();

  private final AtomicReferenceArray<LogEntry> slots;
  private final OutputStream out;

  /** The writer's alone: a batch of lines that are all as long as usual is one write. */
  private final byte[] gathered = new byte[LogEvent.USUAL_LENGTH * BATCH];

  private int length;
  private long reported;

  /** Places that were given out; each is filled a moment later. */
  private final AtomicLong accepted = new AtomicLong();

  private final AtomicLong dropped = new AtomicLong();

  /** The places that are free again. Written by the writer alone. */
  private volatile long taken;

  private volatile boolean urgent;
  private volatile Thread writer;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition written = lock.newCondition();
  private long finished;

  LogRing(int capacity, OutputStream out) {
    this.slots = new AtomicReferenceArray<>(capacity);
    this.out = out;
  }

  /** Keeps the event for the writer, or counts it as dropped when the ring is full. */
  void add(LogEntry event) {
    long place = place();
    if (place < 0) {
      dropped.incrementAndGet();
      return;
    }
    slots.setRelease(slot(place), event);
    // Read again: a writer that is about to sleep has written this before it looked for more.
    long before = place - taken;
    if (event.isWarning()) {
      urgent = true;
      LockSupport.unpark(writer);
    } else if (before == 0 || before + 1 == enough()) {
      LockSupport.unpark(writer);
    }
  }

  /** A place of the caller's own, negative when there is none. */
  private long place() {
    while (true) {
      long place = accepted.get();
      if (place - taken >= slots.length()) {
        return -1;
      }
      if (accepted.compareAndSet(place, place + 1)) {
        return place;
      }
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
    writer = Thread.currentThread();
    awaitEvents();
    List<LogEntry> batch = batch();
    if (batch.isEmpty()) {
      // A place was given out, and who got it is not running just now.
      Thread.yield();
      return;
    }
    long lost = dropped.get() - reported;
    reported += lost;
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
    while (accepted.get() == taken) {
      LockSupport.park(this);
      requireGoingOn();
    }
    long end = System.nanoTime() + GATHERING;
    for (long left = GATHERING; left > 0 && !urgent && !isEnough(); ) {
      LockSupport.parkNanos(this, left);
      requireGoingOn();
      left = end - System.nanoTime();
    }
    urgent = false;
  }

  private static void requireGoingOn() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private List<LogEntry> batch() {
    List<LogEntry> batch = new ArrayList<>(BATCH);
    long next = taken;
    while (batch.size() < BATCH) {
      LogEntry event = slots.getAcquire(slot(next));
      if (event == null) {
        break;
      }
      slots.setPlain(slot(next), null);
      batch.add(event);
      next++;
    }
    taken = next;
    return batch;
  }

  private int slot(long place) {
    return (int) (place % slots.length());
  }

  private boolean isEnough() {
    return accepted.get() - taken >= enough();
  }

  private int enough() {
    return Math.min(BATCH, slots.length());
  }

  private void write(List<LogEntry> batch, long lost) {
    try {
      for (LogEntry event : batch) {
        write(event.bytes());
      }
      if (lost > 0) {
        write(LogEvent.dropped(batch.getLast().time(), lost, slots.length()).bytes());
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
    long goal = accepted.get();
    urgent = true;
    LockSupport.unpark(writer);
    lock.lock();
    try {
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
    return dropped.get();
  }
}
