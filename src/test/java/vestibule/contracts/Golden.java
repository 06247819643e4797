package vestibule.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples of the published documents, copied as they stand, trailing commas and all. */
public record Golden(String contract) {

  private static final JsonMapper LENIENT =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build();

  /** An example as text, to be sent. */
  public String text(String name) {
    String path = "/contracts/" + contract + "/" + name + ".json";
    try (InputStream stream = Golden.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalArgumentException("no example " + path);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * An example as a value, to be compared: the documents do not agree with themselves on layout.
   */
  public JsonNode json(String name) {
    return LENIENT.readTree(text(name));
  }
}
