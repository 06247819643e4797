package vestibule.moving;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import vestibule.core.arrival.Outcome.Reason;

/** The people of a file of JSON. */
public final class JsonSource implements Source {

  private final JsonRows rows;
  private final Function<JsonNode, Incoming> reader;
  private final Function<JsonNode, String> ids;

  private JsonSource(
      JsonRows rows, Function<JsonNode, Incoming> reader, Function<JsonNode, String> ids) {
    this.rows = rows;
    this.reader = reader;
    this.ids = ids;
  }

  /**
   * People whom a reader tells of; a row that is no JSON, or no object, never comes to it.
   *
   * @param rows are closed with this
   */
  public static JsonSource of(JsonRows rows, Function<JsonNode, Incoming> reader) {
    return new JsonSource(rows, reader, line -> reader.apply(line).oldId());
  }

  /** People in our own form, one a line or in an array. */
  public static JsonSource own(Place.InFile file, Reading reading) throws IOException {
    return new JsonSource(
        JsonRows.of(file, List.of()),
        line -> reading.of(OwnRow.of(line)),
        line -> line.path("id").asString(""));
  }

  @Override
  public Optional<Incoming> next() throws IOException {
    return rows.next()
        .map(
            row ->
                row.value()
                    .filter(JsonNode::isObject)
                    .map(reader)
                    .orElseGet(() -> Incoming.refused("", Reason.ROW_DAMAGED, "")));
  }

  @Override
  public Optional<String> skip() throws IOException {
    return rows.next().map(row -> row.value().filter(JsonNode::isObject).map(ids).orElse(""));
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
