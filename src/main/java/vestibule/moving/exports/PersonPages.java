package vestibule.moving.exports;

import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import vestibule.moving.BadSource;
import vestibule.moving.Source;

/**
 * The people of a database, some hundred at a time, so that what other tables have of them is asked
 * for all of those at once.
 */
final class PersonPages implements Closeable {

  /** What each query gives first: whose a row is. */
  static final String PERSON = "person";

  private static final String IDS = ":ids";
  private static final int PAGE = 500;

  private final Connection connection;
  private final ResultSet people;
  private final Columns columns;
  private final String mark;
  private final Map<String, PreparedStatement> queries = new HashMap<>();
  private List<Object> ids = List.of();

  /**
   * Begins to read, in a transaction of {@link #opened}.
   *
   * @param connection is closed with this
   * @param select gives each person once, by the column {@value #PERSON}
   * @param mark stands for an id in queries
   */
  PersonPages(Connection connection, String select, String mark) throws SQLException {
    this.connection = connection;
    this.mark = mark;
    PreparedStatement statement = connection.prepareStatement(select);
    statement.setFetchSize(PAGE);
    this.people = statement.executeQuery();
    this.columns = Columns.of(people);
  }

  /** What is read from a database that was opened. */
  @FunctionalInterface
  interface Opening {
    Source of(Connection connection) throws SQLException;
  }

  /**
   * Opens a source on a connection, which is closed where that fails. It is in a transaction, as
   * PostgreSQL would hold all rows in memory else.
   */
  static Source opened(Connection connection, Opening opening) {
    try {
      connection.setAutoCommit(false);
      return opening.of(connection);
    } catch (SQLException failed) {
      close(connection);
      throw unreadable(failed);
    } catch (BadSource bad) {
      close(connection);
      throw bad;
    }
  }

  /** A row, by the names of its columns; absent where null. */
  record Found(Map<String, Object> values) {

    boolean has(String column) {
      return values.containsKey(column);
    }

    /** As text; "" where there is none. */
    String text(String column) {
      Object value = values.get(column);
      return value == null ? "" : String.valueOf(value).stripTrailing();
    }

    Optional<String> find(String column) {
      return Optional.of(text(column)).filter(text -> !text.isEmpty());
    }

    /** SQLite keeps truths as numbers. */
    boolean isTrue(String column) {
      String text = text(column);
      return text.equals("true") || text.equals("1") || text.equals("t");
    }

    OptionalLong number(String column) {
      return values.get(column) instanceof Number number
          ? OptionalLong.of(number.longValue())
          : OptionalLong.empty();
    }

    String person() {
      return text(PERSON);
    }
  }

  /** The next page; empty at the end. */
  List<Found> next() throws IOException {
    try {
      List<Found> page = new ArrayList<>();
      while (page.size() < PAGE && people.next()) {
        page.add(columns.row(people));
      }
      ids = page.stream().map(row -> row.values().get(PERSON)).toList();
      return page;
    } catch (SQLException failed) {
      throw unreadable(failed);
    }
  }

  /**
   * What another table has of the people of the page, by the texts of their ids.
   *
   * @param sql gives rows with a column {@value #PERSON} for those {@code in (:ids)}
   */
  Map<String, List<Found>> ofPage(String sql) throws IOException {
    try {
      PreparedStatement query = queries.get(sql);
      if (query == null) {
        query =
            connection.prepareStatement(sql.replace(IDS, mark + (", " + mark).repeat(PAGE - 1)));
        queries.put(sql, query);
      }
      for (int at = 0; at < PAGE; at++) {
        // The last page is shorter.
        query.setObject(at + 1, ids.get(Math.min(at, ids.size() - 1)));
      }
      Map<String, List<Found>> found = new HashMap<>();
      try (ResultSet rows = query.executeQuery()) {
        Columns columns = Columns.of(rows);
        while (rows.next()) {
          Found row = columns.row(rows);
          found.computeIfAbsent(row.person(), _ -> new ArrayList<>()).add(row);
        }
      }
      return found;
    } catch (SQLException failed) {
      throw unreadable(failed);
    }
  }

  /** The columns of what a query gives, looked at once: that costs more than a row does. */
  record Columns(List<String> names, List<String> types) {

    static Columns of(ResultSet rows) throws SQLException {
      ResultSetMetaData there = rows.getMetaData();
      List<String> names = new ArrayList<>();
      List<String> types = new ArrayList<>();
      for (int at = 1; at <= there.getColumnCount(); at++) {
        names.add(there.getColumnLabel(at));
        types.add(there.getColumnTypeName(at));
      }
      return new Columns(names, types);
    }

    Found row(ResultSet rows) throws SQLException {
      Map<String, Object> values = new HashMap<>();
      for (int at = 0; at < names.size(); at++) {
        Object value = value(rows, at + 1, types.get(at));
        if (value != null) {
          values.put(names.get(at), value);
        }
      }
      return new Found(values);
    }

    /** The zone of this machine is in none of them. */
    private static Object value(ResultSet row, int at, String type) throws SQLException {
      return switch (type) {
        case "timestamptz" -> row.getObject(at, OffsetDateTime.class);
        case "timestamp" -> row.getObject(at, LocalDateTime.class);
        default -> row.getObject(at);
      };
    }
  }

  /** Its own words might quote a row. */
  private static BadSource unreadable(SQLException failed) {
    return new BadSource("the database cannot be read: SQLSTATE " + failed.getSQLState());
  }

  @Override
  public void close() {
    close(connection);
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException closedAlready) {
      // Nothing was written.
    }
  }
}
