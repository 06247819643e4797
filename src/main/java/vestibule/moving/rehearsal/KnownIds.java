package vestibule.moving.rehearsal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which id here stands for one of the old server, by what is counted: account 7 and address 7 are
 * two things. The ids that were not met for longest are forgotten first.
 */
final class KnownIds {

  private static final int MOST = 100_000;

  private final Map<String, Map<String, String>> here = bounded();
  private final Map<String, String> there = bounded();

  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MOST;
      }
    };
  }

  /**
   * Whether one id can stand for the other, as it did before. Two that are met for the first time
   * belong together from now on.
   *
   * @param noun what is counted
   */
  boolean match(String noun, String old, String present) {
    Map<String, String> byNoun = here.computeIfAbsent(old, _ -> new TreeMap<>());
    if (byNoun.containsKey(noun)) {
      return byNoun.get(noun).equals(present);
    }
    String before = there.putIfAbsent(noun + " " + present, old);
    if (before != null && !before.equals(old)) {
      return false;
    }
    byNoun.put(noun, present);
    return true;
  }

  /** What stands for an id; of another noun where that is beyond doubt. */
  Optional<String> find(String noun, String old) {
    Map<String, String> byNoun = here.getOrDefault(old, Map.of());
    return Optional.ofNullable(byNoun.get(noun))
        .or(
            () ->
                byNoun.values().stream().distinct().count() == 1
                    ? byNoun.values().stream().findFirst()
                    : Optional.empty());
  }
}
