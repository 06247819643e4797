package vestibule.http.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static vestibule.fuzz.Fuzzed.headAndRest;
import static vestibule.fuzz.Fuzzed.require;
import static vestibule.fuzz.Fuzzed.requireSame;
import static vestibule.fuzz.Fuzzed.wire;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.fuzz.Fuzzed;
import vestibule.http.FaultException;
import vestibule.http.Request;
import vestibule.http.TestWire;

/** Bodies in each form that they come in. */
public final class BodyTargets {

  private static final String FORM = "application/x-www-form-urlencoded";

  /** Another reader of the same library, with the bounds that are promised. */
  private static final JsonMapper TREES =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(100)
                          .maxNumberLength(4_300)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private BodyTargets() {}

  /** A body is an object to us where it is one to Jackson's trees, with the same members. */
  public static void json(byte[] input) {
    Optional<Fields> strict = object(input, false);
    Optional<JsonNode> tree = tree(input).filter(JsonNode::isObject);
    requireSame(strict.isPresent(), tree.isPresent(), "both take it or none");
    if (strict.isPresent()) {
      Fields fields = strict.get();
      JsonNode object = tree.orElseThrow();
      requireSame(fields.names(), List.copyOf(object.propertyNames()), "both see the same names");
      for (String name : fields.names()) {
        compare(fields.field(name).orElseThrow(), object.get(name));
      }
      if (!fields.hasUnstorableText()) {
        byte[] again = Json.compact(object);
        requireSame(object(again, false).orElseThrow().names(), fields.names(), "it is read again");
        requireSame(
            object(Json.ascii(object), false).orElseThrow().names(), fields.names(), "so in ASCII");
      }
    }
    require(strict.isEmpty() || object(input, true).isPresent(), "commas may be missing", input);
    read(input, "application/json");
    read(input, "application/json; charset=utf-16");
  }

  private static void compare(Field field, JsonNode node) {
    switch (field) {
      case Field.Text(String value) -> requireSame(value, node.stringValue(), "a text is itself");
      case Field.Number _ -> require(node.isNumber(), "a number is one", node);
      case Field.Truth(boolean value) ->
          requireSame(value, node.booleanValue(), "a truth is itself");
      case Field.Null _ -> require(node.isNull(), "null is null", node);
      case Field.Array(String json) -> {
        require(node.isArray() && json.startsWith("["), "an array is one", json);
        requireWhole(json, node);
      }
      case Field.Dictionary(String json) -> {
        require(node.isObject() && json.startsWith("{"), "an object is one", json);
        requireWhole(json, node);
      }
      case Field.File _ -> throw new AssertionError("no file is in JSON");
    }
  }

  private static void requireWhole(String json, JsonNode node) {
    require(json.length() <= Field.ECHO_LIMIT, "an echo is bounded", json);
    if (json.length() < Field.ECHO_LIMIT) {
      requireSame(TREES.readTree(json), node, "an echo is what was sent");
    }
  }

  private static Optional<Fields> object(byte[] body, boolean trailingCommas) {
    try {
      return Optional.of(Json.object(body, UTF_8, trailingCommas));
    } catch (FaultException refused) {
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> tree(byte[] body) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return text.startsWith("\ufeff") ? Optional.empty() : Optional.of(TREES.readTree(text));
    } catch (JacksonException | CharacterCodingException refused) {
      return Optional.empty();
    }
  }

  /** What is read may be written and read again; nothing of a form is ever broken but its size. */
  public static void forms(byte[] input) {
    List<String> parts = headAndRest(wire(input));
    String type = FORM + "; charset=" + parts.getFirst();
    byte[] body = parts.getLast().getBytes(StandardCharsets.ISO_8859_1);
    read(body, type).ifPresent(BodyTargets::requireEncodedAgain);
    read(input, FORM).ifPresent(BodyTargets::requireEncodedAgain);
  }

