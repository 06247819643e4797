package vestibule.store;

import java.nio.file.Path;
import java.security.SecureRandom;
import vestibule.store.engine.Database;
import vestibule.store.sqlite.SqliteDatabase;

/** The stores on SQLite. */
final class SqliteStoreTest extends StoreConformance {

  @Override
  protected Database open(Path folder) {
    return SqliteDatabase.open(
        folder.resolve("stores.db"), SqliteDatabase.Settings.server(new SecureRandom()));
  }
}
