package vestibule.crypto.foreign;

import java.util.Map;
import java.util.Optional;

/** What a hash's own text does not say and its source does, by the names of the settings. */
record Params(Map<String, String> values) {

  static final Params NONE = new Params(Map.of());

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /** A value without which nothing can be verified. */
  String need(String name) {
    return find(name).orElseThrow(Unreadable::needsKey);
  }

  long number(String name, long standard) {
    return find(name).map(Fields::number).orElse(standard);
  }

  /** Hides the keys. */
  @Override
  public String toString() {
    return "Params" + values.keySet();
  }
}
