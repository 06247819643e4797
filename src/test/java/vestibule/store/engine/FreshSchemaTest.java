package vestibule.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.store.PostgresServer;
import vestibule.store.sqlite.SqliteDatabase;

/** What a first start makes at once is what the migration tool makes of the same scripts. */
@Tag("processes")
@Timeout(120)
class FreshSchemaTest {

  private static final String HISTORY =
      "select installed_rank, version, description, type, script, checksum, installed_by, success"
          + " from flyway_schema_history order by installed_rank";

  /** Texts and all: of tables, indexes and whatever else there is. */
  private static final String SQLITE_SCHEMA =
      "select type, name, tbl_name, sql from sqlite_master order by type, name";

  private static final List<String> POSTGRES_SCHEMA =
      List.of(
          """
          select table_name, column_name, ordinal_position, data_type, is_nullable,
            column_default, character_maximum_length, numeric_precision
          from information_schema.columns where table_schema = 'public'
          order by table_name, ordinal_position
          """,
          "select tablename, indexname, indexdef from pg_indexes where schemaname = 'public'"
              + " order by indexname",
          """
          select conrelid::regclass::text as of_table, conname, pg_get_constraintdef(oid) as says
          from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2
          """,
          "select relname, relkind::text, reloptions::text, relpersistence::text from pg_class"
              + " where relnamespace = 'public'::regnamespace order by relname");

  @TempDir Path folder;

  private Database sqlite(String name) {
    return SqliteDatabase.open(folder.resolve(name), Databases.settings(100, 10));
  }

  private static Database postgres() {
    return PostgresServer.open(PostgresServer.at(PostgresServer.newDatabase()));
  }

  private static List<Map<String, Object>> rows(Database database, String query) {
    return database.read(handle -> handle.createQuery(query).mapToMap().list());
  }

  @Test
  void onSqliteItIsTheSameTextForText() {
    try (Database atOnce = sqlite("fresh.db");
        Database byTheTool = sqlite("tool.db")) {
      int all = Migrations.migrate(atOnce);
      assertThat(all).isGreaterThan(19);
      assertThat(Migrations.of(byTheTool).runScripts()).isEqualTo(all);
      assertThat(rows(atOnce, SQLITE_SCHEMA))
          .isEqualTo(rows(byTheTool, SQLITE_SCHEMA))
          .hasSizeGreaterThan(50);
      assertThat(rows(atOnce, HISTORY)).isEqualTo(rows(byTheTool, HISTORY)).hasSize(all);
      // The tool looks at every checksum, and finds nothing to do.
      assertThat(Migrations.of(atOnce).runScripts()).isZero();
    }
  }

  @Test
  void onPostgresItIsTheSameInEveryCatalogue() {
    try (Database atOnce = postgres();
        Database byTheTool = postgres()) {
      int all = Migrations.migrate(atOnce);
      assertThat(Migrations.of(byTheTool).runScripts()).isEqualTo(all);
      for (String query : POSTGRES_SCHEMA) {
        assertThat(rows(atOnce, query)).isEqualTo(rows(byTheTool, query)).isNotEmpty();
      }
      assertThat(rows(atOnce, HISTORY)).isEqualTo(rows(byTheTool, HISTORY)).hasSize(all);
      assertThat(Migrations.of(atOnce).runScripts()).isZero();
    }
  }

  @Test
  void aScriptThatFailsLeavesNothing() {
    for (Database one : List.of(sqlite("failing.db"), postgres())) {
      try (Database database = one) {
        FreshSchema schema =
            new FreshSchema(database, List.of("db/test-migration", "db/test-failing"), BROKEN);
        assertThat(schema.make()).isFalse();
        assertThat(new Migrations(database, List.of("db/test-migration"), BROKEN).pending())
            .isEqualTo(BROKEN);
        Databases.run(database, "create table fruit (id bigint)");
      }
    }
  }

  private static final List<String> BROKEN = List.of("V1__fruit.sql", "V3__broken.sql");

  @Test
  void whatIsThereAlreadyIsNotAddedTo() {
    for (Database one : List.of(sqlite("used.db"), postgres())) {
      try (Database database = one) {
        Databases.run(database, "create table somebodys (id bigint)");
        assertThatThrownBy(() -> Migrations.migrate(database))
            .isInstanceOf(Migrations.SchemaOutdated.class);
        Databases.run(database, "insert into somebodys (id) values (1)");
        assertThatThrownBy(() -> rows(database, "select id from account"))
            .isInstanceOf(RuntimeException.class);
      }
    }
  }

  @Test
  void nodesThatStartAtOnceMakeItOnce() throws Exception {
    String name = PostgresServer.newDatabase();
    List<Future<Integer>> counts = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int node = 0; node < 4; node++) {
        counts.add(
            threads.submit(
                () -> {
                  try (Database database = PostgresServer.open(PostgresServer.at(name))) {
                    return Migrations.migrate(database);
                  }
                }));
      }
    }
    int all = 0;
    for (Future<Integer> count : counts) {
      all += count.get();
    }
    try (Database database = PostgresServer.open(PostgresServer.at(name))) {
      assertThat(rows(database, HISTORY)).hasSize(all);
      assertThat(Migrations.pending(database)).isEmpty();
    }
  }

  @Test
  void commentsAndTextsAreNoEndOfAStatement() {
    assertThat(
            FreshSchema.statements(
                """
                -- one; it's a comment
                create table a (x text); -- and 'another;
                insert into a values ('b; -- it''s');
                """))
        .containsExactly(
            "-- one; it's a comment\ncreate table a (x text)",
            "-- and 'another;\ninsert into a values ('b; -- it''s')");
  }
}
