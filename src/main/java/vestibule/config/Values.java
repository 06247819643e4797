package vestibule.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import vestibule.config.Setting.Wrong;
import vestibule.config.Sources.Given;

/**
 * The settings while they are being read: each is asked for once, and every wrong one is noted, so
 * that the operator sees all problems at one start. A key that nobody asked for is an unknown key;
 * there is no second list of them.
 */
final class Values {

  // Kubernetes sets these in every pod beside a service that is named vestibule.
  private static final List<String> SET_BY_KUBERNETES =
      List.of(Sources.PREFIX + "SERVICE_", Sources.PREFIX + "PORT");

  // Our clients read these, on machines where a server runs too.
  private static final Set<String> OF_CLIENTS =
      Set.of(Sources.PREFIX + "URL", Sources.PREFIX + "PROGRAM");

  private static final String FILE = "_FILE";
  private static final int SHOWN_CHARACTERS = 100;

  private final Map<String, Given> given;
  private final Path folder;
  private final Map<String, Setting<?>> asked = new LinkedHashMap<>();
  private final List<Section> sections = new ArrayList<>();
  private final List<Config.Effective> effective = new ArrayList<>();
  private final List<String> problems;
  private Profile profile = Profile.CONTRACTS;

  /** Settings that belong together, in the order in which they were asked for. */
  record Section(String title, List<Setting<?>> settings) {}

  /**
   * The settings that were given.
   *
   * @param folder where relative paths start
   */
  Values(Sources sources, Path folder) {
    this.given = sources.given();
    this.folder = folder;
    this.problems = new ArrayList<>(sources.problems());
  }

  /** What is not given is as the profile has it from here on. */
  void follow(Profile other) {
    this.profile = other;
  }

  /** Begins a section of the page that documents the settings. */
  void section(String title) {
    sections.add(new Section(title, new ArrayList<>()));
  }

  /** The setting's value, or its default when it is not set or wrong. */
  <T> T read(Setting<T> setting) {
    return read(setting, setting.format().read().apply(setting.standard()));
  }

  /** The setting's value, or a default that follows from others when it is not set or wrong. */
  <T> T read(Setting<T> setting, T standard) {
    return value(setting, setting.format().read(), Optional.of(standard)).orElse(standard);
  }

  /** The setting's value; empty when it is not set or wrong. */
  <T> Optional<T> optional(Setting<T> setting) {
    return value(setting, setting.format().read(), Optional.empty());
  }

  /** The setting's value as an absolute path, or a default. */
  Path path(Setting<Path> setting, Path standard) {
    Path whole = absolute(standard);
    return value(setting, text -> absolute(setting.format().read().apply(text)), Optional.of(whole))
        .orElse(whole);
  }

  /** The setting's value as an absolute path; empty when it is not set or wrong. */
  Optional<Path> optionalPath(Setting<Path> setting) {
    return value(setting, text -> absolute(setting.format().read().apply(text)), Optional.empty());
  }

