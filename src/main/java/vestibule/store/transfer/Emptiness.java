package vestibule.store.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/** The condition on a database that data is brought into: it holds none of its own. */
final class Emptiness {

  /** What a server writes at its first start, before anybody has come. */
  private static final Set<String> FIRST_START = Set.of("id_block", "signing_key");

  private Emptiness() {}

  /**
   * Refuses a database with data, and removes what a first start has left; the caller commits.
   *
   * @throws TransferRefused naming the table that has rows
   */
  static void require(Connection connection, List<Table> tables) throws SQLException {
    for (Table table : tables) {
      if (!FIRST_START.contains(table.name()) && table.count(connection) > 0) {
        throw new TransferRefused(
            "the target is not empty: there are rows in "
                + table.name()
                + ", and none were touched");
      }
    }
    try (Statement statement = connection.createStatement()) {
      for (String name : FIRST_START) {
        statement.executeUpdate("delete from " + name);
      }
    }
  }
}
