package vestibule.core.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import vestibule.core.model.Network;
import vestibule.core.store.node.StruckLimit;

/**
 * How often somebody was turned away, or got no mail, since the start, by limit; and who it was, of
 * {@value #MOST} the latest.
 */
public final class Struck {

  static final int MOST = 1_000;

  private static final Duration KEPT = Duration.ofDays(1);

  private final Map<Limit, LongAdder> counts = new EnumMap<>(Limit.class);

  /** The longest unstruck first. */
  private final Map<Who, Times> latest = new LinkedHashMap<>();

  /** The limit as clients are told it. */
  private record Who(String whom, String limit) {}

  private static final class Times {
    private long count;
    private long told;
    private Instant last;
  }

  Struck() {
    for (Limit limit : Limit.values()) {
      counts.put(limit, new LongAdder());
    }
  }

  void add(Limit limit) {
    counts.get(limit).increment();
  }

  /**
   * The same of somebody.
   *
   * @param account 0 where none is known but by what was typed, which is not kept
   */
  void add(Limit limit, long account, Network network, Instant now) {
    add(limit);
    if (limit.isOfNetwork()) {
      add(limit, StruckLimit.network(network.text()), now);
    } else if (account != 0) {
      add(limit, StruckLimit.account(account), now);
    }
  }

  private synchronized void add(Limit limit, String whom, Instant now) {
    Who who = new Who(whom, limit.words());
    Times times = Objects.requireNonNullElseGet(latest.remove(who), Times::new);
    times.count++;
    times.last = now;
    latest.put(who, times);
    if (latest.size() > MOST) {
      latest.remove(latest.keySet().iterator().next());
    }
  }

  /** What was not told as it is now, as far as it is known who it was. */
  public synchronized List<StruckLimit> untold(Instant now, int most) {
    latest.values().removeIf(times -> times.last.isBefore(now.minus(KEPT)));
    return latest.entrySet().stream()
        .filter(one -> one.getValue().count > one.getValue().told)
        .limit(most)
        .map(
            one ->
                new StruckLimit(
                    one.getKey().whom(),
                    one.getKey().limit(),
                    one.getValue().count,
                    one.getValue().last))
        .toList();
  }

  /** Operators can see it from now on. */
  public synchronized void told(List<StruckLimit> struck) {
    for (StruckLimit one : struck) {
      Times times = latest.get(new Who(one.whom(), one.limit()));
      if (times != null) {
        times.told = one.times();
      }
    }
  }

  /** By what clients are told of each. */
  public Map<String, LongSupplier> byWords() {
    Map<String, LongSupplier> each = new TreeMap<>();
    counts.forEach((limit, count) -> each.put(limit.words(), count::sum));
    return each;
  }
}
