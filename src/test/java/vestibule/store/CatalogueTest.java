package vestibule.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.store.engine.Database;
import vestibule.store.engine.Migrations;
import vestibule.store.sql.Families;
import vestibule.store.sqlite.SqliteDatabase;

/**
 * What the catalogue of each database says: whatever must be unique holds the key by which its
 * table can be spread, so that one machine alone can see to it.
 */
@Tag("processes")
class CatalogueTest {

  @TempDir Path folder;

  @Test
  void everyUniquenessHoldsTheKeyOfItsFamilyOnSqlite() {
    SqliteDatabase.Settings settings = SqliteDatabase.Settings.commandLine(new SecureRandom());
    try (Database database = SqliteDatabase.open(folder.resolve("catalogue.db"), settings)) {
      assertSpreadable(database);
    }
  }

  @Test
  void everyUniquenessHoldsTheKeyOfItsFamilyOnPostgres() {
    try (Database database = PostgresServer.open()) {
      assertSpreadable(database);
    }
  }

  private static void assertSpreadable(Database database) {
    Migrations.migrate(database);
    Map<String, List<Set<String>>> uniqueness = database.read(CatalogueTest::uniqueness);
    Set<String> known = new TreeSet<>(Families.KEYS.keySet());
    known.addAll(Families.REFERENCE);
    assertThat(uniqueness.keySet()).isEqualTo(known);
    Families.KEYS.forEach(
        (table, key) ->
            assertThat(uniqueness.get(table))
                .as(table)
                .isNotEmpty()
                .allMatch(columns -> columns.contains(key)));
  }

  /** The columns of every primary key and unique index, by table. */
  private static Map<String, List<Set<String>>> uniqueness(Handle handle) {
    try {
      DatabaseMetaData catalogue = handle.getConnection().getMetaData();
      String schema = handle.getConnection().getSchema();
      Map<String, List<Set<String>>> found = new TreeMap<>();
      try (ResultSet tables = catalogue.getTables(null, schema, "%", new String[] {"TABLE"})) {
        while (tables.next()) {
          found.put(tables.getString("TABLE_NAME"), new ArrayList<>());
        }
      }
      found.keySet().removeIf(table -> table.startsWith("flyway"));
      for (Map.Entry<String, List<Set<String>>> table : found.entrySet()) {
        table.getValue().add(primaryKey(catalogue, schema, table.getKey()));
        table.getValue().addAll(uniqueIndexes(catalogue, schema, table.getKey()));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<String> primaryKey(DatabaseMetaData catalogue, String schema, String table)
      throws SQLException {
    Set<String> columns = new TreeSet<>();
    try (ResultSet keys = catalogue.getPrimaryKeys(null, schema, table)) {
      while (keys.next()) {
        columns.add(keys.getString("COLUMN_NAME"));
      }
    }
    return columns;
  }

  private static List<Set<String>> uniqueIndexes(
      DatabaseMetaData catalogue, String schema, String table) throws SQLException {
    Map<String, Set<String>> indexes = new TreeMap<>();
    try (ResultSet rows = catalogue.getIndexInfo(null, schema, table, true, true)) {
      while (rows.next()) {
        String name = rows.getString("INDEX_NAME");
        if (name != null && !rows.getBoolean("NON_UNIQUE")) {
          indexes
              .computeIfAbsent(name, index -> new TreeSet<>())
              .add(rows.getString("COLUMN_NAME"));
        }
      }
    }
    return List.copyOf(indexes.values());
  }
}
