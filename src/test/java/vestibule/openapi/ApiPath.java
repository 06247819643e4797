package vestibule.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import vestibule.openapi.ApiDocument.Found;

/** A path of a document, with the slash at its end that each may have or not have. */
final class ApiPath {

  private static final Pattern NAMED = Pattern.compile("\\{(\\w+)}");

  private final ApiDocument document;
  private final String template;
  private final String pointer;
  private final Pattern pattern;
  private final List<String> names;
  private final Map<String, String> operations;

  ApiPath(ApiDocument document, String template, String pointer) {
    this.document = document;
    this.template = template;
    this.pointer = pointer;
    this.names = NAMED.matcher(template).results().map(found -> found.group(1)).toList();
    String bare = template.replaceAll("/$", "");
    this.pattern =
        Pattern.compile(
            NAMED
                    .matcher("\\Q" + bare + "\\E")
                    .replaceAll(
                        found -> Matcher.quoteReplacement("\\E" + segment(found.group(1)) + "\\Q"))
                + "/?");
    this.operations = document.operations(pointer);
  }

  /** What is no number is an unknown path where one is asked for. */
  private String segment(String name) {
    for (JsonNode parameter : document.root().at(pointer).path("parameters")) {
      if (parameter.path("name").asString("").equals(name)) {
        JsonNode schema = parameter.path("schema");
        boolean digits =
            schema.path("type").asString("").equals("integer")
                || schema.path("pattern").asString("").equals("^[0-9]+$");
        return digits ? "([0-9]+)" : "([^/]+)";
      }
    }
    return "([^/]+)";
  }

  String template() {
    return template;
  }

  boolean isLiteral() {
    return names.isEmpty();
  }

  boolean matches(String path) {
    return pattern.matcher(path).matches();
  }

  /** The values in a path of a request, by their names. */
  Map<String, String> values(String path) {
    Matcher found = pattern.matcher(path);
    Map<String, String> values = new LinkedHashMap<>();
    if (found.matches()) {
      for (int i = 0; i < names.size(); i++) {
        values.put(names.get(i), found.group(i + 1));
      }
    }
    return values;
  }

  List<String> methods() {
    return List.copyOf(operations.keySet());
  }

  /** The operation of a method; HEAD has that of GET. */
  Optional<Found> operation(String method) {
    return Optional.ofNullable(operations.get(method.equals("HEAD") ? "GET" : method))
        .map(document::at);
  }

  /** The parameters of an operation, those of its path among them. */
  List<Found> parameters(Found operation) {
    List<Found> parameters = new ArrayList<>();
    for (String owner : List.of(pointer, operation.pointer())) {
      int count = document.root().at(owner).path("parameters").size();
      for (int i = 0; i < count; i++) {
        parameters.add(document.at(owner + "/parameters/" + i));
      }
    }
    return parameters;
  }

  /** What answers a method that the path does not have, by status. */
  Optional<Found> otherMethod(int status) {
    return among("x-other-methods", status).or(() -> unreadable(status));
  }

  /** What answers what is hardly a request of HTTP, by status. */
  Optional<Found> unreadable(int status) {
    return among("x-unreadable-requests", status);
  }

  private Optional<Found> among(String responses, int status) {
    return document.root().path(responses).has(Integer.toString(status))
        ? Optional.of(document.at("/" + responses + "/" + status))
        : Optional.empty();
  }
}
