package vestibule.openapi;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of a document, each compiled once. */
final class ApiSchemas {

  /** What a server takes beside what clients are told to send. */
  static final String ALSO = "x-also-accepted";

  private final SchemaRegistry registry;
  private final String address;
  private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

  ApiSchemas(String name, JsonNode root) {
    this.address = "https://localhost/openapi/" + name;
    String text = widened(root).toString();
    this.registry =
        SchemaRegistry.withDefaultDialect(
            Dialects.getOpenApi31(),
            builder ->
                builder
                    .schemas(Map.of(address, text))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  }

  /** What is wrong with a value by the schema at a pointer. */
  List<String> flaws(String pointer, JsonNode value) {
    return compiled.computeIfAbsent(pointer, this::schema).validate(value).stream()
        .map(error -> error.getInstanceLocation() + " " + error.getMessage())
        .toList();
  }

  private Schema schema(String pointer) {
    return registry.getSchema(SchemaLocation.of(address + "#" + pointer));
  }

  /** The library takes fewer addresses than there are, those with an umlaut in the domain not. */
  private static boolean isFormatOfAddresses(Map.Entry<String, JsonNode> member) {
    return member.getKey().equals("format") && member.getValue().asString("").endsWith("email");
  }

  /** A copy in which each schema that takes something beside allows for it. */
  private static JsonNode widened(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode copy = array.arrayNode();
      array.forEach(item -> copy.add(widened(item)));
      return copy;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode copy = object.objectNode();
    object.properties().stream()
        .filter(member -> !member.getKey().equals(ALSO) && !isFormatOfAddresses(member))
        .forEach(member -> copy.set(member.getKey(), widened(member.getValue())));
    if (!object.has(ALSO)) {
      return copy;
    }
    ObjectNode either = object.objectNode();
    either.putArray("anyOf").add(copy).add(widened(object.get(ALSO)));
    return either;
  }
}
