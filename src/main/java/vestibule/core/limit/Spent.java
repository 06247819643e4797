package vestibule.core.limit;

import java.time.Duration;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/** A limit that has no room, and for how long. */
record Spent(Limit limit, Duration pause) {

  /** The trickle of a spent network lets a person in who comes back after so long. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  Duration told() {
    return pause.compareTo(LONGEST_WAIT) < 0 ? pause : LONGEST_WAIT;
  }

  RefusedException refusal() {
    int seconds = (int) Math.max(1, Math.ceilDiv(told().toMillis(), 1000));
    return new RefusedException(new Refusal.Throttled(limit.words(), seconds));
  }
}
