package vestibule.moving.table;

import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.moving.OwnRow;

/**
 * How rows of a table become people: {@code source, table, id, order, where, fields, password,
 * tokens, not_carried}.
 *
 * @param source the name under which old ids are remembered
 * @param fields of our own form, by their names
 * @param tokens gives the opaque keys of a person, one a row
 * @param notCarried where it stands that somebody has what does not come along
 */
public record Mapping(
    String source,
    Rows rows,
    Map<String, Field> fields,
    Optional<PasswordColumn> password,
    Optional<Field.Query> tokens,
    Map<Warning, Field> notCarried) {

  private static final Set<String> KEYS =
      Set.of(
          "source", "table", "id", "order", "where", "fields", "password", "tokens", "not_carried");

  private static final Set<String> FIELDS = fieldNames();

  private static final Map<String, Warning> NOT_CARRIED =
      Map.of("mfa", Warning.MFA_NOT_CARRIED, "social", Warning.SOCIAL_NOT_CARRIED);

  /**
   * Which rows there are, as pieces of SQL that the operator writes.
   *
   * @param table of a database; a file has none
   * @param order what rows are sorted by; the id where nothing is said
   */
  record Rows(Optional<String> table, String id, Optional<String> order, Optional<String> where) {

    String select() {
      return "select * from "
          + table.orElseThrow(() -> new BadMap("it has no table"))
          + where.map(condition -> " where " + condition).orElse("");
    }
  }

  /** The same with hashes of this key of {@code foreign-hashes}. */
  public Mapping with(String key) {
    return new Mapping(
        source, rows, fields, password.map(column -> column.ofKey(key)), tokens, notCarried);
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
    LoaderOptions options = new LoaderOptions();
    // By an alias a list holds itself: as a part of a key it has no end.
    options.setMaxAliasesForCollections(0);
    try {
      Object whole = new Yaml(new SafeConstructor(options)).load(yaml);
      return of(Entries.of("it", whole), zone);
    } catch (YAMLException broken) {
      throw new BadMap("it is no good YAML");
    }
  }

  private static Mapping of(Entries map, ZoneId zone) {
    map.allow(KEYS);
    Map<Warning, Field> notCarried = new LinkedHashMap<>();
    fields(map, "not_carried", NOT_CARRIED.keySet(), zone)
        .forEach((name, field) -> notCarried.put(NOT_CARRIED.get(name), field));
    return new Mapping(
        map.text("source"),
        new Rows(map.find("table"), map.text("id"), map.find("order"), map.find("where")),
        fields(map, "fields", FIELDS, zone),
        map.has("password")
            ? Optional.of(PasswordColumn.of(Entries.of("password", map.get("password"))))
            : Optional.empty(),
        map.has("tokens")
            ? Optional.of(tokens(Entries.of("tokens", map.get("tokens"))))
            : Optional.empty(),
        notCarried);
  }

  private static Field.Query tokens(Entries tokens) {
    tokens.allow(Set.of("table", "column", "user"));
    return new Field.Query(
        "select "
            + tokens.text("column")
            + " from "
            + tokens.text("table")
            + " where "
            + tokens.text("user")
            + " = :id",
        Optional.empty(),
        false);
  }

  private static Map<String, Field> fields(
      Entries map, String key, Set<String> known, ZoneId zone) {
    Map<String, Field> fields = new LinkedHashMap<>();
    Entries written = Entries.of(key, map.has(key) ? map.get(key) : Map.of());
    written.allow(known);
    written
        .entries()
        .forEach(
            (name, value) ->
                fields.put(String.valueOf(name), Field.of(key + "." + name, value, zone)));
    return fields;
  }

  /** All fields, by what they are called in messages. */
  private Stream<Field> all() {
    return Stream.concat(fields.values().stream(), notCarried.values().stream());
  }

  /** The queries about a row. */
  List<Field.Query> queries() {
    return Stream.concat(all(), tokens.stream())
        .flatMap(field -> field instanceof Field.Query query ? Stream.of(query) : Stream.empty())
        .toList();
  }

  /** The columns that a row cannot do without. */
  List<String> columns() {
    Stream<String> ofFields =
        all()
            .filter(field -> !field.optional())
            .flatMap(
                field ->
                    field instanceof Field.Column column
                        ? Stream.of(column.name())
                        : Stream.empty());
    Stream<String> ofPassword = password.stream().flatMap(one -> one.columns().stream());
    return Stream.of(Stream.of(rows.id()), ofFields, ofPassword).flatMap(one -> one).toList();
  }

  /**
   * The same for a file, which answers no SQL.
   *
   * @throws BadMap where something can only be had from a database
   */
  Mapping ofFile() {
    if (rows.where().isPresent() || rows.order().isPresent()) {
      throw new BadMap("a file has neither where nor order: it is read as it is");
    }
    if (tokens.isPresent()) {
      throw new BadMap("tokens are asked of a database, and a file answers nothing");
    }
    Map<String, Field> there = new LinkedHashMap<>();
    fields.forEach(
        (name, field) ->
            ofFile("fields." + name, field).ifPresent(column -> there.put(name, column)));
    Map<Warning, Field> told = new LinkedHashMap<>();
    notCarried.forEach(
        (warning, field) ->
            ofFile("not_carried", field).ifPresent(column -> told.put(warning, column)));
    return new Mapping(source, rows, there, password, tokens, told);
  }

  private static Optional<Field> ofFile(String name, Field field) {
    return switch (field) {
      case Field.Column column -> Optional.of(column);
      case Field.Query(String _, Optional<Field.Column> file, boolean optional) -> {
        if (file.isEmpty() && !optional) {
          throw new BadMap(name + " asks a database by sql, and a file answers none");
        }
        yield file.map(column -> column);
      }
    };
  }
}
