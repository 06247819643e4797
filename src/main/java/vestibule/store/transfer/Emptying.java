package vestibule.store.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import vestibule.store.engine.Database;

/** Takes everything out of a database that people and operators put in. */
public final class Emptying {

  /**
   * A running server remembers its keys, and the ids that it may give; and programs under test go
   * on asking by their credentials.
   */
  private static final Set<String> KEPT = Set.of("signing_key", "id_block", "service");

  private Emptying() {}

  /** In one transaction; who remembers something of it has to be told. */
  public static void empty(Database database) {
    List<String> tables = database.read(handle -> tables(handle.getConnection()));
    database.write(
        transaction ->
            tables.stream()
                .mapToInt(table -> transaction.handle().execute("delete from " + table))
                .sum());
  }

  private static List<String> tables(Connection connection) {
    try {
      return Table.all(connection).stream()
          .map(Table::name)
          .filter(table -> !KEPT.contains(table))
          .toList();
    } catch (SQLException unreadable) {
      throw new IllegalStateException("the catalogue cannot be read", unreadable);
    }
  }
}
