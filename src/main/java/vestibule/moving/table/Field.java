package vestibule.moving.table;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a field of ours comes from. */
sealed interface Field {

  /** Whether a source may do without it. */
  boolean optional();

  /**
   * What a query with {@code :id} gives: a text for each row, or an address with its truths.
   *
   * @param file the column that a file has instead, with several names by commas
   */
  record Query(String sql, Optional<Column> file, boolean optional) implements Field {}

  /**
   * A column.
   *
   * @param values what its values mean; empty: what they are
   * @param truth how a truth is read from it
   * @param time how a time is read from it
   * @param separator what stands between several names in one value
   */
  record Column(
      String name,
      Map<String, String> values,
      Truth truth,
      Time time,
      Optional<String> separator,
      boolean optional)
      implements Field {}

  /**
   * How a truth is read.
   *
   * @param not whether it is the contrary
   */
  record Truth(Question question, boolean not) {}

  /** What is asked of a value. */
  enum Question {
    /** Whether it is true. */
    TRUE,
    /** Whether there is one. */
    PRESENT,
    /** Whether it is a time that is a day or more ahead. */
    FUTURE
  }

  /**
   * How a time is read.
   *
   * @param zone of times that have none
   * @param unit of numbers since 1970: {@code s}, {@code ms} or {@code us}
   */
  record Time(ZoneId zone, Optional<String> unit) {}

  /**
   * How a field stands in a map: a column's name, or {@code {column, map, not, present, future,
   * zone, epoch, split, optional}}, or {@code {sql, csv, optional}}.
   */
  static Field of(String name, Object written, ZoneId zone) {
    if (written instanceof String column) {
      return column(column, zone, Optional.empty(), false);
    }
    Entries entries = Entries.of(name, written);
    if (entries.has("sql")) {
      entries.allow(Set.of("sql", "csv", "optional"));
      return new Query(
          entries.text("sql"),
          entries.find("csv").map(column -> column(column, zone, Optional.of(","), true)),
          entries.isTrue("optional"));
    }
    entries.allow(
        Set.of("column", "map", "not", "present", "future", "zone", "epoch", "split", "optional"));
    return new Column(
        entries.text("column"),
        entries.texts("map"),
        new Truth(question(entries), entries.isTrue("not")),
        new Time(entries.zone("zone").orElse(zone), entries.epoch("epoch")),
        entries.find("split"),
        entries.isTrue("optional"));
  }

  private static Column column(
      String name, ZoneId zone, Optional<String> separator, boolean optional) {
    return new Column(
        name,
        Map.of(),
        new Truth(Question.TRUE, false),
        new Time(zone, Optional.empty()),
        separator,
        optional);
  }

  private static Question question(Entries entries) {
    if (entries.isTrue("present")) {
      return Question.PRESENT;
    }
    return entries.isTrue("future") ? Question.FUTURE : Question.TRUE;
  }
}
