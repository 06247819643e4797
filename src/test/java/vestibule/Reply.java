package vestibule;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer as a test looks at it. */
public record Reply(int status, String body, HttpHeaders headers) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  public List<String> headers(String name) {
    return headers.allValues(name);
  }

  /** The body as JSON. */
  public JsonNode json() {
    return JSON.readTree(body);
  }

  /** A member of the body at a JSON pointer or name, as text. */
  public String text(String name) {
    JsonNode node = name.startsWith("/") ? json().at(name) : json().path(name);
    if (node.isMissingNode()) {
      throw new AssertionError("no " + name + " in " + status + " " + body);
    }
    return node.asString();
  }

  /** The value of the cookie that the answer sets. */
  public String cookie(String name) {
    String line = setCookie(name);
    int end = line.indexOf(';');
    return line.substring(name.length() + 1, end < 0 ? line.length() : end);
  }

  /** The whole Set-Cookie line of that name. */
  public String setCookie(String name) {
    return headers("Set-Cookie").stream()
        .filter(line -> line.startsWith(name + "="))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no cookie " + name + " in " + headers.map()));
  }

  /** Status and body in one text, for whole comparisons. */
  public String whole() {
    return status + " " + body;
  }
}
