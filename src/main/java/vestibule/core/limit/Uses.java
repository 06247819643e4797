package vestibule.core.limit;

import java.nio.ByteBuffer;
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

  private final ConcurrentMap<Long, Use> uses = new ConcurrentHashMap<>();

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
    Limit.of(use.kind())
        .ifPresent(
            limit ->
                of(use.key(), limit, now)
                    .hear(use.node(), new Use.Mark(use.level() / THOUSAND, use.at())));
  }

  /** Drops the counters that stand at nothing. */
  void forget(Instant now) {
    uses.values().removeIf(use -> use.level(now) == 0);
  }

  void clear() {
    uses.clear();
  }

  int size() {
    return uses.size();
  }
}
