package vestibule.store.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schema of a database that has nothing yet: all scripts in one transaction, and the history as
 * the migration tool would have written it, which the next migration is done by. Loading that tool
 * takes longer than everything else of a first start.
 */
final class FreshSchema {

  private static final Logger LOG = LoggerFactory.getLogger(FreshSchema.class);

  private final Database database;
  private final List<String> locations;
  private final List<String> scripts;

  /** The schema that these scripts make, the oldest first, of all in these folders. */
  FreshSchema(Database database, List<String> locations, List<String> scripts) {
    this.database = database;
    this.locations = locations;
    this.scripts = scripts;
  }

  /**
   * Makes it whole or not at all.
   *
   * @return false when there is something already, or it did not succeed, which the migration tool
   *     has better words for
   */
  boolean make() {
    try (Connection connection = database.unpooled().getConnection()) {
      connection.setAutoCommit(false);
      if (!isEmpty(connection)) {
        connection.rollback();
        return false;
      }
      try (Statement statement = connection.createStatement()) {
        for (String ddl : history()) {
          statement.execute(ddl);
        }
        for (int rank = 1; rank <= scripts.size(); rank++) {
          String text = text(scripts.get(rank - 1));
          for (String ddl : statements(text)) {
            statement.execute(ddl);
          }
          note(connection, rank, text);
        }
      }
      connection.commit();
      return true;
    } catch (SQLException failure) {
      LOG.info("the schema was not made at once{}", Failures.code(failure));
      return false;
    }
  }

  /** Views too: what is there belongs to somebody. */
  private static boolean isEmpty(Connection connection) throws SQLException {
    try (ResultSet tables =
        connection
            .getMetaData()
            .getTables(null, connection.getSchema(), "%", new String[] {"TABLE", "VIEW"})) {
      return !tables.next();
    }
  }

  private String text(String script) {
    for (String location : locations) {
      try (InputStream file =
          FreshSchema.class.getResourceAsStream("/" + location + "/" + script)) {
        if (file != null) {
          return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    throw new IllegalStateException("the program lacks its script " + script);
  }

  /** Scripts have semicolons in comments, which the databases keep with the tables. */
  static List<String> statements(String script) {
    List<String> found = new ArrayList<>();
    int begin = 0;
    boolean comment = false;
    boolean quoted = false;
    for (int at = 0; at < script.length(); at++) {
      char here = script.charAt(at);
      if (comment) {
        comment = here != '\n';
      } else if (here == '\'') {
        quoted = !quoted;
      } else if (!quoted && script.startsWith("--", at)) {
        comment = true;
      } else if (!quoted && here == ';') {
        found.add(script.substring(begin, at).strip());
        begin = at + 1;
      }
    }
    return found;
  }

  private static final String NOTE =
      "insert into flyway_schema_history (installed_rank, version, description, type, script,"
          + " checksum, installed_by, execution_time, success)"
          + " values (?, ?, ?, 'SQL', ?, ?, %s, 0, %s)";

  private void note(Connection connection, int rank, String text) throws SQLException {
    String script = scripts.get(rank - 1);
    String sql =
        switch (database.dialect()) {
          case SQLITE -> String.format(Locale.ROOT, NOTE, "''", "1");
          case POSTGRES -> String.format(Locale.ROOT, NOTE, "current_user", "true");
        };
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setInt(1, rank);
      insert.setString(2, Migrations.version(script));
      insert.setString(3, description(script));
      insert.setString(4, script);
      insert.setInt(5, checksum(text));
      insert.executeUpdate();
    }
  }

  private static String description(String script) {
    return script
        .substring(script.indexOf("__") + 2, script.length() - ".sql".length())
        .replace('_', ' ');
  }

  /** As the migration tool has it: of the lines without their ends. */
  private static int checksum(String text) {
    CRC32 sum = new CRC32();
    text.lines().forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
    return (int) sum.getValue();
  }

  /** As the migration tool makes it, in its spelling. */
  private List<String> history() {
    return switch (database.dialect()) {
      case SQLITE ->
          List.of(
              """
              CREATE TABLE "flyway_schema_history" (
                  "installed_rank" INT NOT NULL PRIMARY KEY,
                  "version" VARCHAR(50),
                  "description" VARCHAR(200) NOT NULL,
                  "type" VARCHAR(20) NOT NULL,
                  "script" VARCHAR(1000) NOT NULL,
                  "checksum" INT,
                  "installed_by" VARCHAR(100) NOT NULL,
                  "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
                  "execution_time" INT NOT NULL,
                  "success" BOOLEAN NOT NULL
              )\
              """,
              """
              CREATE INDEX "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success")\
              """);
      case POSTGRES ->
          List.of(
              """
              create table flyway_schema_history (
                installed_rank integer not null,
                version varchar(50),
                description varchar(200) not null,
                type varchar(20) not null,
                script varchar(1000) not null,
                checksum integer,
                installed_by varchar(100) not null,
                installed_on timestamp not null default now(),
                execution_time integer not null,
                success boolean not null,
                constraint flyway_schema_history_pk primary key (installed_rank)
              )\
              """,
              "create index flyway_schema_history_s_idx on flyway_schema_history (success)");
    };
  }
}
