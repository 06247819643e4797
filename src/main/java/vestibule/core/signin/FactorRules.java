package vestibule.core.signin;

import java.util.Map;
import java.util.Set;
import vestibule.core.model.Door;

/**
 * What an operator says of second factors.
 *
 * @param doors what each does with people who have one, by name; one that is missing asks for it
 * @param roles whoever has one of them needs a second factor
 */
public record FactorRules(Map<String, FactorMode> doors, Set<String> roles) {

  /** Every door asks, and nobody needs one. */
  public static final FactorRules USUAL = new FactorRules(Map.of(), Set.of());

  public FactorRules {
    doors = Map.copyOf(doors);
    roles = Set.copyOf(roles);
  }

  /** What that door does. */
  FactorMode at(Door door) {
    return doors.getOrDefault(door.name(), FactorMode.ASK);
  }
}
