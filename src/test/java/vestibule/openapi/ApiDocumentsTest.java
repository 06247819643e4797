package vestibule.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import vestibule.TestServer;
import vestibule.http.DeclaredRoute;
import vestibule.openapi.ApiDocument.Found;
import vestibule.wiring.ServedRoutes;

/** The documents themselves: that they describe what is served, all of it, and hang together. */
class ApiDocumentsTest {

  /** Pages and their files, which are no API. */
  private static final Set<String> PAGES = Set.of("console", "web", "docs", "pages");

  /** The document of a surface that is not called as its document is. */
  private static final Map<String, String> ELSEWHERE =
      Map.of("envelope-home", "envelope", "confirmations", "v1", "jwks", "v1", "events", "v1");

  static List<String> names() {
    return ApiDocument.ALL;
  }

  @Test
  void everyRouteIsDescribedAndNothingElseIs() {
    Map<String, Set<String>> served =
        ServedRoutes.of(TestServer.shared()).stream()
            .filter(route -> !PAGES.contains(route.surface()))
            .collect(
                Collectors.groupingBy(
                    route -> ELSEWHERE.getOrDefault(route.surface(), route.surface()),
                    Collectors.mapping(ApiDocumentsTest::spelled, Collectors.toSet())));
    Map<String, Set<String>> described =
        ApiDocument.ALL.stream()
            .collect(Collectors.toMap(name -> name, ApiDocumentsTest::described));
    assertThat(described).isEqualTo(served);
  }

  private static String spelled(DeclaredRoute route) {
    return spelled(route.method(), route.template());
  }

  private static String spelled(String method, String template) {
    String path = template.length() > 1 ? template.replaceAll("/$", "") : template;
    return method + " " + path.replaceAll("\\{\\w+(:digits)?}", "{}");
  }

  private static Set<String> described(String name) {
    return ApiDocument.named(name).paths().stream()
        .flatMap(path -> path.methods().stream().map(method -> spelled(method, path.template())))
        .collect(Collectors.toSet());
  }

  private static Stream<Found> operations(ApiDocument document) {
    return document.paths().stream()
        .flatMap(path -> path.methods().stream().flatMap(one -> path.operation(one).stream()))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyOperationHasANameOfItsOwnAndSaysWhoMayAsk(String name) {
    ApiDocument document = ApiDocument.named(name);
    assertThat(document.root().path("openapi").asString()).isEqualTo("3.1.0");
    List<Found> operations = operations(document).toList();
    assertThat(operations).isNotEmpty();
    assertThat(operations.stream().map(one -> one.node().path("operationId").asString("")))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[a-z][a-zA-Z]+"));
    assertThat(operations)
        .allSatisfy(
            one -> {
              assertThat(one.node().path("summary").asString("")).isNotBlank();
              assertThat(one.node().has("security")).isTrue();
              assertThat(one.node().path("responses").propertyNames())
                  .anyMatch(status -> status.startsWith("2"))
                  .contains("400", "413", "414", "431", "500", "503");
            });
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatIsReferredToIsThereAndWhatIsThereIsReferredTo(String name) {
    ApiDocument document = ApiDocument.named(name);
    Set<String> referred = new TreeSet<>();
    references(document.root(), referred);
    assertThat(referred).isNotEmpty().allSatisfy(document::at);
    Set<String> components = new TreeSet<>();
    for (Map.Entry<String, JsonNode> kind : document.root().path("components").properties()) {
      if (!kind.getKey().equals("securitySchemes")) {
        kind.getValue()
            .propertyNames()
            .forEach(one -> components.add("/components/" + kind.getKey() + "/" + one));
      }
    }
    assertThat(referred).isEqualTo(components);
    Set<String> schemes =
        operations(document)
            .flatMap(one -> one.node().path("security").valueStream())
            .flatMap(all -> all.propertyNames().stream())
            .collect(Collectors.toSet());
    assertThat(document.root().at("/components/securitySchemes").propertyNames())
        .containsExactlyInAnyOrderElementsOf(schemes);
  }

  private static void references(JsonNode node, Set<String> found) {
    if (node.path("$ref").isString()) {
      found.add(node.path("$ref").asString().substring(1));
    }
    node.forEach(child -> references(child, found));
  }

  /** Each part with this key, by its place. */
  private static List<Found> parts(String key, String pointer, JsonNode node) {
    List<Found> found = new ArrayList<>();
    node.propertyStream()
        .forEach(
            member -> {
              String at = pointer + "/" + ApiDocument.escaped(member.getKey());
              if (member.getKey().equals(key)) {
                found.add(new Found(at, member.getValue()));
              }
              found.addAll(parts(key, at, member.getValue()));
            });
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        found.addAll(parts(key, pointer + "/" + i, node.get(i)));
      }
    }
    return found;
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyExampleIsOne(String name) {
    ApiDocument document = ApiDocument.named(name);
    List<String> wrong = new ArrayList<>();
    List<Found> contents = parts("content", "", document.root());
    int examples = 0;
    for (Found content : contents) {
      for (Map.Entry<String, JsonNode> media : content.node().properties()) {
        String pointer = content.pointer() + "/" + ApiDocument.escaped(media.getKey());
        String schema = document.at(pointer + "/schema").pointer();
        List<JsonNode> shown = new ArrayList<>();
        media.getValue().path("examples").forEach(one -> shown.add(one.path("value")));
        if (media.getValue().has("example")) {
          shown.add(media.getValue().path("example"));
        }
        examples += shown.size();
        shown.forEach(
            one ->
                document
                    .schemas()
                    .flaws(schema, one)
                    .forEach(flaw -> wrong.add(pointer + ": " + flaw)));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(examples).isGreaterThan(10);
  }

  /** Else an answer could hold whatever it wants. */
  @ParameterizedTest
  @MethodSource("names")
  void anAnswersObjectsHoldNothingThatIsNotDescribed(String name) {
    ApiDocument document = ApiDocument.named(name);
    Set<String> open = new TreeSet<>();
    Stream.of("responses", "x-other-methods", "x-unreadable-requests")
        .flatMap(key -> parts(key, "", document.root()).stream())
        .flatMap(all -> parts("schema", all.pointer(), all.node()).stream())
        .forEach(schema -> open(document, schema.pointer(), new HashSet<>(), open));
    assertThat(open).isEmpty();
  }

  private static void open(
      ApiDocument document, String pointer, Set<String> seen, Set<String> found) {
    Found schema = document.at(pointer);
    if (!seen.add(schema.pointer())) {
      return;
    }
    JsonNode node = schema.node();
    boolean object = node.path("type").asString("").equals("object") || node.has("properties");
    if (object && !node.has("additionalProperties") || node.has(ApiSchemas.ALSO)) {
      found.add(schema.pointer());
    }
    if (node.isEmpty()) {
      found.add(schema.pointer() + " is any value");
    }
    node.path("properties")
        .propertyNames()
        .forEach(
            one ->
                open(
                    document,
                    schema.pointer() + "/properties/" + ApiDocument.escaped(one),
                    seen,
                    found));
    for (String list : List.of("oneOf", "anyOf", "allOf")) {
      for (int i = 0; i < node.path(list).size(); i++) {
        open(document, schema.pointer() + "/" + list + "/" + i, seen, found);
      }
    }
    if (node.has("items")) {
      open(document, schema.pointer() + "/items", seen, found);
    }
  }
}
