package vestibule.core.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * How often somebody was turned away in the last minutes, as count-min sketches of two spans of
 * time: they take 1 MiB whatever comes, and never say too little.
 */
final class Knocks {

  /** Long enough for a person who was told to wait a minute. */
  private static final Duration SPAN = Duration.ofMinutes(2);

  private static final int CELLS = 1 << 18;
  private static final int MOST = 100;

  private byte[][] present = new byte[2][CELLS];
  private byte[][] before = new byte[2][CELLS];
  private Instant begin = Instant.EPOCH;

  /** Somebody was turned away. */
  synchronized void add(long key, Instant now) {
    pass(now);
    int count = of(present, key);
    for (int row = 0; row < present.length; row++) {
      int cell = cell(row, key);
      if (present[row][cell] <= count && count < MOST) {
        present[row][cell] = (byte) (count + 1);
      }
    }
  }

  /** How often, in the last two to four minutes. */
  synchronized int of(long key, Instant now) {
    pass(now);
    return of(present, key) + of(before, key);
  }

  private void pass(Instant now) {
    if (now.isBefore(begin.plus(SPAN))) {
      return;
    }
    boolean gap = !now.isBefore(begin.plus(SPAN.multipliedBy(2)));
    byte[][] oldest = before;
    before = present;
    present = oldest;
    clear(present);
    if (gap) {
      clear(before);
    }
    begin = now;
  }

  private static void clear(byte[][] rows) {
    for (byte[] row : rows) {
      Arrays.fill(row, (byte) 0);
    }
  }

  private static int of(byte[][] rows, long key) {
    return Math.min(rows[0][cell(0, key)], rows[1][cell(1, key)]);
  }

  /** A key is part of a hash, so that its bits need no mixing. */
  private static int cell(int row, long key) {
    return (int) (key >>> (row * 32)) & (CELLS - 1);
  }
}
