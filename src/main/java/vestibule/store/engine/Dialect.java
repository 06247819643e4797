package vestibule.store.engine;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sqlite.SQLiteException;

/**
 * What differs between the databases, each difference with its reason; all other SQL is one text.
 */
public enum Dialect {
  /** SQLite in WAL mode: one file, one machine, one writer at a time. */
  SQLITE;

  /** What kind of failure a database reports, as far as the engine acts on it. */
  enum Trouble {
    UNIQUE,
    BUSY,
    UNAVAILABLE,
    OTHER
  }

  /**
   * The 64 slots as a list for {@code slot in (…)}, which every database answers by 64 steps into
   * the primary key.
   */
  static final String ALL_SLOTS =
      IntStream.range(0, 64).mapToObj(Integer::toString).collect(Collectors.joining(","));

  /**
   * How a write transaction begins. SQLite takes the write lock at once: a transaction that reads
   * first and writes later fails at the write without waiting when another has written in between.
   */
  String begin() {
    return switch (this) {
      case SQLITE -> "begin immediate";
    };
  }

  /**
   * A cheap query whose number changes whenever another connection, of this or another process, has
   * committed; none where the database has no such thing. SQLite counts so, and never for the
   * commits of the asking connection itself.
   */
  Optional<String> movement() {
    return switch (this) {
      case SQLITE -> Optional.of("pragma data_version");
    };
  }

  /** Judges a failure by what lies at its root; drivers number their errors differently. */
  Trouble trouble(Throwable failure) {
    return switch (this) {
      case SQLITE ->
          Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
              .limit(20)
              .filter(SQLiteException.class::isInstance)
              .map(cause -> sqliteTrouble(((SQLiteException) cause).getResultCode().code))
              .findFirst()
              .orElse(Trouble.OTHER);
    };
  }

  /**
   * By https://www.sqlite.org/rescode.html: the low byte is the primary code, the rest says more.
   */
  private static Trouble sqliteTrouble(int code) {
    int unique = 2067;
    int primaryKey = 1555;
    int rowid = 2579;
    if (code == unique || code == primaryKey || code == rowid) {
      return Trouble.UNIQUE;
    }
    return switch (code & 0xff) {
      // BUSY, LOCKED: another connection holds what is needed.
      case 5, 6 -> Trouble.BUSY;
      // NOMEM, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB: no statement's fault.
      case 7, 10, 11, 13, 14, 15, 26 -> Trouble.UNAVAILABLE;
      // READONLY with a reason is the file's fault, without one that of a write inside a read.
      case 8 -> code == 8 ? Trouble.OTHER : Trouble.UNAVAILABLE;
      default -> Trouble.OTHER;
    };
  }
}
