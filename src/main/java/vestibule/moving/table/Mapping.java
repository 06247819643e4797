package vestibule.moving.table;

import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import vestibule.moving.OwnRow;

/**
 * How rows of a table become people: {@code source, table, id, order, where, fields, password}.
 *
 * @param source the name under which old ids are remembered
 * @param order what rows are sorted by; the id where nothing is said
 * @param fields of our own form, by their names
 */
public record Mapping(
    String source, Rows rows, Map<String, Field> fields, Optional<PasswordColumn> password) {

  private static final Set<String> KEYS =
      Set.of("source", "table", "id", "order", "where", "fields", "password");

  private static final Set<String> FIELDS = fieldNames();

  /** Which rows there are, as pieces of SQL that the operator writes. */
  record Rows(String table, String id, String order, Optional<String> where) {

    String select() {
      return "select * from "
          + table
          + where.map(condition -> " where " + condition).orElse("")
          + " order by "
          + order;
    }
  }

  /** Where the hash stands, and what form it has. */
  record PasswordColumn(String column, Optional<String> scheme, Optional<String> with) {

    PasswordColumn ofKey(String key) {
      return new PasswordColumn(column, Optional.empty(), Optional.of(key));
    }
  }

  /** The same with hashes of this key of {@code foreign-hashes}. */
  public Mapping with(String key) {
    return new Mapping(source, rows, fields, password.map(column -> column.ofKey(key)));
  }

  private static Set<String> fieldNames() {
    Set<String> fields =
        new HashSet<>(List.of("username", "email", "verified", "emails", "active", "created_at"));
    fields.addAll(OwnRow.PROFILE);
    fields.addAll(OwnRow.RIGHTS);
    return fields;
  }

  /**
   * Reads a map.
   *
   * @param zone of times that have none, where the map does not say
   * @throws BadMap with what is wrong
   */
  public static Mapping read(String yaml, ZoneId zone) {
    try {
      Object whole = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
      return of(Entries.of("it", whole), zone);
    } catch (YAMLException broken) {
      throw new BadMap("it is no good YAML");
    }
  }

  private static Mapping of(Entries map, ZoneId zone) {
    map.allow(KEYS);
    String id = map.text("id");
    Map<String, Field> fields = new LinkedHashMap<>();
    Entries written = Entries.of("fields", map.has("fields") ? map.get("fields") : Map.of());
    written.allow(FIELDS);
    written
        .entries()
        .forEach(
            (name, value) ->
                fields.put(String.valueOf(name), Field.of("fields." + name, value, zone)));
    return new Mapping(
        map.text("source"),
        new Rows(map.text("table"), id, map.find("order").orElse(id), map.find("where")),
        fields,
        map.has("password")
            ? Optional.of(password(Entries.of("password", map.get("password"))))
            : Optional.empty());
  }

  private static PasswordColumn password(Entries password) {
    password.allow(Set.of("column", "scheme", "with"));
    PasswordColumn column =
        new PasswordColumn(password.text("column"), password.find("scheme"), password.find("with"));
    if (column.scheme().isPresent() == column.with().isPresent()) {
      throw new BadMap("password has either a scheme or the name of a key, with");
    }
    return column;
  }
}
