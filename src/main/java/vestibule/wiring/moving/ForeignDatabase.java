package vestibule.wiring.moving;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import vestibule.config.StorageConfig;
import vestibule.store.sqlite.SqliteLibrary;
import vestibule.wiring.Databases;
import vestibule.wiring.Foundation;

/** The database of another system, which is only read. */
public final class ForeignDatabase {

  private static final String SQLITE = "sqlite:";

  private ForeignDatabase() {}

  /** Whether a place names a database, and not a file of rows. */
  public static boolean isNamedBy(String place) {
    return place.startsWith(SQLITE)
        || place.startsWith("postgresql://")
        || place.startsWith("postgres://");
  }

  /** Whether it is SQLite's, with its file. */
  public static boolean isSqlite(String place) {
    return place.startsWith(SQLITE);
  }

  /**
   * Opens the file of an SQLite database.
   *
   * @param place {@code sqlite:FILE}
   * @throws Foundation.UnusableException when there is none
   */
  public static Connection sqlite(String place, Path folder, Path nativeDir) {
    Path file = folder.resolve(place.substring(SQLITE.length()));
    if (!Files.isRegularFile(file)) {
      throw new Foundation.UnusableException("there is no file " + file);
    }
    SqliteLibrary.load(nativeDir);
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    try {
      return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    } catch (SQLException unusable) {
      throw new Foundation.UnusableException(file + " is no SQLite database");
    }
  }

  /**
   * Connects to a PostgreSQL server.
   *
   * @throws Foundation.UnusableException when that is impossible
   */
  public static Connection postgres(StorageConfig.Database.Postgres server) {
    try {
      return Databases.address(server).forReading();
    } catch (SQLException away) {
      throw new Foundation.UnusableException(server + " cannot be read");
    }
  }
}
