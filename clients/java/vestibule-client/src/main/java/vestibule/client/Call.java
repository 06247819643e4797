package vestibule.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request, but for where it goes.
 *
 * @param path with its query
 * @param body JSON, or a form or a picture where the type says so
 */
record Call(String method, String path, Map<String, String> headers, Optional<byte[]> body) {

  private static final String TYPE = "Content-Type";

  static Call get(String path) {
    return new Call("GET", path, Map.of(), Optional.empty());
  }

  static Call delete(String path) {
    return new Call("DELETE", path, Map.of(), Optional.empty());
  }

  static Call post(String path) {
    return new Call("POST", path, Map.of(), Optional.empty());
  }

  static Call json(String method, String path, Map<String, ?> body) {
    return new Call(
        method,
        path,
        Map.of(TYPE, "application/json"),
        Optional.of(Answer.JSON.writeValueAsBytes(body)));
  }

  /** Puts something that is not JSON. */
  static Call put(String path, String type, byte[] body) {
    return new Call("PUT", path, Map.of(TYPE, type), Optional.of(body));
  }

  static Call post(String path, Map<String, ?> body) {
    return json("POST", path, body);
  }

  /** The same with a credential. */
  Call by(String credential) {
    return with("Authorization", "Bearer " + credential);
  }

  Call with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Call(method, path, more, body);
  }
}
