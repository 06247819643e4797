package vestibule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import vestibule.ConfigSources.Given;

/**
 * The settings while they are being read: each is asked for once, with its meaning, and every wrong
 * one is noted, so that the operator sees all problems at one start. A key that nobody asked for is
 * an unknown key; there is no second list of them.
 */
final class ConfigValues {

  /** A value that does not mean what its key expects; the message says what would. */
  static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1;

    Wrong(String expected) {
      super(expected, null, false, false);
    }
  }

  // Kubernetes sets these in every pod beside a service that is named vestibule.
  private static final List<String> SET_BY_KUBERNETES =
      List.of(ConfigSources.PREFIX + "SERVICE_", ConfigSources.PREFIX + "PORT");
  private static final int SHOWN_CHARACTERS = 100;

  private final Map<String, Given> given;
  private final Map<String, String> asked = new LinkedHashMap<>();
  private final List<String> problems;

  ConfigValues(ConfigSources sources) {
    this.given = sources.given();
    this.problems = new ArrayList<>(sources.problems());
  }

  /** The setting's value, or {@code fallback} when it is not set or wrong. */
  <T> T read(String key, T fallback, Function<String, T> format) {
    return optional(key, format).orElse(fallback);
  }

  /** The setting's value; empty when it is not set or wrong. */
  <T> Optional<T> optional(String key, Function<String, T> format) {
    return value(key, format, text -> " is \"" + shown(text) + "\"");
  }

  /** As {@link #optional}, for a value that may hold a password and so is never shown. */
  <T> Optional<T> secret(String key, Function<String, T> format) {
    return value(key, format, text -> " is wrong (the value is not shown)");
  }

  private <T> Optional<T> value(
      String key, Function<String, T> format, Function<String, String> complaint) {
    asked.put(ConfigSources.normal(key), key);
    Given setting = given.get(ConfigSources.normal(key));
    if (setting == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(format.apply(setting.text()));
    } catch (Wrong e) {
      problem(setting.name() + complaint.apply(setting.text()) + "; expected " + e.getMessage());
      return Optional.empty();
    }
  }

  boolean isSet(String key) {
    return given.containsKey(ConfigSources.normal(key));
  }

  void problem(String problem) {
    problems.add(problem);
  }

  /** Every problem so far, and one for each setting that was never asked for. */
  List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    given.entrySet().stream()
        .filter(entry -> !asked.containsKey(entry.getKey()))
        .filter(entry -> SET_BY_KUBERNETES.stream().noneMatch(entry.getValue().name()::startsWith))
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> all.add(unknown(entry.getKey(), entry.getValue().name())));
    return all;
  }

  private String unknown(String normal, String name) {
    String nearest =
        asked.keySet().stream()
            .min(Comparator.comparingInt(known -> distance(ConfigSources.normal(normal), known)))
            .orElseThrow();
    boolean inEnvironment = name.startsWith(ConfigSources.PREFIX);
    String suggestion = inEnvironment ? ConfigSources.PREFIX + nearest : asked.get(nearest);
    return name + " is no setting of Vestibule; the nearest one is " + suggestion;
  }

  /** Levenshtein's distance: how many letters to insert, drop or exchange. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int exchanged = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }

  private static String shown(String text) {
    String printable =
        text.chars()
            .limit(SHOWN_CHARACTERS)
            .mapToObj(
                c -> Character.isISOControl(c) ? "\\u%04x".formatted(c) : Character.toString(c))
            .collect(Collectors.joining());
    return text.length() > SHOWN_CHARACTERS ? printable + "…" : printable;
  }
}
