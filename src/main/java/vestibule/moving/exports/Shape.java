package vestibule.moving.exports;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;
import vestibule.moving.BadSource;
import vestibule.moving.JsonRows;
import vestibule.moving.Place;

/**
 * How a system's people lie in a file of JSON: in lines, in an array, in an object that has such an
 * array, or one after the other.
 *
 * @param list the name of that array
 * @param marks of these names each person has one
 */
record Shape(String list, List<String> marks) {

  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * Opens a file.
   *
   * @throws BadSource where there is no sign of people
   */
  JsonRows open(Place.InFile file) throws IOException {
    try (InputStream in = file.open();
        JsonParser parser = JSON.createParser(in)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_ARRAY) {
        return JsonRows.of(asJson(file), List.of());
      }
      if (first != JsonToken.START_OBJECT) {
        throw nobody(file);
      }
      boolean persons = file.kind() == Place.Kind.LINES || !isList(file, parser);
      return JsonRows.of(file, persons ? List.of() : List.of(list));
    } catch (JacksonException damaged) {
      // Whoever reads the rows says where.
      return JsonRows.of(file, List.of(list));
    }
  }

  /** An array in one line is what other programs make of lines. */
  private static Place.InFile asJson(Place.InFile file) {
    return new Place.InFile(file.path(), Place.Kind.JSON);
  }

  /** Whether the first object of the file has the array; else it is a person. */
  private boolean isList(Place.InFile file, JsonParser parser) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      if (parser.currentName().equals(list)) {
        return true;
      }
      if (marks.contains(parser.currentName())) {
        return false;
      }
      parser.nextToken();
      parser.skipChildren();
    }
    throw nobody(file);
  }

  private BadSource nobody(Place.InFile file) {
    return new BadSource("nobody is in " + file.path().getFileName() + ": it has no " + list);
  }
}
