package vestibule.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The doors of this server, found by the names that rows carry. */
public final class Doors {

  private final Map<String, Door> byName;
  private final Map<CodeFamily, CodeRules> byFamily;

  /**
   * Takes the doors of all contracts; two of one name, or of one family with other rules, are a
   * mistake of the wiring.
   */
  public Doors(List<Door> doors) {
    this.byName =
        doors.stream().collect(Collectors.toUnmodifiableMap(Door::name, Function.identity()));
    this.byFamily =
        doors.stream()
            .map(Door::codes)
            .distinct()
            .collect(Collectors.toUnmodifiableMap(CodeRules::family, Function.identity()));
  }

  /** The door of that name; empty for one that this server does not have any more. */
  public Optional<Door> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** What the doors of a family want of its codes; empty where this server has none of them. */
  public Optional<CodeRules> codes(CodeFamily family) {
    return Optional.ofNullable(byFamily.get(family));
  }
}
