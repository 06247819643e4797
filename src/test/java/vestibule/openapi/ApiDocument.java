package vestibule.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** One document of the API as tests read it: its paths, its operations, its schemas. */
final class ApiDocument {

  /** Every document there is. */
  static final List<String> ALL =
      List.of("useraccount", "envelope", "chat", "knowme", "personal", "admin", "v1", "test");

  private static final List<String> METHODS = List.of("get", "put", "post", "patch", "delete");
  private static final Map<String, ApiDocument> READ = new ConcurrentHashMap<>();

  private final String name;
  private final JsonNode root;
  private final ApiSchemas schemas;
  private final List<ApiPath> paths = new ArrayList<>();

  private ApiDocument(String name, JsonNode root) {
    this.name = name;
    this.root = root;
    this.schemas = new ApiSchemas(name, root);
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      String pointer = "/paths/" + escaped(path.getKey());
      root.path("servers")
          .valueStream()
          .map(server -> server.path("url").asString().replaceAll("/$", ""))
          .forEach(prefix -> paths.add(new ApiPath(this, prefix + path.getKey(), pointer)));
    }
  }

  /** The document of that name, which is read once. */
  static ApiDocument named(String name) {
    return READ.computeIfAbsent(name, ApiDocument::read);
  }

  private static ApiDocument read(String name) {
    try (InputStream in = ApiDocument.class.getResourceAsStream("/openapi/" + name + ".yaml")) {
      return new ApiDocument(name, YAMLMapper.shared().readTree(in));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  String name() {
    return name;
  }

  JsonNode root() {
    return root;
  }

  ApiSchemas schemas() {
    return schemas;
  }

  /** Each with every server's prefix. */
  List<ApiPath> paths() {
    return List.copyOf(paths);
  }

  /** The path that a target of a request is of; a literal one before a template. */
  Optional<ApiPath> find(String path) {
    return paths.stream()
        .filter(one -> one.isLiteral() && one.matches(path))
        .findFirst()
        .or(() -> paths.stream().filter(one -> one.matches(path)).findFirst());
  }

  /** What stands at a pointer, or where it refers to. */
  Found at(String pointer) {
    JsonNode node = root.at(pointer);
    if (node.isMissingNode()) {
      throw new AssertionError("openapi/" + name + ".yaml has nothing at " + pointer);
    }
    JsonNode elsewhere = node.path("$ref");
    return elsewhere.isString()
        ? at(elsewhere.asString().replaceFirst("^#", ""))
        : new Found(pointer, node);
  }

  /** A part of the document with its place. */
  record Found(String pointer, JsonNode node) {}

  /** The methods of a path, by their names in requests. */
  Map<String, String> operations(String pathPointer) {
    Map<String, String> found = new LinkedHashMap<>();
    JsonNode path = root.at(pathPointer);
    METHODS.stream()
        .filter(path::has)
        .forEach(method -> found.put(method.toUpperCase(), pathPointer + "/" + method));
    return found;
  }
}
