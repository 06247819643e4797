package vestibule.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import vestibule.contracts.PythonText;
import vestibule.http.TestWire;
import vestibule.http.body.Bodies;
import vestibule.http.body.Field;
import vestibule.http.body.Fields;
import vestibule.openapi.ApiDocument.Found;

/** Holds a request that a server accepted against the operation that a document describes. */
record ApiRequests(ApiDocument document) {

  private static final String JSON = "application/json";

  /** Commas may stand before a closing bracket at contracts A and B (docs/contracts 0.3). */
  private static final JsonMapper LENIENT =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build();

  /** What is wrong with a request by this operation. */
  List<String> flaws(Exchange exchange, ApiPath path, Found operation) {
    List<String> flaws = new ArrayList<>();
    Map<String, String> values = path.values(exchange.path());
    path.parameters(operation).forEach(found -> parameter(exchange, found, values, flaws));
    if (!isAuthorized(exchange, operation.node().path("security"))) {
      flaws.add("the request shows no credential that is described");
    }
    if (operation.node().has("requestBody")) {
      body(exchange, document.at(operation.pointer() + "/requestBody"), flaws);
    }
    return flaws;
  }

  private void parameter(
      Exchange exchange, Found parameter, Map<String, String> values, List<String> flaws) {
    String name = parameter.node().path("name").asString();
    String where = parameter.node().path("in").asString();
    Optional<String> value =
        switch (where) {
          case "path" -> Optional.ofNullable(values.get(name));
          case "query" -> exchange.query(name);
          case "header" -> exchange.header(name);
          default -> throw new AssertionError("a parameter in " + where);
        };
    if (value.isEmpty() && parameter.node().path("required").asBoolean(false)) {
      flaws.add("the parameter " + name + " is missing");
    }
    JsonNode schema = parameter.node().path("schema");
    value.ifPresent(
        text ->
            document
                .schemas()
                .flaws(parameter.pointer() + "/schema", ApiAnswers.typed(text, schema))
                .forEach(flaw -> flaws.add("the parameter " + name + ":" + flaw)));
  }

  /** One of the alternatives must be shown as a whole; no alternative at all asks for nothing. */
  private boolean isAuthorized(Exchange exchange, JsonNode alternatives) {
    return alternatives.isEmpty()
        || alternatives
            .valueStream()
            .anyMatch(all -> all.propertyStream().allMatch(one -> isShown(exchange, one.getKey())));
  }

  private boolean isShown(Exchange exchange, String scheme) {
    JsonNode node = document.at("/components/securitySchemes/" + scheme).node();
    if (node.path("type").asString().equals("http")) {
      String how = node.path("scheme").asString() + " ";
      return exchange
          .header("Authorization")
          .filter(text -> text.toLowerCase(Locale.ROOT).contains(how))
          .isPresent();
    }
    String name = node.path("name").asString();
    return node.path("in").asString().equals("cookie")
        ? exchange.hasCookie(name)
        : exchange.header(name).isPresent();
  }

  private void body(Exchange exchange, Found body, List<String> flaws) {
    boolean required = body.node().path("required").asBoolean(false);
    if (exchange.body().filter(text -> !text.isEmpty()).isEmpty()) {
      if (required) {
        flaws.add("the request has no body");
      }
      return;
    }
    String type = type(exchange);
    boolean described = body.node().path("content").has(type);
    boolean read = body.node().path("x-also-read").valueStream().anyMatch(isText(type));
    if (!described && !read) {
      flaws.add("the type \"" + type + "\" of the request is not described");
      return;
    }
    String media = body.pointer() + "/content/" + ApiDocument.escaped(described ? type : JSON);
    document
        .schemas()
        .flaws(document.at(media + "/schema").pointer(), value(exchange, type))
        .forEach(flaw -> flaws.add("the request's body: " + flaw));
  }

  private static Predicate<JsonNode> isText(String text) {
    return node -> node.asString("").equals(text);
  }

  /**
   * A type that is missing, and one that ends in {@code +json}, is as JSON (docs/contracts 0.3).
   */
  private static String type(Exchange exchange) {
    String type =
        exchange
            .header("Content-Type")
            .map(text -> text.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
            .orElse(JSON);
    return type.isEmpty() || type.endsWith("+json") ? JSON : type;
  }

  private JsonNode value(Exchange exchange, String type) {
    JsonNode value =
        type.equals(JSON)
            ? LENIENT.readTree(exchange.body().orElseThrow().replaceFirst("^\ufeff", ""))
            : form(exchange);
    return document.root().path("x-trims-texts").asBoolean(false) ? trimmed(value) : value;
  }

  /** As the server looks at texts (docs/contracts 0.3). */
  private static JsonNode trimmed(JsonNode value) {
    if (value instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              member -> {
                if (member.getValue().isString()) {
                  member.setValue(
                      object.stringNode(PythonText.strip(member.getValue().asString())));
                }
              });
    }
    return value;
  }

  private static JsonNode form(Exchange exchange) {
    byte[] bytes = exchange.body().orElseThrow().getBytes();
    String whole = exchange.header("Content-Type").orElseThrow();
    Fields form = Bodies.jsonOrForm(TestWire.request("POST", "/", bytes, "Content-Type", whole));
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (String name : form.names()) {
      if (form.field(name).orElseThrow() instanceof Field.Text(String text)) {
        object.put(name, text);
      }
    }
    return object;
  }
}
