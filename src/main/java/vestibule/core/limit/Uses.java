package vestibule.core.limit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import vestibule.core.model.LimitUse;
import vestibule.core.secret.Digests;

/**
 * What is counted on this node, by limit and by whom; {@value #MOST} counters at most. When they
 * are full, the least used of some others makes room.
 */
public final class Uses {

  static final int MOST = 200_000;

  private static final double THOUSAND = 1_000;

  /** Counters that are compared when one has to go. */
  private static final int COMPARED = 16;

  /** For so long what was told before a release may be read once more. */
  private static final Duration REPEATED = Duration.ofMinutes(1);

  private final ConcurrentMap<Long, Use> uses = new ConcurrentHashMap<>();
  private final TurnedAway turnedAway = new TurnedAway();

  /** Where the next comparison begins; used by one thread at a time. */
  private Iterator<Long> next = uses.keySet().iterator();

  private final byte[] secret;

  /**
   * No counters yet.
   *
   * @param secret of all nodes, so that no counter's number tells what was typed
   */
  public Uses(byte[] secret) {
    this.secret = secret.clone();
  }

  /**
   * The number of somebody's counter: names and addresses themselves are neither kept nor told.
   *
   * @param whom a folded name, an account, a network
   */
  long key(Limit limit, String whom) {
    return ByteBuffer.wrap(Digests.hmacSha256(secret, limit.name() + ' ' + whom)).getLong();
  }

  /** Somebody's counter. */
  Use of(Limit limit, String whom, Instant now) {
    return of(key(limit, whom), limit, now);
  }

  /** How much of a limit somebody has used; asking makes no counter. */
  double level(Limit limit, String whom, Instant now) {
    Use known = uses.get(key(limit, whom));
    return known == null ? 0 : known.level(now);
  }

  /**
   * How long until fewer uses than that are left. One counts until half of it is forgotten, as
   * where tries are delayed.
   */
  Duration untilFewer(Limit limit, String whom, double count, Instant now) {
    double over = level(limit, whom, now) - count + 0.5;
    double hours = over / limit.policy().perHour();
    return over < 0
        ? Duration.ZERO
        : Duration.ofMillis(1 + (long) Math.ceil(hours * Duration.ofHours(1).toMillis()));
  }

  Use of(long key, Limit limit, Instant now) {
    Use known = uses.get(key);
    if (known != null) {
      return known;
    }
    if (uses.size() >= MOST) {
      makeRoom(now);
    }
    return uses.computeIfAbsent(key, _ -> new Use(limit));
  }

  private synchronized void makeRoom(Instant now) {
    long least = 0;
    double level = Double.POSITIVE_INFINITY;
    for (int i = 0; i < COMPARED; i++) {
      if (!next.hasNext()) {
        next = uses.keySet().iterator();
      }
      long key = next.next();
      Use use = uses.get(key);
      double share = use == null ? 0 : use.level(now) / use.limit().policy().most();
      if (share < level) {
        least = key;
        level = share;
      }
    }
    uses.remove(least);
  }

  /** What other nodes are to be told of, and were not told yet. */
  List<LimitUse> untold(String node, Instant now) {
    List<LimitUse> untold = new ArrayList<>();
    uses.forEach(
        (key, use) -> {
          if (use.isToBeTold(now)) {
            Use.Mark mark = use.tell();
            long level = Math.round(mark.level() * THOUSAND);
            untold.add(new LimitUse(key, node, use.limit().name(), level, mark.at()));
          }
        });
    return untold;
  }

  /** What another node told; a limit that only a later version has says nothing here. */
  void hear(LimitUse use, Instant now) {
    Limit.of(use.kind()).ifPresent(limit -> hear(use, of(use.key(), limit, now)));
  }

  private void hear(LimitUse use, Use known) {
    if (!use.node().equals(Releases.NODE)) {
      known.hear(use.node(), new Use.Mark(use.level() / THOUSAND, use.at()));
    } else if (known.release(use.at())) {
      // Whose name was turned away at which network does not follow from the number.
      turnedAway.clear();
    }
  }

  /** Who is answered without a look at the counters. */
  TurnedAway turnedAway() {
    return turnedAway;
  }

  /** Drops the counters that stand at nothing. */
  void forget(Instant now) {
    Instant since = now.minus(REPEATED);
    uses.values().removeIf(use -> use.level(now) == 0 && !use.isReleasedSince(since));
  }

  void clear() {
    uses.clear();
    turnedAway.clear();
  }

  int size() {
    return uses.size();
  }
}
