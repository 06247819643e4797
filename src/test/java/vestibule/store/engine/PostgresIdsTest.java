package vestibule.store.engine;

import org.junit.jupiter.api.Tag;
import vestibule.store.PostgresServer;

/** Ids on PostgreSQL. */
@Tag("processes")
class PostgresIdsTest extends IdBlocksTest {

  private final String name = PostgresServer.newDatabase();

  @Override
  Database openNode() {
    return Databases.postgres(name);
  }
}
