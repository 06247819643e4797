package vestibule.moving;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The values of a file of JSON, read one by one. */
public interface JsonRows extends Closeable {

  /**
   * A value.
   *
   * @param value empty where a line is no JSON
   */
  record Row(Optional<JsonNode> value) {}

  /**
   * The next one; empty at the end.
   *
   * @throws BadSource where a file that is no lines is damaged
   */
  Optional<Row> next() throws IOException;

  /**
   * Opens a file: of lines, each is a row. Else each value of an array is one, and each value that
   * stands for itself.
   *
   * @param arrays an object that stands for itself is no row, but holds them in arrays of these
   *     names; none: it is one
   */
  static JsonRows of(Place.InFile file, List<String> arrays) throws IOException {
    return file.kind() == Place.Kind.LINES ? JsonLines.of(file) : JsonValues.of(file, arrays);
  }
}
