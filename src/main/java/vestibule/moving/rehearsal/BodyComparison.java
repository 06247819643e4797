package vestibule.moving.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;
import vestibule.moving.rehearsal.recording.Exchange.Answered;

/** Compares the bodies of two answers. */
final class BodyComparison {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Set<String> NAMES_OF_PEOPLE = Set.of("email", "username", "login");
  private static final Set<String> NAMES_OF_ADDRESSES = Set.of("primary", "verified");

  private final Matching matching;
  private final Findings findings;
  private final String noun;

  /**
   * A comparison.
   *
   * @param noun what the route is about
   */
  BodyComparison(Matching matching, Findings findings, String noun) {
    this.matching = matching;
    this.findings = findings;
    this.noun = noun;
  }

  /** How a pair of bodies was compared. */
  enum Compared {
    WHOLE,
    /** The recording does not hold it, or both are pages for people. */
    NOT
  }

  Compared compare(Answered there, Answered here) {
    if (there.body().isEmpty() || isPage(there) && isPage(here)) {
      return Compared.NOT;
    }
    byte[] old = there.body().get();
    byte[] present = here.body().orElse(new byte[0]);
    Optional<JsonNode> oldTree = tree(old);
    Optional<JsonNode> presentTree = tree(present);
    if (oldTree.isPresent() && presentTree.isPresent()) {
      compare("", FieldName.NONE, noun, oldTree.get(), presentTree.get());
    } else if (!isSame(there, old, present)) {
      findings.add(Difference.BODY, FieldName.NONE, shown(there, old), shown(here, present));
    }
    return Compared.WHOLE;
  }

  private static boolean isPage(Answered answer) {
    return answer.headers().mediaType().equals("text/html");
  }

  private static Optional<JsonNode> tree(byte[] body) {
    try {
      return Optional.of(JSON.readTree(body)).filter(node -> !node.isMissingNode());
    } catch (JacksonException noJson) {
      return Optional.empty();
    }
  }

  private boolean isSame(Answered there, byte[] old, byte[] present) {
    return Arrays.equals(old, present)
        || isText(there)
            && matching.isSame(
                FieldName.NONE, noun, new String(old, UTF_8), new String(present, UTF_8));
  }

  private static boolean isText(Answered answer) {
    String type = answer.headers().mediaType();
    return type.isEmpty() || type.startsWith("text/") || type.matches(".*[/+](json|xml)");
  }

  private static JsonNode shown(Answered answer, byte[] body) {
    return StringNode.valueOf(
        isText(answer) ? new String(body, UTF_8) : "(" + body.length + " bytes)");
  }

  private void compare(
      String pointer, FieldName name, String holder, JsonNode there, JsonNode here) {
    if (there.isObject() && here.isObject()) {
      compareFields(pointer, name.text().isEmpty() ? holder : name.text(), there, here);
    } else if (there.isArray() && here.isArray()) {
      for (int i = 0; i < Math.max(there.size(), here.size()); i++) {
        compare(pointer + "/" + i, name, holder, there.path(i), here.path(i));
      }
    } else if (there.isContainer()
        || here.isContainer()
        || !matching.isSame(name, holder, there, here)) {
      findings.add(Difference.BODY + ":" + pointer, name, there, here);
    }
  }

  private void compareFields(String pointer, String holder, JsonNode there, JsonNode here) {
    Set<String> names = new LinkedHashSet<>(there.propertyNames());
    names.addAll(here.propertyNames());
    String counted = counted(names, holder);
    for (String name : names) {
      JsonNode old = there.has(name) ? there.get(name) : MissingNode.getInstance();
      JsonNode present = here.has(name) ? here.get(name) : MissingNode.getInstance();
      String escaped = name.replace("~", "~0").replace("/", "~1");
      compare(pointer + "/" + escaped, new FieldName(name), counted, old, present);
    }
  }

  /** What an object is, as far as its fields tell. */
  private static String counted(Set<String> names, String holder) {
    return names.stream().anyMatch(NAMES_OF_PEOPLE::contains)
            && names.stream().noneMatch(NAMES_OF_ADDRESSES::contains)
        ? "user"
        : FieldName.noun(holder);
  }
}
