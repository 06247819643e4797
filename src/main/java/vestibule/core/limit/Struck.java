package vestibule.core.limit;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** How often somebody was turned away, or got no mail, since the start, by limit. */
final class Struck {

  private final Map<Limit, LongAdder> counts = new EnumMap<>(Limit.class);

  Struck() {
    for (Limit limit : Limit.values()) {
      counts.put(limit, new LongAdder());
    }
  }

  void add(Limit limit) {
    counts.get(limit).increment();
  }

  /** By what clients are told of each. */
  Map<String, LongSupplier> byWords() {
    Map<String, LongSupplier> each = new TreeMap<>();
    counts.forEach((limit, count) -> each.put(limit.words(), count::sum));
    return each;
  }
}
