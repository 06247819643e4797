package vestibule.moving;

import java.io.IOException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Values of JSON, one a line. */
record JsonLines(Lines lines) implements JsonRows {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static JsonLines of(Place.InFile file) throws IOException {
    return new JsonLines(Lines.of(file));
  }

  @Override
  public Optional<Row> next() throws IOException {
    return lines.next().map(line -> new Row(line.text().flatMap(JsonLines::value)));
  }

  private static Optional<JsonNode> value(String line) {
    try {
      return Optional.of(JSON.readTree(line));
    } catch (JacksonException damaged) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
