package vestibule.moving.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/** The differences of one answer, without its secrets. */
final class Findings {

  private final Supplier<Masking> making;
  private final List<Difference> found = new ArrayList<>();
  private Optional<Masking> masking = Optional.empty();

  /**
   * No differences yet.
   *
   * @param making is asked when there is the first, as most answers have none
   */
  Findings(Supplier<Masking> making) {
    this.making = making;
  }

  /**
   * Adds a difference.
   *
   * @param name of the value
   * @param there a missing node where the old server has none
   * @param here likewise
   */
  void add(String where, FieldName name, JsonNode there, JsonNode here) {
    Masking known = masking.orElseGet(making);
    masking = Optional.of(known);
    found.add(
        new Difference(known.where(where), shown(known, name, there), shown(known, name, here)));
  }

  /** Adds a difference of statuses. */
  void addStatus(int there, JsonNode here) {
    add(Difference.STATUS, FieldName.NONE, IntNode.valueOf(there), here);
  }

  /** A value that is nothing is told apart from none. */
  private static JsonNode shown(Masking masking, FieldName name, JsonNode value) {
    if (value.isMissingNode()) {
      return NullNode.getInstance();
    }
    return value.isNull() ? StringNode.valueOf("null") : masking.value(name, value);
  }

  List<Difference> all() {
    return found;
  }
}
