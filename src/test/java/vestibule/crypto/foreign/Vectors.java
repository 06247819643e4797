package vestibule.crypto.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hashes that the original libraries wrote, and some that were broken by hand, with what is to
 * become of each: {@code foreign-hashes.json} in the tests' resources.
 */
final class Vectors {

  private Vectors() {}

  /** One hash, with a password to try. */
  record Vector(
      String id,
      String scheme,
      String text,
      String password,
      Map<String, String> params,
      Outcome outcome) {

    @Override
    public String toString() {
      return id;
    }
  }

  /**
   * What becomes of a hash.
   *
   * @param good whether the password is its own
   * @param imports what reading it gives: {@code yes}, {@code no_password}, {@code refused}, or
   *     {@code any} of them
   * @param bomb whether it asks for more than may be spent
   * @param heavy whether it is at the bounds
   */
  record Outcome(boolean good, String imports, boolean bomb, boolean heavy) {}

  static List<Vector> all() {
    try (InputStream in = Vectors.class.getResourceAsStream("/foreign-hashes.json")) {
      JsonNode vectors = JsonMapper.shared().readTree(in).get("vectors");
      return vectors.valueStream().map(Vectors::vector).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Vector vector(JsonNode node) {
    Map<String, String> params = new HashMap<>();
    node.path("params").forEachEntry((name, value) -> params.put(name, value.asString()));
    JsonNode text = node.get("string");
    return new Vector(
        node.get("id").asString(),
        node.get("scheme").asString(),
        text.isString() ? text.asString() : text.toString(),
        node.get("password").asString(),
        Map.copyOf(params),
        new Outcome(
            node.get("good").asBoolean(),
            node.path("imports").asString("yes"),
            node.path("bomb").asBoolean(false),
            node.path("heavy").asBoolean(false)));
  }
}
