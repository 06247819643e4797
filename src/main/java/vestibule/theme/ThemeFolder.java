package vestibule.theme;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vestibule.core.model.Language;

/**
 * A theme as it lies in a folder. Its files have fixed names, and nothing of them is run here: a
 * text may hold the values of the text that it takes the place of, and no others.
 */
public final class ThemeFolder {

  /** The files that a folder may have beside texts. */
  private static final String STYLES = "theme.css";

  private static final String LETTER = "letter.html";
  private static final Map<String, String> LOGOS =
      Map.of("logo.svg", "image/svg+xml", "logo.png", "image/png", "logo.jpg", "image/jpeg");

  /** What a frame of mails can show. */
  public static final Set<String> LETTER_VALUES =
      Set.of("subject", "content", "service", "support", "color", "logo", "language");

  private static final int MOST_BYTES = 256 * 1024;
  private static final Pattern VALUE = Pattern.compile("\\{([a-z-]+)}");
  private static final Pattern LETTER_VALUE = Pattern.compile("\\{\\{([^{}]*)}}");

  /** What texts of any key may hold. */
  private static final Set<String> EVERYWHERE = Set.of("service", "support");

  private final Path folder;

  private ThemeFolder(Path folder) {
    this.folder = folder;
  }

  /** A file as it is served. */
  public record File(String name, String type, byte[] bytes) {}

  /** The texts of one kind by language and key. */
  public record Texts(Map<Language, Map<String, String>> byLanguage) {

    /** None. */
    public static final Texts NONE = new Texts(Map.of());

    /** Those of a language. */
    public Map<String, String> in(Language language) {
      return byLanguage.getOrDefault(language, Map.of());
    }
  }

  /**
   * All of a theme.
   *
   * @param letter the frame of mails in HTML
   */
  public record Theme(
      Optional<File> logo,
      Optional<File> styles,
      Texts pages,
      Texts mails,
      Optional<String> letter) {

    /** Ours alone. */
    public static final Theme NONE =
        new Theme(Optional.empty(), Optional.empty(), Texts.NONE, Texts.NONE, Optional.empty());
  }

  /**
   * Reads a folder.
   *
   * @throws BadTheme when it cannot be read, or holds what is none of a theme
   */
  public static Theme read(Path folder) throws BadTheme {
    try {
      return new ThemeFolder(folder).theme();
    } catch (IOException unreadable) {
      throw new BadTheme("theme.folder: " + folder + " cannot be read");
    }
  }

  private Theme theme() throws IOException, BadTheme {
    Set<String> files = new TreeSet<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.map(path -> path.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .forEach(files::add);
    }
    for (String file : files) {
      if (!isKnown(file)) {
        throw new BadTheme(
            "theme.folder: "
                + file
                + " is none of logo.svg, logo.png, logo.jpg, theme.css, letter.html,"
                + " pages_<language>.properties and mails_<language>.properties");
      }
    }
    List<String> logos = files.stream().filter(LOGOS::containsKey).toList();
    if (logos.size() > 1) {
      throw new BadTheme("theme.folder: there are several logos: " + String.join(", ", logos));
    }
    return new Theme(
        logos.isEmpty()
            ? Optional.empty()
            : Optional.of(file(logos.getFirst(), LOGOS.get(logos.getFirst()))),
        files.contains(STYLES)
            ? Optional.of(file(STYLES, "text/css; charset=utf-8"))
            : Optional.empty(),
        texts("pages", "/web/words_", files),
        texts("mails", "/mail/words_", files),
        files.contains(LETTER) ? Optional.of(letter()) : Optional.empty());
  }

  private static boolean isKnown(String file) {
    return LOGOS.containsKey(file)
        || file.equals(STYLES)
        || file.equals(LETTER)
        || Stream.of(Language.values())
            .map(Language::tag)
            .anyMatch(
                tag ->
                    file.equals("pages_" + tag + ".properties")
                        || file.equals("mails_" + tag + ".properties"));
  }

  private File file(String name, String type) throws IOException, BadTheme {
    return new File(name, type, bytes(name));
  }

  private byte[] bytes(String name) throws IOException, BadTheme {
    Path file = folder.resolve(name);
    if (Files.size(file) > MOST_BYTES) {
      throw new BadTheme("theme.folder: " + name + " has more than 256 KiB");
    }
    return Files.readAllBytes(file);
  }

  private String text(String name) throws IOException, BadTheme {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(name))).toString();
    } catch (CharacterCodingException other) {
      throw new BadTheme("theme.folder: " + name + " is not in UTF-8");
    }
  }

  private Texts texts(String kind, String ours, Set<String> files) throws IOException, BadTheme {
    Map<Language, Map<String, String>> all = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      String name = kind + "_" + language.tag() + ".properties";
      if (files.contains(name)) {
        all.put(language, texts(name, ours(ours + language.tag() + ".properties")));
      }
    }
    return new Texts(all);
  }

  private Map<String, String> texts(String name, Properties ours) throws IOException, BadTheme {
    Properties given = new Properties();
    try {
      given.load(new StringReader(text(name)));
    } catch (IllegalArgumentException broken) {
      throw new BadTheme("theme.folder: " + name + " is no file of properties");
    }
    Map<String, String> texts = new TreeMap<>();
    for (String key : given.stringPropertyNames()) {
      String instead = ours.getProperty(key);
      if (instead == null) {
        throw new BadTheme("theme.folder: " + name + " has " + key + ", and there is no such text");
      }
      String text = given.getProperty(key);
      requireValues(name + ", " + key, text, values(instead));
      texts.put(key, text);
    }
    return texts;
  }

  private static Properties ours(String resource) throws IOException {
    Properties ours = new Properties();
    try (var in = ThemeFolder.class.getResourceAsStream(resource)) {
      ours.load(new StringReader(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    }
    return ours;
  }

  private static Set<String> values(String text) {
    Set<String> values = new TreeSet<>(EVERYWHERE);
    VALUE.matcher(text).results().forEach(found -> values.add(found.group(1)));
    return values;
  }

  private static void requireValues(String where, String text, Set<String> good) throws BadTheme {
    String rest = VALUE.matcher(text).replaceAll(found -> good.contains(found.group(1)) ? "" : "{");
    if (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) {
      throw new BadTheme(
          "theme.folder: "
              + where
              + ": in braces there may be {"
              + String.join("}, {", good)
              + "}");
    }
    if (text.chars().anyMatch(c -> Character.isISOControl(c))) {
      throw new BadTheme("theme.folder: " + where + ": is not one line");
    }
  }

  private String letter() throws IOException, BadTheme {
    String letter = text(LETTER);
    Set<String> used = new TreeSet<>();
    Matcher values = LETTER_VALUE.matcher(letter);
    while (values.find()) {
      used.add(values.group(1));
    }
    if (!LETTER_VALUES.containsAll(used) || !used.contains("content")) {
      throw new BadTheme(
          "theme.folder: letter.html shows {{content}}, and else {{"
              + String.join("}}, {{", new TreeSet<>(LETTER_VALUES))
              + "}} alone");
    }
    if (Pattern.compile("(?i)<script|javascript:").matcher(letter).find()) {
      throw new BadTheme("theme.folder: letter.html has a script, which no mail program runs");
    }
    return letter;
  }
}
