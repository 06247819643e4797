package vestibule.store;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import vestibule.store.engine.Database;

/** The stores on PostgreSQL. */
@Tag("processes")
final class PostgresStoreTest extends StoreConformance {

  @Override
  protected Database open(Path folder) {
    return PostgresServer.open();
  }
}
