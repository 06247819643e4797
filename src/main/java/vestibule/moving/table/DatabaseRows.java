package vestibule.moving.table;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The rows of a table of another system's database, which is only read. */
final class DatabaseRows implements Rows {

  /** PostgreSQL would hold all rows in memory else. */
  private static final int AT_ONCE = 1_000;

  /** What a query gives of one person; more are those of everybody. */
  private static final int MOST = 1_000;

  private static final String ID = "(?<![:\\w]):id\\b";

  private final Connection connection;
  private final String select;
  private final Map<String, Prepared> queries = new HashMap<>();
  private final ResultSet rows;
  private final List<Column> columns;

  private DatabaseRows(Connection connection, Mapping mapping) throws SQLException {
    this.connection = connection;
    mapping.queries().forEach(this::prepare);
    this.select = mapping.rows().select() + " order by " + order(mapping);
    PreparedStatement statement = connection.prepareStatement(select);
    statement.setFetchSize(AT_ONCE);
    this.rows = statement.executeQuery();
    this.columns = columns(rows.getMetaData());
  }

  /** A column of an answer, read once: SQLite works out a type anew each time that it is asked. */
  private record Column(String label, String type) {}

  private record Prepared(PreparedStatement statement, List<Column> columns, int marks) {}

  private static List<Column> columns(ResultSetMetaData there) throws SQLException {
    List<Column> columns = new ArrayList<>();
    for (int at = 1; at <= there.getColumnCount(); at++) {
      columns.add(new Column(there.getColumnLabel(at), there.getColumnTypeName(at)));
    }
    return columns;
  }

  /**
   * Begins to read.
   *
   * @param connection is closed with this
   * @throws BadMap when the database refuses the map's SQL, or has not its columns
   */
  static DatabaseRows of(Connection connection, Mapping mapping) {
    try {
      connection.setAutoCommit(false);
      return new DatabaseRows(connection, mapping);
    } catch (SQLException refused) {
      close(connection);
      throw refused(mapping.rows().select());
    } catch (BadMap bad) {
      close(connection);
      throw bad;
    }
  }

  /** Its own words might quote a row. */
  private static BadMap refused(String sql) {
    return new BadMap("the database cannot do: " + sql);
  }

  /** Before the first row, as PostgreSQL gives up what is open with a statement that fails. */
  private void prepare(Field.Query query) {
    try {
      PreparedStatement prepared = connection.prepareStatement(query.sql().replaceAll(ID, "?"));
      prepared.setMaxRows(MOST + 1);
      int marks = prepared.getParameterMetaData().getParameterCount();
      Optional<ResultSetMetaData> answer = Optional.ofNullable(prepared.getMetaData());
      if (answer.isEmpty()) {
        throw refused(query.sql());
      }
      queries.put(query.sql(), new Prepared(prepared, columns(answer.get()), marks));
    } catch (SQLException unknown) {
      if (!query.optional()) {
        throw refused(query.sql());
      }
      rollBack(query.sql());
    }
  }

  private void rollBack(String sql) {
    try {
      connection.rollback();
    } catch (SQLException away) {
      throw refused(sql);
    }
  }

  /** The id is quoted as the database spells it. */
  private String order(Mapping mapping) throws SQLException {
    Map<String, String> labels = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    try (PreparedStatement statement = connection.prepareStatement(mapping.rows().select())) {
      columns(statement.getMetaData()).forEach(one -> labels.putIfAbsent(one.label(), one.label()));
    }
    BadMap.requireColumns(mapping.columns(), labels.keySet());
    String id = labels.get(mapping.rows().id()).replace("\"", "\"\"");
    return mapping.rows().order().orElse('"' + id + '"');
  }

  @Override
  public Optional<Row> next() {
    try {
      return rows.next()
          ? Optional.of(new Row(Optional.of(cells(rows, columns))))
          : Optional.empty();
    } catch (SQLException failed) {
      throw refused(select);
    }
  }

  @Override
  public List<Cells> asked(Field.Query asked, Optional<Object> id) {
    Optional<Prepared> prepared = Optional.ofNullable(queries.get(asked.sql()));
    if (prepared.isEmpty() || id.isEmpty()) {
      return List.of();
    }
    try {
      PreparedStatement query = prepared.get().statement();
      for (int at = 1; at <= prepared.get().marks(); at++) {
        query.setObject(at, id.get());
      }
      List<Cells> found = new ArrayList<>();
      try (ResultSet answer = query.executeQuery()) {
        while (answer.next()) {
          found.add(cells(answer, prepared.get().columns()));
        }
      }
      if (found.size() > MOST) {
        throw new BadMap("more than " + MOST + " rows of one person gives: " + asked.sql());
      }
      return found;
    } catch (SQLException failed) {
      throw refused(asked.sql());
    }
  }

  private static Cells cells(ResultSet row, List<Column> columns) throws SQLException {
    Cells cells = new Cells();
    for (int at = 0; at < columns.size(); at++) {
      Object value = value(row, at + 1, columns.get(at).type());
      if (value != null) {
        cells.put(columns.get(at).label(), value);
      }
    }
    return cells;
  }

  /** The zone of this machine is in none of them. */
  private static Object value(ResultSet row, int at, String type) throws SQLException {
    return switch (type) {
      case "timestamptz" -> row.getObject(at, OffsetDateTime.class);
      case "timestamp" -> row.getObject(at, LocalDateTime.class);
      default ->
          switch (row.getObject(at)) {
            case Array many ->
                Arrays.stream((Object[]) many.getArray()).filter(Objects::nonNull).toList();
            case Object value -> value;
            case null -> null;
          };
    };
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