  /** The names that stand behind a beginning in what was given, for settings of each name. */
  List<String> names(String beginning) {
    String normal = Setting.normal(beginning) + "_";
    return given.keySet().stream()
        .filter(key -> key.startsWith(normal))
        .map(key -> key.substring(normal.length()).split("_", 2)[0].toLowerCase(Locale.ROOT))
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * The names that stand between a beginning and one of these endings in what was given, as they
   * are written in the file; a variable's underscores are taken for dashes.
   */
  List<String> names(String beginning, List<String> endings) {
    Map<String, String> names = new TreeMap<>();
    for (Map.Entry<String, Given> one : given.entrySet()) {
      for (String ending : endings) {
        if (isBetween(one.getKey(), beginning, ending)) {
          String name = between(one.getKey(), beginning, ending);
          String written = written(one.getValue().name(), beginning, name);
          names.merge(name, written, (a, b) -> a.equals(usual(name)) ? b : a);
        }
      }
    }
    return List.copyOf(names.values());
  }

  private static boolean isBetween(String key, String beginning, String ending) {
    String first = Setting.normal(beginning) + "_";
    String last = "_" + Setting.normal(ending);
    return key.startsWith(first)
        && key.endsWith(last)
        && key.length() > first.length() + last.length();
  }

  private static String between(String key, String beginning, String ending) {
    return key.substring(beginning.length() + 1, key.length() - ending.length() - 1);
  }

  private static String written(String place, String beginning, String name) {
    int from = beginning.length() + 1;
    boolean spelled =
        place.startsWith(beginning + ".")
            && place.length() > from + name.length()
            && Setting.normal(place.substring(from, from + name.length())).equals(name);
    return spelled ? place.substring(from, from + name.length()) : usual(name);
  }

  private static String usual(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Puts a setting that each of several names has on the page, by one name for all. */
  void document(Setting<?> setting) {
    sections.getLast().settings().add(setting);
  }

  /** The setting of one name, which the page has by another; empty when it is not set or wrong. */
  <T> Optional<T> ofName(Setting<T> setting) {
    return value(setting, setting.format().read(), Optional.empty(), true);
  }

  private Path absolute(Path path) {
    return folder.resolve(path).toAbsolutePath().normalize();
  }

  private <T> Optional<T> value(
      Setting<T> setting, Function<String, T> format, Optional<T> standard) {
    document(setting);
    return value(setting, format, standard, false);
  }

  private <T> Optional<T> value(
      Setting<T> setting, Function<String, T> format, Optional<T> standard, boolean silent) {
    asked.put(Setting.normal(setting.key()), setting);
    Optional<Given> present =
        (setting.secret() ? secret(setting) : written(setting.key())).or(() -> advised(setting));
    Optional<T> read = present.flatMap(one -> parsed(setting, format, one));
    if (silent && present.isEmpty()) {
      return read;
    }
    effective.add(
        new Config.Effective(
            setting.key(),
            setting.secret() && present.isPresent()
                ? "(hidden)"
                : read.or(() -> standard).map(setting.format().show()).orElse(Setting.NONE),
            present.map(Given::name).orElse("default")));
    return read;
  }

  private <T> Optional<T> parsed(Setting<T> setting, Function<String, T> format, Given given) {
    try {
      return Optional.of(format.apply(given.text()));
    } catch (Wrong e) {
      String complaint =
          setting.secret()
              ? " is wrong (the value is not shown)"
              : " is \"" + shown(given.text()) + "\"";
      problem(given.name() + complaint + "; expected " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Given> written(String key) {
    return Optional.ofNullable(given.get(Setting.normal(key)));
  }

  private Optional<Given> advised(Setting<?> setting) {
    return setting
        .help()
        .production()
        .filter(_ -> profile == Profile.PRODUCTION)
        .map(text -> new Given("profile: production", text));
  }

  /** A secret stands in the setting itself or in a file that {@code …_FILE} names. */
  private Optional<Given> secret(Setting<?> setting) {
    Optional<Given> plain = written(setting.key());
    Optional<Given> file = Optional.ofNullable(given.get(Setting.normal(setting.key()) + FILE));
    if (plain.isPresent() && file.isPresent()) {
      problem(plain.get().name() + " and " + file.get().name() + " are both given; one is enough");
    }
    return plain.or(() -> file.flatMap(this::content));
  }

  private Optional<Given> content(Given file) {
    String path = shown(file.text());
    try {
      // The line feed that editors and `echo` leave at the end is no part of a secret.
      String text = Sources.text(absolute(Path.of(file.text()))).strip();
      if (text.isEmpty()) {
        problem(file.name() + ": " + path + " is empty");
        return Optional.empty();
      }
      return Optional.of(new Given(file.name(), text));
    } catch (CharacterCodingException e) {
      problem(file.name() + ": " + path + " is not UTF-8 text");
    } catch (IOException | InvalidPathException e) {
      problem(file.name() + ": " + path + " cannot be read" + Sources.reason(e));
    }
    return Optional.empty();
  }

  boolean isSet(Setting<?> setting) {
    String normal = Setting.normal(setting.key());
    return given.containsKey(normal) || setting.secret() && given.containsKey(normal + FILE);
  }

  /** The same of one that can stand in a file too. */
  boolean isGiven(Setting<?> setting) {
    return isSet(setting)
        || setting.secret() && given.containsKey(Setting.normal(setting.key()) + FILE);
  }

  void problem(String problem) {
    problems.add(problem);
  }

  List<Section> sections() {
    return sections;
  }

  List<Config.Effective> effective() {
    return List.copyOf(effective);
  }

  /** Every problem so far, and one for each setting that was never asked for. */
  List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    given.entrySet().stream()
        .filter(entry -> !isAsked(entry.getKey()))
        .filter(entry -> !isOfOthers(entry.getValue().name()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> all.add(unknown(entry.getKey(), entry.getValue().name())));
    return all;
  }

  private static boolean isOfOthers(String name) {
    return OF_CLIENTS.contains(name) || SET_BY_KUBERNETES.stream().anyMatch(name::startsWith);
  }

  private boolean isAsked(String normal) {
    return asked.containsKey(normal) || secretOf(normal).isPresent();
  }

  /** The secret whose file that key names. */
  private Optional<Setting<?>> secretOf(String normal) {
    return Optional.of(normal)
        .filter(key -> key.endsWith(FILE))
        .<Setting<?>>map(key -> asked.get(key.substring(0, key.length() - FILE.length())))
        .filter(Setting::secret);
  }

  private String unknown(String normal, String name) {
    boolean inEnvironment = name.startsWith(Sources.PREFIX) && !name.contains(" (");
    // A variable's name in the file is an easy slip.
    String bare =
        !inEnvironment && normal.startsWith(Sources.PREFIX)
            ? normal.substring(Sources.PREFIX.length())
            : normal;
    if (!bare.equals(normal) && isAsked(bare)) {
      return name + " is a variable's name; in the file it is " + keyOf(bare);
    }
    String nearest =
        asked.keySet().stream()
            .min(Comparator.comparingInt(known -> distance(Setting.normal(bare), known)))
            .orElseThrow();
    String suggestion = inEnvironment ? Sources.PREFIX + nearest : asked.get(nearest).key();
    return name + " is no setting of Vestibule; the nearest one is " + suggestion;
  }

  private String keyOf(String normal) {
    return secretOf(normal)
        .map(setting -> setting.key() + "-file")
        .orElseGet(() -> asked.get(normal).key());
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
                c ->
                    Character.isISOControl(c)
                        ? String.format(Locale.ROOT, "\\u%04x", c)
                        : Character.toString(c))
            .collect(Collectors.joining());
    return text.length() > SHOWN_CHARACTERS ? printable + "…" : printable;
  }
}
