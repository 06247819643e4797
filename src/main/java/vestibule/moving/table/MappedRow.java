package vestibule.moving.table;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.core.password.ForeignHashes;
import vestibule.moving.OwnRow;

/**
 * A row of a table as a line of our own form.
 *
 * @param query gives the rows of a query about this row
 */
record MappedRow(
    Mapping mapping, Cells cells, Function<Field.Query, List<Cells>> query, Instant now) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  OwnRow row() {
    OwnRow row = OwnRow.of(line()).warning(notCarried()).known(keys());
    return mapping.password().map(this::source).map(row::hashedBy).orElse(row);
  }

  private ObjectNode line() {
    ObjectNode line = JSON.createObjectNode();
    cells.text(mapping.rows().id()).ifPresent(value -> line.put("id", value));
    mapping
        .fields()
        .forEach(
            (name, field) -> {
              switch (name) {
                case "email", "verified" -> {}
                case "emails" -> line.set("emails", emails(field));
                case "active" -> line.put("status", truth(field, true) ? "active" : "disabled");
                case "created_at" -> time(field).ifPresent(at -> line.put(name, at));
                case "groups", "roles", "permissions" -> line.set(name, names(field));
                default -> value(field).ifPresent(value -> line.put(name, value));
              }
            });
    email().ifPresent(emails -> line.set("emails", emails));
    mapping.password().flatMap(this::password).ifPresent(one -> line.set("password", one));
    return line;
  }

  private Set<Warning> notCarried() {
    return mapping.notCarried().entrySet().stream()
        .filter(one -> truth(one.getValue(), false))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private List<String> keys() {
    return mapping.tokens().stream()
        .flatMap(tokens -> query.apply(tokens).stream())
        .flatMap(row -> row.first().stream())
        .filter(key -> !key.isBlank())
        .toList();
  }

  private Optional<ArrayNode> email() {
    Optional<Field> field = Optional.ofNullable(mapping.fields().get("email"));
    if (field.isEmpty() || mapping.fields().containsKey("emails")) {
      return Optional.empty();
    }
    ArrayNode emails = JSON.createArrayNode();
    value(field.get())
        .ifPresent(
            address ->
                emails
                    .addObject()
                    .put("address", address)
                    .put("verified", isVerified())
                    .put("primary", true));
    return Optional.of(emails);
  }

  private boolean isVerified() {
    return Optional.ofNullable(mapping.fields().get("verified"))
        .filter(field -> truth(field, false))
        .isPresent();
  }

  /** A query gives {@code address}, and {@code verified} and {@code primary} where it knows. */
  private ArrayNode emails(Field field) {
    ArrayNode emails = JSON.createArrayNode();
    switch (field) {
      case Field.Query asked ->
          query
              .apply(asked)
              .forEach(
                  row ->
                      row.text("address")
                          .ifPresent(
                              address ->
                                  emails
                                      .addObject()
                                      .put("address", address)
                                      .put("verified", isTrue(row, "verified"))
                                      .put("primary", isTrue(row, "primary"))));
      case Field.Column _ -> throw new BadMap("emails comes from a query alone");
    }
    return emails;
  }

  private static boolean isTrue(Cells row, String column) {
    return row.text(column).filter(Cells::isTrue).isPresent();
  }

  private ArrayNode names(Field field) {
    ArrayNode names = JSON.createArrayNode();
    Stream<String> texts =
        switch (field) {
          case Field.Query asked ->
              query.apply(asked).stream().flatMap(row -> row.first().stream());
          case Field.Column column -> cells.texts(column);
        };
    texts.forEach(names::add);
    return names;
  }

  /** The hash, if there is one. */
  private Optional<ObjectNode> password(PasswordColumn password) {
    ObjectNode node = JSON.createObjectNode();
    return switch (password) {
      case PasswordColumn.Whole whole ->
          cells.text(whole.column()).map(hash -> node.put("hash", hash));
      case PasswordColumn.Parts parts ->
          cells
              .text(parts.hash())
              .filter(hash -> !hash.isBlank())
              .map(
                  hash -> {
                    ObjectNode both = node.putObject("hash");
                    parts.salt().ifPresent(salt -> both.put("salt", cells.text(salt).orElse("")));
                    both.put("hash", hash);
                    return node;
                  });
    };
  }

  private ForeignHashes.Source source(PasswordColumn password) {
    return switch (password) {
      case PasswordColumn.Whole whole -> whole.source();
      case PasswordColumn.Parts parts -> parts.source(parts.rounds().flatMap(cells::text));
    };
  }

  private Optional<String> value(Field field) {
    return switch (field) {
      case Field.Column column -> cells.meaning(column);
      case Field.Query asked ->
          query.apply(asked).stream().flatMap(row -> row.first().stream()).findFirst();
    };
  }

  private boolean truth(Field field, boolean usual) {
    return switch (field) {
      case Field.Column column -> cells.truth(column, usual, now);
      case Field.Query _ -> value(field).map(Cells::isTrue).orElse(usual);
    };
  }

  private Optional<String> time(Field field) {
    return switch (field) {
      case Field.Column column -> cells.time(column);
      case Field.Query _ -> value(field);
    };
  }
}
