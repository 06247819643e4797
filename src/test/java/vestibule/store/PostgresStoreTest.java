package vestibule.store;

import java.nio.file.Path;
import vestibule.store.engine.Database;

/** The stores on PostgreSQL. */
final class PostgresStoreTest extends StoreConformance {

  @Override
  Database open(Path folder) {
    return PostgresServer.open();
  }
}
