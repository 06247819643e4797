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

  private static final Set<String> NOTICE = parts("link", "link-label");

  /** The parts of each kind of mail, which a template of that kind can show one by one. */
  public static final Map<String, Set<String>> LETTER_PARTS =
      Map.ofEntries(
          Map.entry("confirm", parts("link", "link-label", "disown", "disown-label")),
          Map.entry("reset", parts("link", "link-label")),
          Map.entry("invite", parts("link", "link-label")),
          Map.entry("sign-in-code", parts("code")),
          Map.entry("address-taken", parts()),
          Map.entry("deletion", parts("link", "link-label")),
          Map.entry("password-changed", NOTICE),
          Map.entry("password-reset", NOTICE),
          Map.entry("new-device", NOTICE),
          Map.entry("address-added", NOTICE),
          Map.entry("address-verified", NOTICE),
          Map.entry("address-primary", NOTICE),
          Map.entry("address-removed", NOTICE),
          Map.entry("name-changed", NOTICE),
          Map.entry("rights-granted", NOTICE),
          Map.entry("factor-changed", NOTICE),
          Map.entry("refresh-token-reused", NOTICE));

  /** What a mail could do without: who is greeted, and what is to be read on a button. */
  private static final Pattern SPARE = Pattern.compile("greeting|.*-label");

  private static final String CONTENT = "content";
  private static final Pattern LETTER_OF = Pattern.compile("letter_([a-z-]+)\\.html");

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

  private static Set<String> parts(String... more) {
    Set<String> parts = new TreeSet<>(Set.of("greeting", "text", "else"));
    parts.addAll(List.of(more));
    return Set.copyOf(parts);
  }

  /**
   * The templates of mails in HTML.
   *
   * @param usual of mails that have none of their own
   * @param byKind of one kind of mail each
   */
  public record Letters(Optional<String> usual, Map<String, String> byKind) {

    /** None. */
    public static final Letters NONE = new Letters(Optional.empty(), Map.of());
  }

  /** All of a theme. */
  public record Theme(
      Optional<File> logo, Optional<File> styles, Texts pages, Texts mails, Letters letters) {

    /** Ours alone. */
    public static final Theme NONE =
        new Theme(Optional.empty(), Optional.empty(), Texts.NONE, Texts.NONE, Letters.NONE);
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
                + " letter_<kind>.html, pages_<language>.properties and"
                + " mails_<language>.properties");
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
        letters(files));
  }

  private static boolean isKnown(String file) {
    return LOGOS.containsKey(file)
        || file.equals(STYLES)
        || file.equals(LETTER)
        || kind(file).isPresent()
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

  /** The kind of mail that a file is the template of. */
  private static Optional<String> kind(String file) {
    return Optional.of(LETTER_OF.matcher(file))
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .filter(LETTER_PARTS::containsKey);
  }

  private Letters letters(Set<String> files) throws IOException, BadTheme {
    Map<String, String> byKind = new TreeMap<>();
    for (String file : files) {
      Optional<String> kind = kind(file);
      if (kind.isPresent()) {
        byKind.put(kind.get(), letter(file, LETTER_PARTS.get(kind.get())));
      }
    }
    return new Letters(
        files.contains(LETTER) ? Optional.of(letter(LETTER, Set.of())) : Optional.empty(), byKind);
  }

  /** A template, which leaves out nothing that a mail of its kind is sent for. */
  private String letter(String name, Set<String> parts) throws IOException, BadTheme {
    String letter = text(name);
    Set<String> used = new TreeSet<>();
    Matcher values = LETTER_VALUE.matcher(letter);
    while (values.find()) {
      used.add(values.group(1));
    }
    Set<String> known = new TreeSet<>(LETTER_VALUES);
    known.addAll(parts);
    Set<String> needed = new TreeSet<>(parts);
    needed.removeIf(part -> SPARE.matcher(part).matches());
    boolean isWhole = used.contains(CONTENT) || (!parts.isEmpty() && used.containsAll(needed));
    if (!known.containsAll(used) || !isWhole) {
      String instead = parts.isEmpty() ? "" : ", or in its place {{" + joined(needed) + "}}";
      throw new BadTheme(
          "theme.folder: "
              + name
              + " shows {{content}}"
              + instead
              + ", and else {{"
              + joined(known)
              + "}} alone");
    }
    if (Pattern.compile("(?i)<script|javascript:").matcher(letter).find()) {
      throw new BadTheme("theme.folder: " + name + " has a script, which no mail program runs");
    }
    return letter;
  }

  private static String joined(Set<String> values) {
    return String.join("}}, {{", values);
  }
}
