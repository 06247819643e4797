package vestibule.moving.table;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a field of ours comes from. */
sealed interface Field {

  /** What a query with {@code :id} gives: a text for each row, or an address with its truths. */
  record Query(String sql) implements Field {}

  /**
   * A column.
   *
   * @param values what its values mean; empty: what they are
   * @param truth how a truth is read from it
   * @param time how a time is read from it
   */
  record Column(String name, Map<String, String> values, Truth truth, Time time) implements Field {}

  /** How a truth is read. */
  enum Truth {
    AS_IT_IS,
    /** The contrary. */
    NOT,
    /** Whether there is a value. */
    PRESENT
  }

  /**
   * How a time is read.
   *
   * @param zone of times that have none
   * @param unit of numbers since 1970: {@code s}, {@code ms} or {@code us}
   */
  record Time(ZoneId zone, Optional<String> unit) {}

  /**
   * How a field stands in a map: a column's name, or {@code {column, map, not, present, zone,
   * epoch}}, or {@code {sql}}.
   */
  static Field of(String name, Object written, ZoneId zone) {
    if (written instanceof String column) {
      return new Column(column, Map.of(), Truth.AS_IT_IS, new Time(zone, Optional.empty()));
    }
    Entries entries = Entries.of(name, written);
    if (entries.has("sql")) {
      entries.allow(Set.of("sql"));
      return new Query(entries.text("sql"));
    }
    entries.allow(Set.of("column", "map", "not", "present", "zone", "epoch"));
    Truth truth =
        entries.isTrue("present")
            ? Truth.PRESENT
            : entries.isTrue("not") ? Truth.NOT : Truth.AS_IT_IS;
    return new Column(
        entries.text("column"),
        entries.texts("map"),
        truth,
        new Time(entries.zone("zone").orElse(zone), entries.epoch("epoch")));
  }
}
