package vestibule.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How values lie in columns: times as microseconds since 1970, truths as 0 and 1, what is absent as
 * NULL.
 */
final class Columns {

  private static final int SLOTS = 64;
  private static final long MICROS = 1_000_000;

  private Columns() {}

  /** The slot of what belongs to an account. */
  static int slot(long account) {
    return Math.floorMod(account, SLOTS);
  }

  /** A time as it is kept; what is finer than a microsecond is cut off. */
  static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), MICROS), time.getNano() / 1_000L);
  }

  /** A time that may be absent; null then, as it is bound. */
  static Long micros(Optional<Instant> time) {
    return time.map(Columns::micros).orElse(null);
  }

  static int truth(boolean value) {
    return value ? 1 : 0;
  }

  static boolean truth(ResultSet row, String column) throws SQLException {
    return row.getInt(column) != 0;
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return time(row.getLong(column));
  }

  static Optional<Instant> optionalTime(ResultSet row, String column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(time(micros));
  }

  /** The name of a door: there are a few, and one string of each for all the rows in memory. */
  static String door(ResultSet row) throws SQLException {
    return row.getString("door").intern();
  }

  static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  static OptionalLong optionalLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  static OptionalInt optionalInt(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** An id drawn for this row alone cannot be taken. */
  static void requireNew(int inserted) {
    if (inserted != 1) {
      throw new IllegalStateException("a row with this id exists");
    }
  }

  static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
