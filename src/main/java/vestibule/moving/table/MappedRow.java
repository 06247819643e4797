package vestibule.moving.table;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vestibule.moving.Times;

/**
 * A row of a table as a line of our own form.
 *
 * @param values by the name of the column; absent where null
 * @param query gives the rows of a query about this row
 */
record MappedRow(
    Mapping mapping,
    Map<String, Object> values,
    Function<String, List<Map<String, Object>>> query) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final List<String> LISTS = List.of("groups", "roles", "permissions");

  ObjectNode line() {
    ObjectNode line = JSON.createObjectNode();
    Optional<String> id = text(mapping.rows().id());
    id.ifPresent(value -> line.put("id", value));
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
    mapping.password().ifPresent(password -> line.set("password", password(password)));
    return line;
  }

  private Optional<ArrayNode> email() {
    Field field = mapping.fields().get("email");
    if (field == null || mapping.fields().containsKey("emails")) {
      return Optional.empty();
    }
    ArrayNode emails = JSON.createArrayNode();
    value(field)
        .ifPresent(
            address -> {
              Field verified = mapping.fields().get("verified");
              emails
                  .addObject()
                  .put("address", address)
                  .put("verified", verified != null && truth(verified, false))
                  .put("primary", true);
            });
    return Optional.of(emails);
  }

  /** A query gives {@code address}, and {@code verified} and {@code primary} where it knows. */
  private ArrayNode emails(Field field) {
    ArrayNode emails = JSON.createArrayNode();
    for (Map<String, Object> row : rows(field)) {
      Object address = row.get("address");
      if (address != null) {
        emails
            .addObject()
            .put("address", String.valueOf(address))
            .put("verified", isTrue(row.get("verified")))
            .put("primary", isTrue(row.get("primary")));
      }
    }
    return emails;
  }

  private ArrayNode names(Field field) {
    ArrayNode names = JSON.createArrayNode();
    switch (field) {
      case Field.Query _ ->
          rows(field)
              .forEach(row -> row.values().stream().limit(1).forEach(v -> names.add("" + v)));
      case Field.Column _ -> value(field).ifPresent(names::add);
    }
    return names;
  }

  private ObjectNode password(Mapping.PasswordColumn column) {
    ObjectNode password = JSON.createObjectNode();
    text(column.column()).ifPresent(hash -> password.put("hash", hash));
    column.scheme().ifPresent(scheme -> password.put("scheme", scheme));
    column.with().ifPresent(key -> password.put("with", key));
    return password;
  }

  private List<Map<String, Object>> rows(Field field) {
    return switch (field) {
      case Field.Query(String sql) -> query.apply(sql);
      case Field.Column _ -> throw new BadMap("emails comes from a query alone");
    };
  }

  private Optional<String> text(String column) {
    return Optional.ofNullable(values.get(column)).map(MappedRow::text);
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
  }

  private Optional<String> value(Field field) {
    return switch (field) {
      case Field.Column column ->
          text(column.name()).map(value -> column.values().getOrDefault(value, value));
      case Field.Query(String sql) ->
          query.apply(sql).stream()
              .flatMap(row -> row.values().stream().limit(1))
              .map(MappedRow::text)
              .findFirst();
    };
  }

  private boolean truth(Field field, boolean usual) {
    if (!(field instanceof Field.Column column)) {
      return value(field).map(MappedRow::isTrue).orElse(usual);
    }
    Object value = values.get(column.name());
    return switch (column.truth()) {
      case PRESENT -> value != null;
      case NOT -> !isTrue(value);
      case AS_IT_IS ->
          value == null ? usual : isTrue(column.values().getOrDefault(text(value), text(value)));
    };
  }

  /** As databases and exports spell it. */
  private static boolean isTrue(Object value) {
    return value instanceof Boolean truth
        ? truth
        : value != null && List.of("1", "t", "true", "yes", "y", "on").contains(lower(value));
  }

  private static String lower(Object value) {
    return text(value).strip().toLowerCase(Locale.ROOT);
  }

  /** A text that is no time is given on, to be refused. */
  private Optional<String> time(Field field) {
    if (!(field instanceof Field.Column column)) {
      return value(field);
    }
    Object value = values.get(column.name());
    return Optional.ofNullable(value).map(one -> time(one, column.time()));
  }

  private static String time(Object value, Field.Time reading) {
    if (value instanceof Timestamp timestamp) {
      return timestamp.toLocalDateTime().atZone(reading.zone()).toInstant().toString();
    }
    return reading
        .unit()
        .map(unit -> Times.since1970(text(value), unit))
        .orElseGet(() -> Times.of(text(value), reading.zone()));
  }
}
