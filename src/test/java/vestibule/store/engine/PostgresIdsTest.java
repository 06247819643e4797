package vestibule.store.engine;

import vestibule.store.PostgresServer;

/** Ids on PostgreSQL. */
class PostgresIdsTest extends IdBlocksTest {

  private final String name = PostgresServer.newDatabase();

  @Override
  Database openNode() {
    return Databases.postgres(name);
  }
}
