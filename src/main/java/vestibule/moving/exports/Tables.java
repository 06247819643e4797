package vestibule.moving.exports;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The columns of a database's tables, by the names of the tables. */
record Tables(Map<String, Set<String>> columns) {

  /** Those of the schema in which names are looked up first. */
  static Tables of(Connection connection) throws SQLException {
    Map<String, Set<String>> columns = new LinkedHashMap<>();
    try (ResultSet found =
        connection.getMetaData().getColumns(null, connection.getSchema(), "%", "%")) {
      while (found.next()) {
        columns
            .computeIfAbsent(found.getString("TABLE_NAME"), _ -> new LinkedHashSet<>())
            .add(found.getString("COLUMN_NAME"));
      }
    }
    return new Tables(columns);
  }

  boolean has(String table) {
    return columns.containsKey(table);
  }

  boolean has(String table, String column) {
    return of(table).contains(column);
  }

  Set<String> of(String table) {
    return columns.getOrDefault(table, Set.of());
  }
}
