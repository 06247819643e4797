package vestibule.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vestibule.Reply;
import vestibule.TestServer;

/** Sends requests to a server and writes them down with its answers, in both forms. */
final class Recorder {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final TestServer server;
  private final List<Seen> seen = new ArrayList<>();

  Recorder(TestServer server) {
    this.server = server;
  }

  /** What went over the line. */
  record Seen(
      Instant at, String method, String path, List<String> headers, String body, Reply reply) {}

  TestServer server() {
    return server;
  }

  Reply send(String method, String path, String body, String... headers) {
    Instant at = server.clock().instant();
    Reply reply = server.send(method, path, body, headers);
    seen.add(new Seen(at, method, path, List.of(headers), body, reply));
    return reply;
  }

  Reply get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  Reply json(String path, String body, String... headers) {
    return send("POST", path, body, with(headers, "Content-Type: application/json"));
  }

  Reply form(String path, String body, String... headers) {
    return send(
        "POST", path, body, with(headers, "Content-Type: application/x-www-form-urlencoded"));
  }

  private static String[] with(String[] headers, String more) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add(more);
    return all.toArray(String[]::new);
  }

  private static String name(String header) {
    return header.substring(0, header.indexOf(':'));
  }

  private static String value(String header) {
    return header.substring(header.indexOf(':') + 1).strip();
  }

  /** A line for each, as a front of the old server would write them. */
  Path lines(Path file) throws IOException {
    return Files.write(file, seen.stream().map(one -> line(one).toString()).toList());
  }

  private static ObjectNode line(Seen one) {
    ObjectNode line = JSON.createObjectNode();
    line.put("at", one.at().toString()).put("method", one.method()).put("path", one.path());
    ObjectNode headers = line.putObject("headers");
    one.headers().forEach(header -> headers.put(name(header), value(header)));
    line.put("body", one.body());
    ObjectNode answer = line.putObject("answer").put("status", one.reply().status());
    ObjectNode answered = answer.putObject("headers");
    one.reply()
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              ArrayNode all = answered.putArray(name);
              values.forEach(all::add);
            });
    answer.put("body", one.reply().body());
    return line;
  }

  /** As a browser saves them that asked for this place, between others that it asked too. */
  Path har(Path file, String origin) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode log = root.putObject("log").put("version", "1.2");
    log.putObject("creator").put("name", "browser");
    ArrayNode entries = log.putArray("entries");
    entries.add(foreign("https://cdn.example.org/app.js", 200));
    seen.forEach(one -> entries.add(entry(one, origin)));
    entries.add(foreign("https://cdn.example.org/blocked", 0));
    entries.add(foreign("wss://api.example.org/socket", 101));
    log.put("comment", "behind the entries");
    return Files.writeString(file, root.toPrettyString());
  }

  private static ObjectNode foreign(String url, int status) {
    ObjectNode entry = JSON.createObjectNode().put("startedDateTime", "2026-01-01T00:00:00Z");
    entry.putObject("request").put("method", "GET").put("url", url).putArray("headers");
    ObjectNode response = entry.putObject("response").put("status", status);
    response.putArray("headers");
    response.putObject("content").put("size", 0);
    return entry;
  }

  private static ObjectNode entry(Seen one, String origin) {
    ObjectNode entry = JSON.createObjectNode().put("startedDateTime", one.at().toString());
    ObjectNode request =
        entry.putObject("request").put("method", one.method()).put("url", origin + one.path());
    ArrayNode headers = request.put("httpVersion", "http/2.0").putArray("headers");
    headers.addObject().put("name", ":authority").put("value", "api.example.org");
    headers.addObject().put("name", ":method").put("value", one.method());
    one.headers()
        .forEach(
            header -> headers.addObject().put("name", name(header)).put("value", value(header)));
    Optional.ofNullable(one.body())
        .ifPresent(body -> request.putObject("postData").put("mimeType", "any").put("text", body));
    ObjectNode response = entry.putObject("response").put("status", one.reply().status());
    ArrayNode answered = response.putArray("headers");
    for (Map.Entry<String, List<String>> header : one.reply().headers().map().entrySet()) {
      answered
          .addObject()
          .put("name", header.getKey())
          .put("value", String.join("\n", header.getValue()));
    }
    byte[] bytes = one.reply().body().getBytes(UTF_8);
    response
        .putObject("content")
        .put("size", bytes.length)
        .put("encoding", "base64")
        .put("text", Base64.getEncoder().encodeToString(bytes));
    return entry;
  }
}
