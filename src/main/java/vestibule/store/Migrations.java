package vestibule.store;

import java.util.List;

/**
 * The schema's history: brings a database to this program's schema, or says how far it is from it.
 */
public final class Migrations {
  private Migrations() {}

  /** Where the scripts lie on the class path: {@code V1__name.sql}, {@code V2__…}. */
  public static final String LOCATION = "db/migration";

  /**
   * Runs what is pending, and returns how many scripts that were. Safe when several processes do it
   * at once.
   */
  public static int migrate(Database database) {
    throw new UnsupportedOperationException(database.toString());
  }

  /**
   * The versions that this program knows and the database lacks, oldest first; empty when it is
   * current or newer.
   */
  public static List<String> pending(Database database) {
    throw new UnsupportedOperationException(database.toString());
  }

  /**
   * Refuses to work on a schema older than this program; a newer one is accepted, as schema changes
   * only add.
   *
   * @throws SchemaOutdated with the words for the operator
   */
  public static void check(Database database) {}

  /** The refusal to work on a database whose schema is older than the program. */
  public static final class SchemaOutdated extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SchemaOutdated(List<String> pending) {
      super("the database lacks schema " + String.join(", ", pending) + ": run vestibule migrate");
    }
  }
}
