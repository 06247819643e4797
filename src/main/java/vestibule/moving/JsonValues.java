package vestibule.moving;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The values of arrays in a file of JSON, of which one at a time is in memory. */
final class JsonValues implements JsonRows {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final BoundedInput in;
  private final JsonParser parser;
  private final List<String> arrays;
  private boolean inArray;
  private boolean inHolder;
  private long rows;

  private JsonValues(BoundedInput in, List<String> arrays) {
    this.in = in;
    this.parser = JSON.createParser(in);
    this.arrays = arrays;
  }

  static JsonValues of(Place.InFile file, List<String> arrays) throws IOException {
    InputStream in = file.open();
    try {
      return new JsonValues(new BoundedInput(in), arrays);
    } catch (JacksonException damaged) {
      in.close();
      throw damaged(0);
    }
  }

  @Override
  public Optional<Row> next() throws IOException {
    try {
      for (JsonToken token = token(); token != null; token = token()) {
        if (isRow(token)) {
          JsonNode value = parser.readValueAsTree();
          rows++;
          return Optional.of(new Row(Optional.of(value)));
        }
      }
    } catch (JacksonException damaged) {
      throw damaged(rows);
    }
    return Optional.empty();
  }

  private static BadSource damaged(long rows) {
    return new BadSource("the file is no good JSON after " + rows + " rows");
  }

  private JsonToken token() {
    in.begin();
    return parser.nextToken();
  }

  /** Goes one step into the file's outer form, or finds that a row begins here. */
  private boolean isRow(JsonToken token) {
    if (token == JsonToken.END_ARRAY) {
      inArray = false;
      return false;
    }
    if (inArray) {
      return true;
    }
    if (inHolder) {
      return stepIntoHolder(token);
    }
    inArray = token == JsonToken.START_ARRAY;
    inHolder = token == JsonToken.START_OBJECT && !arrays.isEmpty();
    return !inArray && !inHolder;
  }

  private boolean stepIntoHolder(JsonToken token) {
    if (token == JsonToken.END_OBJECT) {
      inHolder = false;
    } else if (token == JsonToken.PROPERTY_NAME) {
      boolean named = arrays.contains(parser.currentName());
      inArray = parser.nextToken() == JsonToken.START_ARRAY && named;
      if (!inArray) {
        in.passOver();
        parser.skipChildren();
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    parser.close();
    in.close();
  }
}
