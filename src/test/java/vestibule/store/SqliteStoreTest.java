package vestibule.store;

import java.nio.file.Path;
import java.security.SecureRandom;
import vestibule.store.engine.Database;

/** The stores on SQLite. */
final class SqliteStoreTest extends StoreConformance {

  @Override
  Database open(Path folder) {
    return Database.sqlite(
        folder.resolve("stores.db"), Database.Settings.server(new SecureRandom()));
  }
}
