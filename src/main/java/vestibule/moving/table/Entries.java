package vestibule.moving.table;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A mapping of YAML, read with words for what is wrong in it. */
record Entries(String where, Map<?, ?> entries) {

  private static final Set<String> UNITS = Set.of("s", "ms", "us");

  static Entries of(String where, Object written) {
    if (written instanceof Map<?, ?> entries) {
      return new Entries(where, entries);
    }
    throw new BadMap(where + " is no mapping");
  }

  void allow(Set<String> known) {
    for (Object key : entries.keySet()) {
      if (!known.contains(String.valueOf(key))) {
        throw new BadMap(where + " has " + key + ", which nothing is called");
      }
    }
  }

  boolean has(String key) {
    return entries.get(key) != null;
  }

  Object get(String key) {
    return entries.get(key);
  }

  String text(String key) {
    return find(key).orElseThrow(() -> new BadMap(where + " has no " + key));
  }

  Optional<String> find(Object key) {
    Object value = entries.get(key);
    if (value instanceof Map || value instanceof Iterable) {
      throw new BadMap(where + "." + key + " is no text");
    }
    return Optional.ofNullable(value).map(String::valueOf);
  }

  /** The column that is named in place of a value. */
  Optional<String> columnOf(String key) {
    if (!(get(key) instanceof Map<?, ?> written)) {
      return Optional.empty();
    }
    Entries column = new Entries(where + "." + key, written);
    column.allow(Set.of("column"));
    return Optional.of(column.text("column"));
  }

  boolean isTrue(String key) {
    return switch (find(key).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new BadMap(where + "." + key + " is neither true nor false");
    };
  }

  Map<String, String> texts(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (has(key)) {
      Entries written = of(where + "." + key, get(key));
      for (Object from : written.entries().keySet()) {
        texts.put(String.valueOf(from), written.find(from).orElse("null"));
      }
    }
    return texts;
  }

  Optional<ZoneId> zone(String key) {
    try {
      return find(key).map(ZoneId::of);
    } catch (DateTimeException unknown) {
      throw new BadMap(where + "." + key + " is no time zone");
    }
  }

  Optional<String> epoch(String key) {
    Optional<String> unit = find(key);
    if (unit.filter(one -> !UNITS.contains(one)).isPresent()) {
      throw new BadMap(where + "." + key + " is one of s, ms, us");
    }
    return unit;
  }
}
