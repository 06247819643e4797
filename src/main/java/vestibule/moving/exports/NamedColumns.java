package vestibule.moving.exports;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import vestibule.moving.CsvRows;
import vestibule.moving.JsonRows;
import vestibule.moving.Place;

/** The rows of a CSV as objects whose values are texts, by the names of the columns. */
record NamedColumns(CsvRows rows) implements JsonRows {

  static NamedColumns open(Place.InFile file) throws IOException {
    return new NamedColumns(CsvRows.of(file));
  }

  @Override
  public Optional<Row> next() {
    return rows.next().map(row -> new Row(row.values().map(NamedColumns::object)));
  }

  private static JsonNode object(Map<String, String> values) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    values.forEach(object::put);
    return object;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
