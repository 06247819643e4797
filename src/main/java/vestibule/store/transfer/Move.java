package vestibule.store.transfer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vestibule.core.secret.Digests;
import vestibule.store.engine.Database;
import vestibule.store.engine.Migrations;

/**
 * The move of all data from SQLite to PostgreSQL. While it works, the source is locked against
 * every write and none is done to it; a move that was interrupted goes on where it stopped.
 */
public final class Move {

  private final Connection from;
  private final Connection to;
  private final Copying copying;

  private Move(Connection from, Connection to, Progress progress) throws SQLException {
    this.from = from;
    this.to = to;
    this.copying = new Copying(from, to, progress);
  }

  /**
   * Moves everything, and compares it.
   *
   * @param source an SQLite database on which no server works; its schema must be up to date
   * @param target an empty PostgreSQL database, or one to which this source was being moved
   * @return the checksum of each table, the same on both sides
   * @throws TransferRefused when the source is in use, the target holds other data, or a table
   *     differs in the end
   */
  public static Map<String, Checksum> run(Database source, Database target, Progress progress) {
    Migrations.check(source);
    Migrations.migrate(target);
    try (Connection from = source.unpooled().getConnection();
        Connection to = target.unpooled().getConnection()) {
      lock(from);
      to.setAutoCommit(false);
      try {
        return new Move(from, to, progress).run();
      } finally {
        from.createStatement().execute("rollback");
      }
    } catch (SQLException e) {
      throw TransferRefused.because("the move has stopped, and goes on when it is run again", e);
    }
  }

  /** Whether a move into this database has begun and not ended. */
  public static boolean isUnfinished(Database database) {
    return database.read(
        handle -> handle.createQuery("select count(*) from transfer").mapTo(Long.class).one() > 0);
  }

  /** SQLite's one write lock: acknowledged writes of anybody else would be missing in the copy. */
  private static void lock(Connection from) {
    try (Statement statement = from.createStatement()) {
      statement.execute("begin immediate");
    } catch (SQLException e) {
      throw new TransferRefused(
          "another process is writing to the source; stop the server first", e);
    }
  }

  private Map<String, Checksum> run() throws SQLException {
    String source = fingerprint();
    Map<String, Long> before = begun(source);
    copying.copy(before, (table, rows) -> note(table, rows, before));
    Map<String, Checksum> sums = copying.compare();
    try (Statement statement = to.createStatement()) {
      statement.executeUpdate("delete from transfer");
    }
    to.commit();
    return sums;
  }

  /** How far an earlier try has come; a first one marks the target. */
  private Map<String, Long> begun(String source) throws SQLException {
    Map<String, Long> done = new LinkedHashMap<>();
    try (Statement statement = to.createStatement();
        ResultSet row = statement.executeQuery("select name, source, done from transfer")) {
      while (row.next()) {
        if (!row.getString("source").equals(source)) {
          throw new TransferRefused(
              "a move of another database, or of this one before it changed, has begun there;"
                  + " empty the target and begin again");
        }
        done.put(row.getString("name"), row.getLong("done"));
      }
    }
    return done.isEmpty() ? mark(source) : done;
  }

  private Map<String, Long> mark(String source) throws SQLException {
    copying.requireEmpty();
    Map<String, Long> done = new LinkedHashMap<>();
    try (PreparedStatement insert =
        to.prepareStatement("insert into transfer (name, source, done) values (?, ?, 0)")) {
      for (Table table : copying.tables()) {
        insert.setString(1, table.name());
        insert.setString(2, source);
        insert.executeUpdate();
        done.put(table.name(), 0L);
      }
    }
    to.commit();
    return done;
  }

  /** The rows and the note that they are there are one transaction. */
  private void note(Table table, long rows, Map<String, Long> before) throws SQLException {
    try (PreparedStatement update =
        to.prepareStatement("update transfer set done = ? where name = ? and done = ?")) {
      update.setLong(1, rows);
      update.setString(2, table.name());
      update.setLong(3, before.get(table.name()));
      if (update.executeUpdate() != 1) {
        throw new TransferRefused("another move into the same database is running");
      }
    }
    to.commit();
    before.put(table.name(), rows);
  }

  /**
   * Tells a database that was written to between two tries: every write that matters draws an id or
   * changes a count. What it overlooks, the comparison in the end finds.
   */
  private String fingerprint() throws SQLException {
    StringBuilder text = new StringBuilder();
    for (Table table : copying.tables()) {
      text.append(table.name()).append('=').append(table.count(from)).append('\n');
    }
    for (String query :
        List.of(
            "select name, next from id_block order by name",
            "select name, sealed from signing_key order by name")) {
      try (Statement statement = from.createStatement();
          ResultSet row = statement.executeQuery(query)) {
        while (row.next()) {
          text.append(row.getString(1)).append('=').append(row.getString(2)).append('\n');
        }
      }
    }
    return Digests.sha256Hex(text.toString());
  }
}
