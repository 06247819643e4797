package vestibule.store.engine;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;
import org.sqlite.SQLiteException;

/** The differences between the databases, each with its reason; all other SQL is one text. */
public enum Dialect {
  /** SQLite in WAL mode: one file, one machine, one writer at a time. */
  SQLITE,
  /** PostgreSQL 14 and later, and what speaks its protocol: many writers, many machines. */
  POSTGRES;

  /** The kinds of failures that the engine tells apart. */
  public enum Trouble {
    /** Others were faster: the same work may succeed at once. */
    BUSY,
    /**
     * The connection is dead, leads to a standby, or does not know what it did: the same work may
     * succeed on another one.
     */
    LOST,
    /**
     * The server answers, and a machine behind it does not: what lives there cannot be had now, and
     * everything else can.
     */
    PART,
    /** Nothing of this kind can be done now. */
    UNAVAILABLE,
    /** A fault of the work itself. */
    OTHER
  }

  /**
   * The statement that begins a write transaction.
   *
   * <p>SQLite takes the write lock at once. If it took it at the first write, that write would fail
   * without waiting when another process has written since the first read.
   *
   * <p>PostgreSQL gets the settings of this transaction in the round trip that begins it, as a
   * pooler may have lent it any server connection, and answers how durable the COMMIT will be. A
   * row is waited for 5 s at most. A process that stands still holds its locks for 15 s at most. No
   * time limit ends a COMMIT that waits for its standby, as the server would report it as done.
   */
  public String begin() {
    return switch (this) {
      case SQLITE -> "begin immediate";
      case POSTGRES ->
          """
          select set_config('synchronous_commit',
              case current_setting('synchronous_commit')
                when 'remote_apply' then 'remote_apply' else 'on' end, true),
            set_config('lock_timeout', '5s', true),
            set_config('idle_in_transaction_session_timeout', '15s', true),
            set_config('statement_timeout', '0', true)
          """;
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
      case POSTGRES -> Optional.empty();
    };
  }

  /**
   * A query for the database's own time in microseconds since 1970, by which a node's clock is
   * judged; none where the database runs by this machine's clock. No other statement reads it.
   */
  Optional<String> time() {
    return switch (this) {
      case SQLITE -> Optional.empty();
      case POSTGRES ->
          Optional.of("select cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)");
    };
  }

  /**
   * A column of texts as they are compared character by character, so that all with one beginning
   * lie side by side. PostgreSQL compares by a language, in which they need not; its script of the
   * schema {@code V26} makes an index in this order.
   */
  public String byCharacters(String column) {
    return switch (this) {
      case SQLITE -> column;
      case POSTGRES -> column + " collate \"C\"";
    };
  }

  /** Judges a failure by what lies at its root; drivers number their errors differently. */
  public Trouble trouble(Throwable failure) {
    return switch (this) {
      case SQLITE ->
          causes(failure)
              .filter(SQLiteException.class::isInstance)
              .map(cause -> sqliteTrouble(((SQLiteException) cause).getResultCode().code))
              .findFirst()
              .orElse(Trouble.OTHER);
      case POSTGRES ->
          causes(failure)
              .filter(SQLException.class::isInstance)
              .map(cause -> postgresTrouble((SQLException) cause))
              .findFirst()
              .orElse(Trouble.OTHER);
    };
  }

  static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(20);
  }

  /**
   * By https://www.sqlite.org/rescode.html: the low byte is the primary code, the rest says more.
   */
  private static Trouble sqliteTrouble(int code) {
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

  /** Serialization failure and deadlock: undone by the server, and worth another try. */
  private static final Set<String> COLLISIONS = Set.of("40001", "40P01");

  /** A taken lock, a cancelled statement, a transaction that stood still too long. */
  private static final Set<String> IMPATIENCE = Set.of("55P03", "57014");

  /**
   * Whether the server has said so itself over a connection that goes on, of one that it has to
   * another machine. What ends its own connection is FATAL, a pooler's words too; in a server of
   * another language the word is another, and nothing is taken for an answer.
   */
  private static boolean isAnswer(SQLException failure) {
    return failure instanceof PSQLException told
        && told.getServerErrorMessage() != null
        && "ERROR".equals(told.getServerErrorMessage().getSeverity());
  }

  /**
   * By https://www.postgresql.org/docs/current/errcodes-appendix.html; the driver uses the same
   * codes.
   */
  private static Trouble postgresTrouble(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    if (failure instanceof SQLTransientConnectionException) {
      // The pool has waited for a connection in vain, whatever the last attempt has met.
      return Trouble.UNAVAILABLE;
    }
    if (COLLISIONS.contains(state)) {
      return Trouble.BUSY;
    }
    if (state.startsWith("08") && isAnswer(failure)) {
      return Trouble.PART;
    }
    // 08: no connection; 57P: shut down or starting; 25006: a standby, or a primary that has become
    // one; 25P03: the server ended a transaction that stood still; 40003: CockroachDB does not know
    // what became of a COMMIT.
    if (state.startsWith("08")
        || state.startsWith("57P")
        || state.equals("25006")
        || state.equals("25P03")
        || state.equals("40003")) {
      return Trouble.LOST;
    }
    // 53: disk, memory or connections are used up; 58: its files cannot be read; XX: broken.
    boolean used = state.startsWith("53") || state.startsWith("58") || state.startsWith("XX");
    return used || IMPATIENCE.contains(state) ? Trouble.UNAVAILABLE : Trouble.OTHER;
  }
}
