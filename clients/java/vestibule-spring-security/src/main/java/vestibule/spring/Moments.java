package vestibule.spring;

import java.time.Duration;

/** For how long answers are remembered, and how many. */
final class Moments {

  /** An end of a session is felt within a second: nothing may be remembered for longer. */
  static final Duration LONGEST = Duration.ofSeconds(1);

  static final int MOST = 10_000;

  private Moments() {}

  static Duration checked(Duration moment) {
    if (moment.isNegative() || moment.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("an answer is remembered for a second at most");
    }
    return moment;
  }
}
