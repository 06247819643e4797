package vestibule.store.transfer;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import vestibule.store.sqlite.SqliteDatabase;

/**
 * What is in a backup that was restored.
 *
 * @param rows how many each table has, by its name
 * @param findings what is wrong with them, a sentence each
 */
public record Contents(SortedMap<String, Long> rows, List<String> findings) {

  /** Tables whose rows are nothing without their account, and go with it. */
  private static final List<String> OF_AN_ACCOUNT =
      List.of("identifier", "email", "password", "code", "session", "factor", "recovery_code");

  /** Tables of which a restore takes out what had its place in a feed that others have read. */
  private static final Set<String> THINNED = Set.of("event");

  static Contents of(Path file, SqliteDatabase restored) {
    try (Connection from = DatabaseFile.readOnly(file);
        Connection to = restored.unpooled().getConnection()) {
      SortedMap<String, Long> rows = counts(to);
      List<String> findings = new ArrayList<>(differences(counts(from), rows));
      for (String table : OF_AN_ACCOUNT) {
        findings.addAll(orphans(table, to));
      }
      return new Contents(rows, List.copyOf(findings));
    } catch (SQLException unreadable) {
      throw TransferRefused.because("the restored backup cannot be read", unreadable);
    }
  }

  private static SortedMap<String, Long> counts(Connection connection) throws SQLException {
    SortedMap<String, Long> counts = new TreeMap<>();
    for (Table table : Table.all(connection)) {
      counts.put(table.name(), table.count(connection));
    }
    return counts;
  }

  /** An older backup lacks tables of this program's, and they are empty. */
  private static List<String> differences(
      SortedMap<String, Long> before, SortedMap<String, Long> after) {
    return before.entrySet().stream()
        .filter(table -> !THINNED.contains(table.getKey()))
        .filter(table -> !table.getValue().equals(after.get(table.getKey())))
        .map(
            table ->
                String.format(
                    Locale.ROOT,
                    "%s has %d rows in the backup and %s restored",
                    table.getKey(),
                    table.getValue(),
                    after.get(table.getKey())))
        .toList();
  }

  /** A backup that is not of one moment shows by these. */
  private static List<String> orphans(String table, Connection connection) throws SQLException {
    String lone =
        String.format(
            Locale.ROOT,
            "select count(*) from %s where account not in (select id from account)",
            table);
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(lone)) {
      row.next();
      long count = row.getLong(1);
      return count == 0
          ? List.of()
          : List.of(count + " rows of " + table + " belong to no account");
    }
  }
}
