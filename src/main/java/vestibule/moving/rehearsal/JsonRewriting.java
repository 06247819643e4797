package vestibule.moving.rehearsal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** Changes values in a text of JSON, and leaves every other character as it is. */
final class JsonRewriting {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build();

  private final String text;
  private final Change change;
  private final String noun;
  private final StringBuilder changed = new StringBuilder();
  private final Deque<String> holders = new ArrayDeque<>();
  private int copied;

  private JsonRewriting(String text, Change change, String noun) {
    this.text = text;
    this.change = change;
    this.noun = noun;
  }

  /** Says what a value is from now on. */
  @FunctionalInterface
  interface Change {
    String of(FieldName name, String holder, String value);
  }

  /**
   * The changed text; empty where the text is no JSON.
   *
   * @param noun what the outermost object is
   */
  static Optional<String> of(String text, Change change, String noun) {
    JsonRewriting rewriting = new JsonRewriting(text, change, noun);
    try (JsonParser parser = JSON.createParser(text)) {
      rewriting.walk(parser);
      return Optional.of(
          rewriting.changed.append(text, rewriting.copied, text.length()).toString());
    } catch (JacksonException noJson) {
      return Optional.empty();
    }
  }

  private void walk(JsonParser parser) {
    String name = "";
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      switch (token) {
        case PROPERTY_NAME -> name = parser.currentName();
        case START_OBJECT, START_ARRAY -> holders.push(name);
        case END_OBJECT, END_ARRAY -> name = holders.pop();
        case VALUE_STRING -> replace(parser, name, true);
        case VALUE_NUMBER_INT -> replace(parser, name, false);
        case VALUE_NUMBER_FLOAT,
            VALUE_TRUE,
            VALUE_FALSE,
            VALUE_NULL,
            VALUE_EMBEDDED_OBJECT,
            NOT_AVAILABLE -> {}
      }
    }
  }

  private void replace(JsonParser parser, String name, boolean quoted) {
    String value = parser.getString();
    String present = change.of(new FieldName(name), holder(), value);
    if (!present.equals(value)) {
      int start = (int) parser.currentTokenLocation().getCharOffset();
      int end = (int) parser.currentLocation().getCharOffset();
      changed.append(text, copied, start);
      boolean number = !quoted && present.matches("-?[0-9]+");
      changed.append(number ? present : JSON.writeValueAsString(present));
      copied = end;
    }
  }

  /** The nearest name that holds the object in which a value stands. */
  private String holder() {
    return holders.stream().filter(one -> !one.isEmpty()).findFirst().orElse(noun);
  }
}
