package vestibule.core;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import vestibule.store.PostgresServer;
import vestibule.store.engine.Database;

/** The core on PostgreSQL. */
@Tag("processes")
final class PostgresCoreTest extends CoreConformance {

  @Override
  protected Database open(Path folder) {
    return PostgresServer.open();
  }
}
