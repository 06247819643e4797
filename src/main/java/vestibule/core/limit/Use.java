package vestibule.core.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** How much of one limit somebody has used: what this node counted, and what others told. */
final class Use {

  /** A level as it was at a time, which is that of the last use. */
  record Mark(double level, Instant at) {

    private static final Mark NONE = new Mark(0, Instant.EPOCH);

    double fallen(Limit limit, Instant now) {
      double hours = ChronoUnit.MILLIS.between(at, now) / (double) Duration.ofHours(1).toMillis();
      return Math.max(0, level - Math.max(0, hours) * limit.policy().perHour());
    }
  }

  private final Limit limit;
  private final Map<String, Mark> others = new HashMap<>(1);
  private Mark own = Mark.NONE;
  private boolean untold;

  /** What was counted before this counts no more. */
  private Instant released = Instant.EPOCH;

  /** Whether others still have what this node told before it heard of the release. */
  private boolean overtaken;

  Use(Limit limit) {
    this.limit = limit;
  }

  Limit limit() {
    return limit;
  }

  /**
   * Counts a use, if it may come now.
   *
   * @param reserve how much of the limit is not for this use
   * @return how long it has to wait; zero when it was counted
   */
  synchronized Duration take(Instant now, double reserve) {
    Duration wait = limit.policy().wait(level(now) + reserve, Duration.between(last(), now));
    if (wait.isZero()) {
      own = new Mark(Math.min(limit.policy().most(), own.fallen(limit, now) + 1), now);
      untold = true;
    }
    return wait;
  }

  /** Takes back a use that came to a good end. */
  synchronized void giveBack() {
    own = new Mark(Math.max(0, own.level() - 1), own.at());
    untold = true;
  }

  /** What all nodes counted and is not forgotten. */
  synchronized double level(Instant now) {
    double all = own.fallen(limit, now);
    for (Mark each : others.values()) {
      all += each.fallen(limit, now);
    }
    return all;
  }

  private Instant last() {
    return others.values().stream().map(Mark::at).reduce(own.at(), (a, b) -> a.isAfter(b) ? a : b);
  }

  /** Whether others are to be told: what changed is past half of the limit, or was. */
  synchronized boolean isToBeTold(Instant now) {
    return overtaken || untold && level(now) >= limit.policy().shared();
  }

  /** What others are told. */
  synchronized Mark tell() {
    untold = false;
    overtaken = false;
    return own;
  }

  /**
   * Begins anew. What others had told before is forgotten, and is not heard again; what this node
   * counted since is forgotten too, so that others are told that nothing is left of it.
   *
   * @return false when this is known already
   */
  synchronized boolean release(Instant at) {
    if (!at.isAfter(released)) {
      return false;
    }
    released = at;
    overtaken = !own.equals(Mark.NONE);
    own = new Mark(0, at);
    others.values().removeIf(mark -> mark.at().isBefore(at));
    return true;
  }

  /** Whether what was told before its release may still be heard. */
  synchronized boolean isReleasedSince(Instant time) {
    return released.isAfter(time);
  }

  /** What another node told. */
  synchronized void hear(String node, Mark mark) {
    if (!mark.at().isBefore(released)) {
      others.put(node, mark);
    }
  }
}
