package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vestibule.TestServer;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Language;
import vestibule.core.model.Rights;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.core.model.service.Scope;
import vestibule.core.node.Figure;
import vestibule.core.node.Unready;
import vestibule.core.operator.Duty;
import vestibule.core.secret.Ring;
import vestibule.web.admin.Console;
import vestibule.web.frame.Ways;

/** What pages say, in all languages alike. */
class WordsTest {

  private static final Path TEMPLATES = Path.of("src/main/jte/web");
  private static final Path PROGRAM = Path.of("src/main/java/vestibule/web");

  /** Said by a template itself, or by one that it hands the key to; not the beginning of one. */
  private static final Pattern SAID =
      Pattern.compile("(?:say\\(|label = |hint = )\"([a-z.-]+)\"(?! \\+)");

  /** What a template chooses one of. */
  private static final Pattern CHOSEN =
      Pattern.compile("say\\([^\"()]*(?:\\(\\))? \\? \"([a-z.-]+)\" : \"([a-z.-]+)\"\\)");

  /** What the program hands to a template that says a title and a text. */
  private static final Pattern MESSAGE =
      Pattern.compile(
          "(?:\\bmessage\\([^\";{]*|with\\(\"key\", |RefusedHereException\\(|return done\\("
              + "|\\brefused\\(40\\d, )"
              + "\"([a-z-]+(?:\\.[a-z-]+)*)\"");

  /** What the program says of a form that was sent, or of a field. */
  private static final Pattern REMARK =
      Pattern.compile(
          "(?:Remark\\((?:\"[a-z]*\"|[A-Z_]+), |ofForm\\(|[?:] )\"([a-z]+\\.[a-z-]+)\"");

  /** What somebody is told was done, on the page that they are led to. */
  private static final Pattern DONE =
      Pattern.compile(
          "(?:Ways\\.to\\([^;]*, |\\bform\\(|DONE = (?=\"console-))"
              + "(?:\\w+ \\? \"([a-z-]+)\" : )?\"([a-z-]+)\"(?! \\+)");

  private static final Pattern LITERAL = Pattern.compile("\"([a-z]+(?:[.-][a-z0-9-]+)+)\"");
  private static final Pattern VALUE = Pattern.compile("\\{[a-z]+}");
  private static final Words ENGLISH = Words.in(Language.ENGLISH);

  @Test
  void allLanguagesSayTheSameThings() {
    for (Language language : Language.values()) {
      Words words = Words.in(language);
      assertThat(words.keys()).as(language.tag()).isEqualTo(ENGLISH.keys());
      assertThat(words.keys())
          .allSatisfy(
              key -> assertThat(values(words.say(key))).isEqualTo(values(ENGLISH.say(key))));
      assertThat(words.keys()).allSatisfy(key -> assertThat(words.say(key)).isNotBlank());
    }
  }

  @Test
  void whatTemplatesSayIsThere() {
    Set<String> said = found(TEMPLATES, SAID, Stream::of);
    said.addAll(found(TEMPLATES, CHOSEN, Stream::of));
    assertThat(said).hasSizeGreaterThan(100).contains("console.active", "console.disabled");
    assertThat(ENGLISH.keys()).containsAll(said);
  }

  @Test
  void whatTheProgramSaysIsThere() {
    assertThat(messages()).hasSizeGreaterThan(30).contains("console.own-duty.title");
    assertThat(remarks()).hasSizeGreaterThan(30).contains("refused.code", "data.unsure");
    assertThat(done()).hasSizeGreaterThan(20).contains("done.deleting", "done.console-disabled");
    assertThat(ENGLISH.keys()).containsAll(messages()).containsAll(remarks()).containsAll(done());
  }

  @Test
  void whatIsPutTogetherIsThereForAllThatThereIs() {
    assertThat(ENGLISH.keys()).containsAll(composed());
  }

  /** Nothing is translated four times for nobody, and no way of saying is missed by the above. */
  @Test
  void whatIsThereIsSaidSomewhere() {
    Set<String> unsaid = new TreeSet<>(ENGLISH.keys());
    for (Set<String> said : List.of(messages(), remarks(), done(), composed())) {
      unsaid.removeAll(said);
    }
    unsaid.removeAll(found(TEMPLATES, SAID, Stream::of));
    unsaid.removeAll(found(TEMPLATES, LITERAL, Stream::of));
    unsaid.removeAll(found(PROGRAM, LITERAL, Stream::of));
    assertThat(unsaid).isEmpty();
  }

  @Test
  void whatIsNotThereIsAMistakeOfOurs() {
    assertThatThrownBy(() -> ENGLISH.say("nothing.like.it"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Set<String> messages() {
    return found(PROGRAM, MESSAGE, key -> Stream.of(key + ".title", key + ".text"));
  }

  private static Set<String> remarks() {
    return found(PROGRAM, REMARK, Stream::of);
  }

  private static Set<String> done() {
    return found(PROGRAM, DONE, what -> Stream.of("done." + what));
  }

  /** The keys that are a beginning and one of several ends. */
  private static Set<String> composed() {
    return Stream.of(
            Stream.concat(Ways.OF_RESIDENTS.stream(), Console.WAYS.stream())
                .map(way -> "nav" + way.replace('/', '.')),
            lowered(AuditEvent.Kind.values()).map(kind -> "history." + kind.replace('_', '-')),
            Arrays.stream(EnrolledFactor.Kind.values()).map(kind -> "factors.kind-" + kind.word()),
            lowered(Duty.values()).map(duty -> "console.duty-" + duty),
            lowered(Rights.Kind.values())
                .flatMap(kind -> Stream.of("console." + kind + "s", "console.kind-" + kind + "s")),
            lowered(Figure.values()).map(figure -> "console.figure-" + figure.replace('_', '-')),
            lowered(Ring.State.values()).map(state -> "console.key-" + state),
            Arrays.stream(Scope.values())
                .map(scope -> "console.scope-" + scope.text().replace(':', '-')),
            Arrays.stream(Unready.values()).map(reason -> "console.unready-" + reason.word()),
            Stream.of("ready", "unready", "silent").map(state -> "console.node-" + state),
            Stream.of("ok", "failing", "disabled").map(state -> "console.webhook-" + state),
            Stream.of("enabled", "disabled").map(done -> "done.console-webhook-" + done),
            doors().flatMap(door -> Stream.of("name", "text", "paths").map(it -> door + it)))
        .flatMap(Function.identity())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> doors() {
    return TestServer.shared().config().contracts().doors().stream()
        .map(door -> "doors." + door + ".");
  }

  private static Stream<String> lowered(Enum<?>[] values) {
    return Arrays.stream(values).map(one -> one.name().toLowerCase(Locale.ROOT));
  }

  /** What stands in the files of a folder, as the groups of a pattern. */
  private static Set<String> found(
      Path folder, Pattern pattern, Function<String, Stream<String>> keys) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .flatMap(file -> pattern.matcher(read(file)).results())
          .flatMap(WordsTest::groups)
          .flatMap(keys)
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Stream<String> groups(MatchResult match) {
    return Stream.iterate(1, at -> at <= match.groupCount(), at -> at + 1)
        .map(match::group)
        .filter(group -> group != null);
  }

  private static Set<String> values(String text) {
    return VALUE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
