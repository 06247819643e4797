package vestibule.core;

import java.nio.file.Path;
import java.security.SecureRandom;
import vestibule.store.engine.Database;
import vestibule.store.sqlite.SqliteDatabase;

/** The core on SQLite. */
final class SqliteCoreTest extends CoreConformance {

  @Override
  protected Database open(Path folder) {
    return SqliteDatabase.open(
        folder.resolve("stores.db"), SqliteDatabase.Settings.server(new SecureRandom()));
  }
}
