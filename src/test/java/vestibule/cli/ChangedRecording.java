package vestibule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A recording as JSON lines, some of whose answers are changed. */
final class ChangedRecording {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<ObjectNode> recorded = new ArrayList<>();

  ChangedRecording(Path lines) throws IOException {
    for (String line : Files.readAllLines(lines)) {
      recorded.add((ObjectNode) JSON.readTree(line));
    }
  }

  /** Changes the n-th line of a route, from 0. */
  ChangedRecording at(String method, String path, int n, Consumer<ObjectNode> change) {
    change.accept((ObjectNode) line(method, path, n).path("answer"));
    return this;
  }

  /** Changes the body of its answer. */
  ChangedRecording body(String method, String path, int n, Consumer<ObjectNode> change) {
    return at(
        method,
        path,
        n,
        answer -> {
          ObjectNode body = (ObjectNode) JSON.readTree(answer.path("body").asString());
          change.accept(body);
          answer.put("body", body.toString());
        });
  }

  private ObjectNode line(String method, String path, int n) {
    return recorded.stream()
        .filter(line -> line.path("method").asString().equals(method))
        .filter(line -> line.path("path").asString().startsWith(path))
        .skip(n)
        .findFirst()
        .orElseThrow();
  }

  /** What the n-th answer of a route has in its body. */
  String text(String method, String path, int n, String pointer) {
    String body = line(method, path, n).path("answer").path("body").asString();
    return JSON.readTree(body).at(pointer).asString();
  }

  String path(String method, String path) {
    return line(method, path, 0).path("path").asString();
  }

  Path written(Path folder) throws IOException {
    return Files.write(
        Files.createTempFile(folder, "changed", ".jsonl"),
        recorded.stream().map(ObjectNode::toString).toList());
  }
}