  private static void requireEncodedAgain(Fields fields) {
    if (fields.hasUnstorableText()) {
      return;
    }
    String encoded =
        fields.names().stream()
            .map(name -> encoded(name) + "=" + encoded(fields.text(name).orElseThrow()))
            .collect(Collectors.joining("&"));
    requireSame(texts(read(encoded.getBytes(UTF_8), FORM).orElseThrow()), texts(fields), "again");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static Map<String, Field> texts(Fields fields) {
    Map<String, Field> texts = new LinkedHashMap<>();
    fields.names().forEach(name -> texts.put(name, fields.field(name).orElseThrow()));
    return texts;
  }

  /** The first line is the type. Fields that can be written as parts are read as they were. */
  public static void multipart(byte[] input) {
    List<String> parts = headAndRest(wire(input));
    byte[] body = parts.getLast().getBytes(StandardCharsets.ISO_8859_1);
    read(body, parts.getFirst());
    read(body, "multipart/form-data; boundary=b")
        .ifPresent(fields -> requirePartsAgain(fields, body.length));
  }

  private static void requirePartsAgain(Fields fields, int length) {
    StringBuilder body = new StringBuilder();
    List<String> written = new ArrayList<>();
    for (String name : fields.names()) {
      Optional<String> text = fields.text(name);
      require(name.length() <= length, "a name does not grow", name);
      if (text.isPresent() && name.matches("[a-z]{1,20}") && !text.get().contains("--again")) {
        written.add(name);
        body.append("--again\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n");
        body.append(text.get()).append("\r\n");
      }
    }
    body.append("--again--\r\n");
    boolean whole = !fields.hasUnstorableText();
    Fields again =
        read(body.toString().getBytes(UTF_8), "multipart/form-data; boundary=again").orElseThrow();
    for (String name : written) {
      require(!whole || again.text(name).equals(fields.text(name)), "a part is read again", name);
    }
  }

  /** The first line is the type. A form with a file is read again as it was, and never grows. */
  public static void uploads(byte[] input) {
    List<String> parts = headAndRest(wire(input));
    byte[] body = parts.getLast().getBytes(StandardCharsets.ISO_8859_1);
    upload(body, parts.getFirst());
    if (!wire(body).contains("again")) {
      upload(body, "multipart/form-data; boundary=b")
          .ifPresent(upload -> requireUploadAgain(upload, body.length));
    }
  }

  private static void requireUploadAgain(Upload upload, int length) {
    String file = upload.file().map(Fuzzed::wire).orElse("");
    require(file.length() < length, "a file is within", length);
    StringBuilder body = new StringBuilder();
    for (String name : upload.fields().names()) {
      body.append("--again\r\nContent-Disposition: form-data; name=\"");
      body.append(wire(name.getBytes(UTF_8))).append("\"\r\n\r\n");
      body.append(wire(upload.fields().text(name).orElseThrow().getBytes(UTF_8))).append("\r\n");
    }
    if (upload.file().isPresent()) {
      body.append("--again\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"");
      body.append("\r\n\r\n").append(file).append("\r\n");
    }
    body.append("--again--\r\n");
    byte[] bytes = body.toString().getBytes(StandardCharsets.ISO_8859_1);
    Upload again = upload(bytes, "multipart/form-data; boundary=again").orElseThrow();
    requireSame(texts(again.fields()), texts(upload.fields()), "a text is read again");
    requireSame(again.file().map(Fuzzed::wire).orElse(""), file, "a file is read again");
  }

  private static Optional<Upload> upload(byte[] body, String type) {
    try {
      return Optional.of(
          Upload.of(TestWire.request("POST", "/", body, "Content-Type", type), "file"));
    } catch (FaultException refused) {
      return Optional.empty();
    }
  }

  private static Optional<Fields> read(byte[] body, String type) {
    Request request = TestWire.request("POST", "/", body, "Content-Type", type);
    try {
      return Optional.of(Bodies.jsonOrForm(request));
    } catch (FaultException refused) {
      return Optional.empty();
    }
  }

  /** The parts of a header are within it. */
  public static void parameters(byte[] input) {
    String header = wire(input);
    HeaderParameters read = HeaderParameters.of(header);
    require(read.value().length() <= header.length(), "a value does not grow", header);
    require(read.parameters().size() <= header.length(), "parameters are within", header);
    require(
        read.parameters().values().stream().noneMatch(value -> value.length() > header.length()),
        "values do not grow",
        header);
    Charsets.of(header);
    Charsets.named(header);
    Charsets.ofJson(input);
  }
}
