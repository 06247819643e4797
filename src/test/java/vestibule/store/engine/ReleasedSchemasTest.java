package vestibule.store.engine;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vestibule.store.PostgresServer;
import vestibule.store.sqlite.SqliteDatabase;

/**
 * The databases of released versions, as packaging/keep-schema kept them with rows of most tables:
 * they come up to date, and what a node of the version writes still has its place then.
 */
@Tag("processes")
@Timeout(120)
class ReleasedSchemasTest {

  private static final Path KEPT = Path.of("src/test/resources/schemas");
  private static final Pattern RELEASED =
      Pattern.compile("^## \\[?([0-9]+\\.[0-9]+\\.[0-9]+)", Pattern.MULTILINE);
  private static final Pattern ROW =
      Pattern.compile("insert into \"?(?:public\\.)?(\\w+).*", Pattern.CASE_INSENSITIVE);

  private static final String SQLITE_CATALOGUE =
      """
      select type || ' ' || name || ' ' || coalesce(sql, '') from sqlite_master
      where name not like 'sqlite_%' and tbl_name not like 'flyway%'
      """;
  private static final String POSTGRES_CATALOGUE =
      """
      select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
        || coalesce(column_default, '')
      from information_schema.columns
      where table_schema = 'public' and table_name not like 'flyway%'
      union all
      select indexdef from pg_indexes
      where schemaname = 'public' and tablename not like 'flyway%'
      union all
      select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
      from pg_constraint
      where connamespace = 'public'::regnamespace and conrelid::regclass::text not like 'flyway%'
      union all
      select relname || ' ' || reloptions::text from pg_class
      where relnamespace = 'public'::regnamespace and reloptions is not null
      """;

  @TempDir Path folder;

  record Kept(String version, Dialect dialect) {

    List<String> statements() {
      Path file = KEPT.resolve(version).resolve(dialect.name().toLowerCase() + ".sql");
      return Stream.of(text(file).split(";\n")).toList();
    }

    /** The statements that write rows, by table; the history of the schema is none of them. */
    Map<String, List<String>> rows() {
      return statements().stream()
          .map(statement -> ROW.matcher(statement.strip()))
          .filter(row -> row.matches() && !row.group(1).startsWith("flyway"))
          .collect(
              groupingBy(row -> row.group(1), TreeMap::new, mapping(row -> row.group(), toList())));
    }
  }

  static Stream<Kept> kept() {
    return versions().stream()
        .flatMap(version -> Stream.of(Dialect.values()).map(dialect -> new Kept(version, dialect)));
  }

  private static List<String> versions() {
    try (Stream<Path> folders = Files.list(KEPT)) {
      return folders.map(version -> version.getFileName().toString()).sorted().toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Database open(Dialect dialect, String name) {
    return switch (dialect) {
      case SQLITE -> SqliteDatabase.open(folder.resolve(name), Databases.settings(100, 10));
      case POSTGRES -> PostgresServer.open();
    };
  }

  @Test
  void ofEveryReleasedVersionThereIsOne() {
    List<String> released =
        RELEASED.matcher(text(Path.of("CHANGELOG.md"))).results().map(m -> m.group(1)).toList();
    assertThat(versions()).contains("0.1.0").containsAll(released);
  }

  @ParameterizedTest
  @MethodSource("kept")
  void itBecomesWhatAFreshOneIsAndKeepsItsRows(Kept kept) {
    try (Database old = open(kept.dialect(), "old.db");
        Database fresh = open(kept.dialect(), "fresh.db")) {
      run(old, kept.statements());
      Map<String, List<String>> columns = columns(old);
      Map<String, List<String>> before = rows(old, columns);
      assertThat(kept.rows().keySet()).hasSizeGreaterThan(14).isSubsetOf(before.keySet());
      int lacking = Migrations.pending(old).size();

      assertThat(Migrations.migrate(old)).isEqualTo(lacking);

      Migrations.migrate(fresh);
      assertThat(catalogue(old)).isEqualTo(catalogue(fresh)).isNotEmpty();
      assertThat(rows(old, columns)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("kept")
  void whatANodeOfItWritesHasItsPlaceInTodaysSchema(Kept kept) {
    try (Database old = open(kept.dialect(), "old.db");
        Database today = open(kept.dialect(), "today.db")) {
      run(old, kept.statements());
      Map<String, List<String>> columns = columns(old);
      Migrations.migrate(today);
      run(today, columns.keySet().stream().map(table -> "delete from " + table).toList());

      run(today, kept.rows().values().stream().flatMap(List::stream).toList());

      assertThat(rows(today, columns)).isEqualTo(rows(old, columns));
    }
  }

  private static void run(Database database, List<String> statements) {
    database.write(
        transaction -> {
          try (Statement statement = transaction.handle().getConnection().createStatement()) {
            for (String sql : statements) {
              statement.execute(sql);
            }
            return statements.size();
          } catch (SQLException failed) {
            throw new IllegalStateException(failed);
          }
        });
  }

  private static List<String> catalogue(Database database) {
    String query =
        switch (database.dialect()) {
          case SQLITE -> SQLITE_CATALOGUE;
          case POSTGRES -> POSTGRES_CATALOGUE;
        };
    return texts(database, query);
  }

  /** The columns that each table has now. */
  private static Map<String, List<String>> columns(Database database) {
    return database.read(
        handle -> {
          Map<String, List<String>> found = new TreeMap<>();
          try {
            Connection connection = handle.getConnection();
            String schema = connection.getSchema();
            try (ResultSet rows = connection.getMetaData().getColumns(null, schema, "%", "%")) {
              while (rows.next()) {
                found
                    .computeIfAbsent(rows.getString("TABLE_NAME"), _ -> new ArrayList<>())
                    .add(rows.getString("COLUMN_NAME"));
              }
            }
          } catch (SQLException failed) {
            throw new IllegalStateException(failed);
          }
          found.keySet().removeIf(table -> table.matches("(flyway|sqlite_).*"));
          return found;
        });
  }

  /** What the rows hold in these columns. */
  private static Map<String, List<String>> rows(
      Database database, Map<String, List<String>> columns) {
    String shown =
        switch (database.dialect()) {
          case SQLITE -> "quote(\"%s\")";
          case POSTGRES -> "coalesce(quote_literal(\"%s\"::text), 'NULL')";
        };
    Map<String, List<String>> found = new TreeMap<>();
    columns.forEach(
        (table, names) -> {
          String row = names.stream().map(shown::formatted).collect(joining(" || ' ' || "));
          found.put(table, texts(database, "select " + row + " from " + table));
        });
    return found;
  }

  private static List<String> texts(Database database, String query) {
    return database.read(
        handle -> handle.createQuery(query).mapTo(String.class).stream().sorted().toList());
  }
}
