package vestibule.core.hook;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** How long the last questions took whose answers let nobody in. */
final class AnswerTimes {

  static final int MOST = 64;

  static final long GOOD = TimeUnit.MINUTES.toNanos(10);

  /** By how much of the whole two times of one name may lie apart: times of one name vary too. */
  private static final int SPREAD = 8;

  private final Deque<Noted> last = new ArrayDeque<>();

  private record Noted(long nanos, long at) {}

  synchronized void add(long nanos, long now) {
    if (last.size() == MOST) {
      last.removeFirst();
    }
    last.addLast(new Noted(nanos, now));
  }

  /**
   * Draws a time for a name that is not asked about. A system may take one time for people whom it
   * knows and another for all others, and always the same for one name: so a name has its place
   * among the times.
   *
   * @param place of the name, from 0 to 1
   * @return in nanoseconds; 0 where none is known
   */
  synchronized long draw(double place, RandomGenerator random, long now) {
    last.removeIf(noted -> now - noted.at() > GOOD);
    if (last.isEmpty()) {
      return 0;
    }
    long[] sorted = last.stream().mapToLong(Noted::nanos).sorted().toArray();
    double spread = (random.nextDouble() - 0.5) * 2 / SPREAD;
    long index = Math.round((place + spread) * (sorted.length - 1));
    return sorted[Math.clamp(index, 0, sorted.length - 1)];
  }
}
