package vestibule.moving.table;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vestibule.moving.Incoming;
import vestibule.moving.OwnRow;
import vestibule.moving.Reading;
import vestibule.moving.Source;

/** The people of a table of another system's database, which is only read. */
public final class TableRows implements Source {

  /** PostgreSQL would hold all rows in memory else. */
  private static final int AT_ONCE = 1_000;

  private static final String ID = "(?<![:\\w]):id\\b";

  private final Connection connection;
  private final Mapping mapping;
  private final Reading reading;
  private final Map<String, PreparedStatement> queries = new HashMap<>();
  private final PreparedStatement statement;
  private final ResultSet rows;

  private TableRows(Connection connection, Mapping mapping, Reading reading) throws SQLException {
    this.connection = connection;
    this.mapping = mapping;
    this.reading = reading;
    this.statement = connection.prepareStatement(mapping.rows().select());
    statement.setFetchSize(AT_ONCE);
    this.rows = statement.executeQuery();
  }

  /**
   * Begins to read.
   *
   * @param connection is closed with this
   * @throws IOException when the database refuses the map's SQL, with its words
   */
  public static TableRows of(Connection connection, Mapping mapping, Reading reading)
      throws IOException {
    try {
      connection.setAutoCommit(false);
      return new TableRows(connection, mapping, reading);
    } catch (SQLException refused) {
      close(connection);
      throw refused(mapping.rows().select());
    }
  }

  /** Its own words might quote a row. */
  private static BadMap refused(String sql) {
    return new BadMap("the database cannot do: " + sql);
  }

  @Override
  public Optional<Incoming> next() throws IOException {
    try {
      if (!rows.next()) {
        return Optional.empty();
      }
      Map<String, Object> values = values(rows);
      Object id = values.get(mapping.rows().id());
      MappedRow row = new MappedRow(mapping, values, sql -> asked(sql, id));
      return Optional.of(reading.of(OwnRow.of(row.line())));
    } catch (SQLException failed) {
      throw refused(mapping.rows().select());
    }
  }

  private List<Map<String, Object>> asked(String sql, Object id) {
    try {
      PreparedStatement query = query(sql);
      int marks = query.getParameterMetaData().getParameterCount();
      for (int at = 1; at <= marks; at++) {
        query.setObject(at, id);
      }
      List<Map<String, Object>> found = new ArrayList<>();
      try (ResultSet answer = query.executeQuery()) {
        while (answer.next()) {
          found.add(values(answer));
        }
      }
      return found;
    } catch (SQLException failed) {
      throw refused(sql);
    }
  }

  private PreparedStatement query(String sql) throws SQLException {
    PreparedStatement known = queries.get(sql);
    if (known == null) {
      known = connection.prepareStatement(sql.replaceAll(ID, "?"));
      queries.put(sql, known);
    }
    return known;
  }

  private static Map<String, Object> values(ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    Map<String, Object> values = new LinkedHashMap<>();
    for (int at = 1; at <= columns.getColumnCount(); at++) {
      Object value = row.getObject(at);
      if (value != null) {
        values.put(columns.getColumnLabel(at), value);
      }
    }
    return values;
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException closedAlready) {
      // Nothing was written.
    }
  }

  @Override
  public void close() {
    close(connection);
  }
}
