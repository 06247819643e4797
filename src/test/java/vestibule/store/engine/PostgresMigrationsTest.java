package vestibule.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vestibule.store.PostgresServer;
import vestibule.store.postgres.PostgresDatabase;

/** The schema is brought forward once on PostgreSQL too, however many nodes start at once. */
@Tag("processes")
@Timeout(120)
class PostgresMigrationsTest {

  private static final String LOCATION = "db/test-migration";
  private static final List<String> BOTH = List.of("V1__fruit.sql", "V2__colour.sql");

  private final String name = PostgresServer.newDatabase();

  private PostgresDatabase open() {
    return PostgresServer.open(PostgresServer.at(name));
  }

  private int migrate() {
    try (Database database = open()) {
      return new Migrations(database, List.of(LOCATION), BOTH).migrate();
    }
  }

  @Test
  void nodesThatStartAtOnceRunEveryScriptOnce() throws Exception {
    List<Future<Integer>> counts = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int node = 0; node < 5; node++) {
        counts.add(threads.submit(this::migrate));
      }
      int all = 0;
      for (Future<Integer> count : counts) {
        all += count.get();
      }
      assertThat(all).isEqualTo(2);
    }
    try (Database database = open()) {
      assertThat(new Migrations(database, List.of(LOCATION), BOTH).pending()).isEmpty();
      Databases.run(database, "insert into fruit (id, name, colour) values (1, 'fig', 'green')");
    }
  }

  @Test
  void theHistoryOfAnotherProgramInAnotherSchemaIsNotOurs() {
    try (Database database = open()) {
      Databases.run(database, "create schema other");
      Databases.run(
          database, "create table other.flyway_schema_history (version text, success boolean)");
      Databases.run(database, "insert into other.flyway_schema_history values ('1', true)");
      assertThat(new Migrations(database, List.of(LOCATION), BOTH).pending()).isEqualTo(BOTH);
      assertThat(new Migrations(database, List.of(LOCATION), BOTH).migrate()).isEqualTo(2);
    }
  }
}
