package vestibule.store.transfer;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table as the catalogue of a database knows it.
 *
 * @param columns in the order of their names, which is the same on both databases
 * @param key the columns of the primary key, in its order
 */
record Table(String name, List<String> columns, List<String> key) {

  /** Tables of a database that are not data: leases, and the mark of a move. */
  private static final Set<String> OWN = Set.of("chore", "transfer");

  /** Every table that holds data, by name. */
  static List<Table> all(Connection connection) throws SQLException {
    DatabaseMetaData catalogue = connection.getMetaData();
    String schema = connection.getSchema();
    List<Table> found = new ArrayList<>();
    ResultSet tables = catalogue.getTables(null, schema, "%", new String[] {"TABLE"});
    for (String name : sorted(tables, "TABLE_NAME", "TABLE_NAME")) {
      if (!name.startsWith("flyway") && !OWN.contains(name)) {
        ResultSet columns = catalogue.getColumns(null, schema, name, "%");
        ResultSet key = catalogue.getPrimaryKeys(null, schema, name);
        found.add(
            new Table(
                name,
                sorted(columns, "COLUMN_NAME", "COLUMN_NAME"),
                sorted(key, "COLUMN_NAME", "KEY_SEQ")));
      }
    }
    return found;
  }

  /** The values of a column, in the order of another one. */
  private static List<String> sorted(ResultSet rows, String column, String order)
      throws SQLException {
    SortedMap<Object, String> found = new TreeMap<>();
    try (rows) {
      while (rows.next()) {
        found.put(rows.getObject(order), rows.getString(column));
      }
    }
    return List.copyOf(found.values());
  }

  long count(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("select count(*) from " + name);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  String select() {
    return "select " + String.join(", ", columns) + " from " + name;
  }

  /** The rows beyond the first so many in the order of the key, which never changes. */
  String selectAfter(long skipped) {
    return String.format(
        Locale.ROOT,
        "%s order by %s limit %d offset %d",
        select(),
        String.join(", ", key),
        Long.MAX_VALUE,
        skipped);
  }

  String insert() {
    return String.format(
        Locale.ROOT,
        "insert into %s (%s) values (%s)",
        name,
        String.join(", ", columns),
        String.join(", ", Collections.nCopies(columns.size(), "?")));
  }
}
