package vestibule.store.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How values lie in columns: times as microseconds since 1970, truths as 0 and 1, what is absent as
 * NULL.
 */
public final class Columns {

  private static final int SLOTS = 64;

  /**
   * All slots as a list for {@code slot in (…)}, which every database answers by 64 steps into the
   * primary key.
   */
  public static final String ALL_SLOTS =
      IntStream.range(0, SLOTS).mapToObj(Integer::toString).collect(Collectors.joining(","));

  private Columns() {}

  /** The slot of what belongs to an account. */
  public static int slot(long account) {
    return Math.floorMod(account, SLOTS);
  }

  /** A time as it is kept; what is finer than a microsecond is cut off. */
  public static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  /** A time that may be absent; null then, as it is bound. */
  public static Long micros(Optional<Instant> time) {
    return time.map(Columns::micros).orElse(null);
  }

  /** A number that may be absent; null then, as it is bound. */
  public static Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  /** A number that may be absent; null then, as it is bound. */
  public static Integer orNull(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  /** A truth as it is kept. */
  public static int truth(boolean value) {
    return value ? 1 : 0;
  }

  /** The truth in a column. */
  public static boolean truth(ResultSet row, String column) throws SQLException {
    return row.getInt(column) != 0;
  }

  /** The time in a column. */
  public static Instant time(ResultSet row, String column) throws SQLException {
    return time(row.getLong(column));
  }

  /** The time that is kept as so many microseconds. */
  public static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** The time in a column, if there is one. */
  public static Optional<Instant> optionalTime(ResultSet row, String column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(time(micros));
  }

  /** The name of a door: there are a few, and one string of each for all the rows in memory. */
  public static String door(ResultSet row) throws SQLException {
    return row.getString("door").intern();
  }

  /** The text in a column, if there is one. */
  public static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  /** The number in a column, if there is one. */
  public static OptionalLong optionalLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** The number in a column, if there is one. */
  public static OptionalInt optionalInt(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
