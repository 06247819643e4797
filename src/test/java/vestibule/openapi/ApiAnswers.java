package vestibule.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import vestibule.openapi.ApiDocument.Found;

/** Holds an answer against the response that a document describes. */
record ApiAnswers(ApiDocument document) {

  /** What any answer may carry, whatever it is about. */
  private static final Set<String> ANYWHERE =
      Set.of(
          "cache-control",
          "connection",
          "content-length",
          "content-security-policy",
          "content-type",
          "date",
          "etag",
          "strict-transport-security",
          "vary",
          "vestibule-mode",
          "x-content-type-options",
          "access-control-allow-credentials",
          "access-control-allow-origin",
          "access-control-expose-headers");

  /** The same of any page. */
  private static final Set<String> ON_PAGES =
      Set.of(
          "content-language",
          "cross-origin-opener-policy",
          "permissions-policy",
          "referrer-policy",
          "x-frame-options",
          "x-robots-tag");

  private static final String PAGE = "text/html";

  /** What is wrong with an answer by this response. */
  List<String> flaws(Exchange exchange, Found response) {
    List<String> flaws = new ArrayList<>();
    String type = exchange.reply().header("Content-Type").orElse("");
    boolean page = type.equals(PAGE + "; charset=utf-8");
    headers(exchange, response, page, flaws);
    JsonNode content = response.node().path("content");
    String described = page ? PAGE : type;
    if (content.isMissingNode() || content.isEmpty()) {
      if (!exchange.reply().body().isEmpty()) {
        flaws.add("a body where none is described");
      }
    } else if (!content.has(described)) {
      flaws.add("the type \"" + type + "\" is not described");
    } else if (!page && !exchange.method().equals("HEAD")) {
      body(exchange, response.pointer() + "/content/" + ApiDocument.escaped(described), flaws);
    }
    return flaws;
  }

  private void body(Exchange exchange, String pointer, List<String> flaws) {
    try {
      JsonNode value = JsonMapper.shared().readTree(exchange.reply().body());
      String schema = document.at(pointer + "/schema").pointer();
      document.schemas().flaws(schema, value).forEach(flaw -> flaws.add("the body: " + flaw));
    } catch (JacksonException broken) {
      flaws.add("the body is no JSON");
    }
  }

  private void headers(Exchange exchange, Found response, boolean page, List<String> flaws) {
    JsonNode described = response.node().path("headers");
    for (Map.Entry<String, JsonNode> header : described.properties()) {
      Found found =
          document.at(response.pointer() + "/headers/" + ApiDocument.escaped(header.getKey()));
      Optional<String> value = exchange.reply().header(header.getKey());
      if (value.isEmpty() && found.node().path("required").asBoolean(false)) {
        flaws.add("the header " + header.getKey() + " is missing");
      }
      value.ifPresent(
          text ->
              document
                  .schemas()
                  .flaws(found.pointer() + "/schema", typed(text, found.node().path("schema")))
                  .forEach(flaw -> flaws.add("the header " + header.getKey() + ":" + flaw)));
    }
    Set<String> names = exchange.reply().headers().map().keySet();
    for (String name : names) {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean known =
          ANYWHERE.contains(lower)
              || page && ON_PAGES.contains(lower)
              || described.propertyStream().anyMatch(one -> one.getKey().equalsIgnoreCase(name));
      if (!known) {
        flaws.add("the header " + name + " is not described");
      }
    }
  }

  /** A text as the value that it is written for. */
  static JsonNode typed(String text, JsonNode schema) {
    boolean number = schema.path("type").asString("").equals("integer");
    return number && text.matches("-?[0-9]{1,18}")
        ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
        : JsonNodeFactory.instance.stringNode(text);
  }
}
