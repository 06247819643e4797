package vestibule.moving.rehearsal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Takes secrets out of what is told: values whose names say that they are secrets, whatever looks
 * like one, and what its own request has sent as one, wherever that stands.
 */
final class Masking {

  private static final int LONGEST = 500;

  /** A shorter secret is taken out where it is a word of its own. */
  private static final int SHORT = 4;

  private static final Pattern WORD =
      Pattern.compile(
          "[a-z0-9_]*(?::[^\\s$\"]*)?\\$[^\\s\"<>]{12,}"
              + "|[A-Za-z0-9_~+%/=-]+(?:[.:][A-Za-z0-9_~+%/=-]+)*");

  private static final Pattern PART = Pattern.compile("[^/=]+");
  private static final int LONG_CODE = 5;
  private static final Set<Kind> NAMES = Set.of(Kind.PLAIN, Kind.RANDOM);

  private final List<Map.Entry<String, String>> secrets;

  /**
   * A masking.
   *
   * @param secrets what stands in the place of each
   */
  Masking(Map<String, String> secrets) {
    this.secrets =
        secrets.entrySet().stream()
            .filter(one -> !one.getKey().isBlank())
            .sorted(Comparator.comparingInt(one -> -one.getKey().length()))
            .toList();
  }

  /** What stands in the place of a secret of that name. */
  static String label(FieldName name, String value) {
    if (name.isPassword()) {
      return "<password>";
    }
    Kind kind = Kind.of(value);
    return kind == Kind.PLAIN ? "<secret>" : "<" + kind.name().toLowerCase(Locale.ROOT) + ">";
  }

  /** A value as it may be told. */
  JsonNode value(FieldName name, JsonNode value) {
    JsonNode masked = masked(name, value);
    String text = masked.isString() ? masked.asString() : masked.toString();
    return text.length() <= LONGEST
        ? masked
        : StringNode.valueOf(text.substring(0, LONGEST) + "… (" + text.length() + " characters)");
  }

  private JsonNode masked(FieldName name, JsonNode value) {
    if (value.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      value.forEachEntry((key, one) -> object.set(text(key), masked(new FieldName(key), one)));
      return object;
    }
    if (value.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      value.forEach(one -> array.add(masked(name, one)));
      return array;
    }
    if (value.isString()) {
      return StringNode.valueOf(text(name, value.asString()));
    }
    return value.isNumber() && name.isMailed() && isSecret(value.asString())
        ? StringNode.valueOf(label(name, ""))
        : value;
  }

  /** A short number is what kind of error it was. */
  private boolean isSecret(String number) {
    return number.length() >= LONG_CODE || isSent(number);
  }

  private boolean isSent(String value) {
    return secrets.stream().anyMatch(one -> one.getKey().equals(value));
  }

  /** A text of that name as it may be told. */
  String text(FieldName name, String value) {
    boolean named = name.isPassword() || name.isSecret();
    return named && (Kind.mayBeSecret(value) || isSent(value)) ? label(name, value) : text(value);
  }

  /** A text as it may be told. */
  String text(String text) {
    return WORD.matcher(withoutSent(text))
        .replaceAll(word -> Matcher.quoteReplacement(word(word.group())));
  }

  /** Where something is. Names of fields have capitals and digits too, and are no secrets. */
  String where(String where) {
    return Arrays.stream(withoutSent(where).split("/", -1))
        .map(part -> NAMES.contains(Kind.of(part)) ? part : label(FieldName.NONE, part))
        .collect(Collectors.joining("/"));
  }

  private String withoutSent(String text) {
    String masked = text;
    for (Map.Entry<String, String> secret : secrets) {
      masked = without(masked, secret.getKey(), secret.getValue());
    }
    return masked;
  }

  private static String without(String text, String secret, String label) {
    if (secret.length() >= SHORT) {
      return text.replace(secret, label);
    }
    return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(secret) + "(?![\\p{L}\\p{N}])")
        .matcher(text)
        .replaceAll(Matcher.quoteReplacement(label));
  }

  /** Of a path or an address each part may be a secret. */
  private static String word(String word) {
    boolean path = word.startsWith("/") || word.contains("://");
    if (!path && Kind.of(word) != Kind.PLAIN) {
      return label(FieldName.NONE, word);
    }
    return PART.matcher(word)
        .replaceAll(
            part ->
                Matcher.quoteReplacement(
                    Kind.of(part.group()) == Kind.PLAIN
                        ? part.group()
                        : label(FieldName.NONE, part.group())));
  }
}
