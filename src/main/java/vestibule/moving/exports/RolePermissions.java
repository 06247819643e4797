package vestibule.moving.exports;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import vestibule.moving.exports.PersonPages.Found;

/** What the roles of a system permit: some hundred, so that all are read at once. */
final class RolePermissions {

  private RolePermissions() {}

  static Map<String, Set<String>> read(
      Connection connection,
      Optional<String> query,
      Function<Found, String> role,
      Function<Found, String> permission)
      throws SQLException {
    Map<String, Set<String>> roles = new LinkedHashMap<>();
    if (query.isPresent()) {
      try (PreparedStatement statement = connection.prepareStatement(query.get());
          ResultSet rows = statement.executeQuery()) {
        PersonPages.Columns columns = PersonPages.Columns.of(rows);
        while (rows.next()) {
          Found row = columns.row(rows);
          roles
              .computeIfAbsent(role.apply(row), _ -> new LinkedHashSet<>())
              .add(permission.apply(row));
        }
      }
    }
    return roles;
  }
}
