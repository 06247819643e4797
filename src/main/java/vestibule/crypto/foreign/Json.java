package vestibule.crypto.foreign;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hashes whose parts stand in an object of JSON. */
final class Json {

  private Json() {}

  static JsonNode object(String text) {
    try {
      JsonNode node = JsonMapper.shared().readTree(text);
      if (node.isObject()) {
        return node;
      }
    } catch (JacksonException e) {
      // Damaged, as below.
    }
    throw Unreadable.damaged();
  }

  /** An object that stands as it is or as a text. */
  static JsonNode object(JsonNode parent, String name) {
    JsonNode node = parent.path(name);
    return node.isString() ? object(node.stringValue()) : node;
  }

  static Optional<String> find(JsonNode object, String name) {
    JsonNode value = object.path(name);
    // Keycloak puts each of its parameters into a list.
    JsonNode one = value.isArray() && value.size() == 1 ? value.get(0) : value;
    if (one.isString()) {
      return Optional.of(one.stringValue());
    }
    return one.isNumber() ? Optional.of(one.asString()) : Optional.empty();
  }

  static String text(JsonNode object, String name) {
    return find(object, name).orElseThrow(Unreadable::damaged);
  }
}
