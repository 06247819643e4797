package vestibule.store.engine;

import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.sqlite.SQLiteException;

/** The failures of a database's driver, in words for callers and operators. */
public final class Failures {
  private Failures() {}

  /** Lets no statement's failure quote the statement's arguments. */
  public static void hideArguments(Jdbi jdbi) {
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
  }

  /**
   * The code of a failure in a database's manual, in brackets; the database's own words may quote a
   * row. Empty when no database failed.
   */
  public static String code(Throwable failure) {
    return Dialect.causes(failure)
        .filter(SQLException.class::isInstance)
        .map(cause -> code((SQLException) cause))
        .filter(code -> !code.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String code(SQLException failure) {
    if (failure instanceof SQLiteException sqlite) {
      return " (" + sqlite.getResultCode().name() + ")";
    }
    return failure.getSQLState() == null ? "" : " (SQL state " + failure.getSQLState() + ")";
  }

  /**
   * The failure that the caller gets: {@link Unavailable} where it is the database's fault, else
   * the same.
   */
  public static Throwable worded(Dialect dialect, Throwable failure) {
    if (failure instanceof Unavailable) {
      return failure;
    }
    return switch (dialect.trouble(failure)) {
      case BUSY -> new Unavailable("others hold what this work needs" + code(failure), 1, failure);
      case LOST ->
          new Unavailable("the connection to the database was lost" + code(failure), 2, failure);
      case PART ->
          new Unavailable("a part of the database is out of reach" + code(failure), 5, failure);
      case UNAVAILABLE ->
          new Unavailable("the database cannot be used now" + code(failure), 5, failure);
      case OTHER -> failure;
    };
  }

  /** The refusal of a database that does not take a setting that durability depends on. */
  public static IllegalStateException insisting(String setting, String actual, String wanted) {
    return new IllegalStateException(
        "the database insists on " + setting + " = " + actual + ", but " + wanted + " is needed");
  }

  /** The same failure as one that may be thrown anywhere. */
  public static RuntimeException unchecked(Throwable failure) {
    return switch (failure) {
      case Error error -> throw error;
      case RuntimeException exception -> exception;
      default -> new IllegalStateException(failure);
    };
  }
}
