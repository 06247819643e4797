package vestibule.crypto;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Who has tried wrong passwords lately, and no right ones: people slip once, guessers go on. The
 * {@value #MOST} askers whose first miss is newest are kept.
 */
final class Misses {

  static final int MOST = 10_000;

  /** Misses beyond these are no slips: each more lets a guesser of many networks hash once more. */
  static final int SLIPS = 1;

  private static final int MOST_COUNTED = 4;
  private static final long FORGOTTEN_NANOS = Duration.ofMinutes(10).toNanos();

  private final LongSupplier nanoTime;
  private final Map<String, Miss> misses =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Miss> eldest) {
          return size() > MOST;
        }
      };

  private record Miss(int times, long last) {}

  Misses(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A password was looked at. */
  synchronized void judged(String asker, boolean right) {
    long now = nanoTime.getAsLong();
    int times = times(asker, now) + (right ? -1 : 1);
    if (times <= 0) {
      misses.remove(asker);
    } else {
      misses.put(asker, new Miss(Math.min(times, MOST_COUNTED), now));
    }
  }

  /** Whether the asker missed more often than people do. */
  synchronized boolean isDoubtful(String asker) {
    return times(asker, nanoTime.getAsLong()) > SLIPS;
  }

  private int times(String asker, long now) {
    Miss known = misses.get(asker);
    return known == null || now - known.last() > FORGOTTEN_NANOS ? 0 : known.times();
  }
}
