package vestibule.core.hook;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** How long the last questions took whose answers let nobody in. */
final class AnswerTimes {

  static final int MOST = 64;

  static final long GOOD = TimeUnit.MINUTES.toNanos(10);

  private final Deque<Noted> last = new ArrayDeque<>();

  private record Noted(boolean nobody, long nanos, long at) {}

  /**
   * Notes a time.
   *
   * @param nobody whether nobody is called so there; else the password was wrong
   */
  synchronized void add(boolean nobody, long nanos, long now) {
    if (last.size() == MOST) {
      last.removeFirst();
    }
    last.addLast(new Noted(nobody, nanos, now));
  }

  /**
   * Draws a time for a name that is not asked about. A system may take one time for people whom it
   * knows and another for all others, and always the same for one name: so a name is always one of
   * these or of those, and as many are as of the names that were asked about. A place among all
   * times would tell more than it hides: of a name that is asked about they vary, too.
   *
   * @param place of the name, from 0 to 1
   * @return in nanoseconds; 0 where none is known
   */
  synchronized long draw(double place, RandomGenerator random, long now) {
    last.removeIf(noted -> now - noted.at() > GOOD);
    if (last.isEmpty()) {
      return 0;
    }
    long nobodies = last.stream().filter(Noted::nobody).count();
    boolean nobody = place * last.size() < nobodies;
    long[] times =
        last.stream().filter(noted -> noted.nobody() == nobody).mapToLong(Noted::nanos).toArray();
    return times[random.nextInt(times.length)];
  }
}
