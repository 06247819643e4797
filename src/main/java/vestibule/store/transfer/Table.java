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
import java.util.TreeMap;

/**
 * A table as the catalogue of a database knows it.
 *
 * @param columns in the order of their names, which is the same on both databases
 * @param key the columns of the primary key, in its order
 */
record Table(String name, List<String> columns, List<String> key) {

  /** What belongs to one database and not to its data: leases, and the mark of a move. */
  private static final Set<String> OWN = Set.of("chore", "transfer");

  /** Every table that holds data, by name. */
  static List<Table> all(Connection connection) throws SQLException {
    DatabaseMetaData catalogue = connection.getMetaData();
    List<String> names = new ArrayList<>();
    try (ResultSet tables =
        catalogue.getTables(null, connection.getSchema(), "%", new String[] {"TABLE"})) {
      while (tables.next()) {
        names.add(tables.getString("TABLE_NAME"));
      }
    }
    names.removeIf(name -> name.startsWith("flyway") || OWN.contains(name));
    Collections.sort(names);
    List<Table> found = new ArrayList<>();
    for (String name : names) {
      found.add(new Table(name, columns(connection, name), key(connection, name)));
    }
    return List.copyOf(found);
  }

  private static List<String> columns(Connection connection, String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (ResultSet rows =
        connection.getMetaData().getColumns(null, connection.getSchema(), table, "%")) {
      while (rows.next()) {
        columns.add(rows.getString("COLUMN_NAME"));
      }
    }
    Collections.sort(columns);
    return List.copyOf(columns);
  }

  private static List<String> key(Connection connection, String table) throws SQLException {
    TreeMap<Short, String> columns = new TreeMap<>();
    try (ResultSet rows =
        connection.getMetaData().getPrimaryKeys(null, connection.getSchema(), table)) {
      while (rows.next()) {
        columns.put(rows.getShort("KEY_SEQ"), rows.getString("COLUMN_NAME"));
      }
    }
    return List.copyOf(columns.values());
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
