package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vestibule.Markdown.Block;

/**
 * The documents: links lead somewhere, each page is on the first one, and each command is run by a
 * test or says that none does.
 *
 * <p>A block of commands says behind its language what becomes of it: {@code run}, {@code serve} or
 * {@code beside} (scripts/try-docs runs it), {@code held-by=…} (a test or a script does), {@code
 * not-run}.
 */
class DocumentsTest {

  private static final List<String> TOP =
      List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md");

  /** Of others, shown as they were published. */
  private static final Set<Path> PUBLISHED =
      Set.of(
          Path.of("docs/contracts/c-accounts-app.md"),
          Path.of("docs/contracts/e-personal-account.md"));

  private static final Set<String> COMMANDS =
      Set.of("sh", "console", "python", "js", "ts", "java", "sql");
  private static final Set<String> TRIED = Set.of("run", "serve", "beside");
  private static final String HELD_BY = "held-by=";

  private static List<Markdown> documents() throws IOException {
    List<Path> found = new ArrayList<>(TOP.stream().map(Path::of).toList());
    for (String folder : List.of("docs", "clients", "bench")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files.filter(DocumentsTest::isOurs).forEach(found::add);
      }
    }
    return found.stream().sorted().map(Markdown::read).toList();
  }

  private static boolean isOurs(Path file) {
    String path = file.toString().replace('\\', '/');
    return path.endsWith(".md")
        && !PUBLISHED.contains(file)
        && Stream.of("/.cache/", "/node_modules/", "/target/").noneMatch(path::contains);
  }

  /** Empty where a link leads to a file or a folder, and to a heading where it names one. */
  private static String broken(Markdown from, String link) throws IOException {
    if (link.matches("(?i)[a-z]+:.*")) {
      return "";
    }
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path folder = from.file().toAbsolutePath().getParent();
    Path to = path.isEmpty() ? from.file() : folder.resolve(path).normalize();
    if (!Files.exists(to)) {
      return link + " leads nowhere";
    }
    Path page = Files.isDirectory(to) ? to.resolve("README.md") : to;
    return hash < 0 || Markdown.read(page).anchors().contains(link.substring(hash + 1))
        ? ""
        : link + " names no heading";
  }

  /** Empty where it is said what becomes of a block, and a test that is named is there. */
  private static String unmarked(Block block) {
    if (!COMMANDS.contains(block.language()) || block.isFile()) {
      return "";
    }
    List<String> marks =
        block.marks().stream()
            .filter(m -> TRIED.contains(m) || m.equals("not-run") || m.startsWith(HELD_BY))
            .toList();
    if (marks.size() != 1) {
      return "says nothing, or several things, of who runs it";
    }
    String mark = marks.getFirst();
    return !mark.startsWith(HELD_BY) || isTest(mark.substring(HELD_BY.length()))
        ? ""
        : mark + " is no test";
  }

  private static boolean isTest(String name) {
    if (name.contains("/")) {
      return Files.isExecutable(Path.of(name));
    }
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files.anyMatch(file -> file.endsWith(name + ".java"));
    } catch (IOException unreadable) {
      return false;
    }
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> findings = new ArrayList<>();
    int links = 0;
    for (Markdown document : documents()) {
      for (String link : document.links()) {
        links++;
        String broken = broken(document, link);
        if (!broken.isEmpty()) {
          findings.add(document.file() + ": " + broken);
        }
      }
    }
    assertThat(findings).isEmpty();
    assertThat(links).isGreaterThan(200);
  }

  @Test
  void everyCommandIsRunOrSaysThatItIsNot() throws IOException {
    List<String> findings = new ArrayList<>();
    for (Markdown document : documents()) {
      for (Block block : document.blocks()) {
        String unmarked = unmarked(block);
        if (!unmarked.isEmpty()) {
          findings.add(document.file() + ":" + block.line() + " " + unmarked);
        }
      }
    }
    assertThat(findings).isEmpty();
  }

  /** Those that are tried are listed where they are, or nobody would notice one that is not. */
  @Test
  void whatIsTriedIsTriedByTheScript() throws IOException {
    Set<String> marked = new TreeSet<>();
    for (Markdown document : documents()) {
      if (document.blocks().stream().anyMatch(b -> b.marks().stream().anyMatch(TRIED::contains))) {
        marked.add(document.file().toString().replace('\\', '/'));
      }
    }
    List<String> listed = Files.readAllLines(Path.of("scripts/docs.d/tried"));
    assertThat(listed).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(listed)).isEqualTo(marked);
  }

  @Test
  void everyPageIsOnTheFirstOne() throws IOException {
    List<Path> listed =
        Markdown.read(Path.of("docs/index.md")).links().stream()
            .map(link -> Path.of("docs").resolve(link.replaceAll("#.*", "")).normalize())
            .toList();
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".md")))
          .allMatch(
              file ->
                  file.endsWith("index.md")
                      || listed.contains(file)
                      || listed.contains(file.resolveSibling("README.md")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'[a](DocumentsTest)', 'DocumentsTest leads nowhere'",
    "'[a](README.md)', ''",
    "'[a](README.md#start-it) `[b](nowhere)`', ''",
    "'[a](README.md#no-such-place)', 'README.md#no-such-place names no heading'",
    "'[a](#here)', '#here names no heading'",
    "'[a](https://example.org/nowhere)', ''",
    "'![a](docs/benchmarks/no.svg)', 'docs/benchmarks/no.svg leads nowhere'"
  })
  void aLinkThatLeadsNowhereIsSeen(String text, String finding) throws IOException {
    Markdown document = Markdown.of(Path.of("CHANGELOG.md"), text);
    assertThat(document.links()).hasSize(1);
    assertThat(broken(document, document.links().getFirst())).isEqualTo(finding);
  }

  @ParameterizedTest
  @CsvSource({
    "'```sh\nls\n```', 'says nothing, or several things, of who runs it'",
    "'```sh run not-run\nls\n```', 'says nothing, or several things, of who runs it'",
    "'```sh held-by=NoSuchTest\nls\n```', 'held-by=NoSuchTest is no test'",
    "'```sh held-by=scripts/none\nls\n```', 'held-by=scripts/none is no test'",
    "'```sh held-by=DocumentsTest\nls\n```', ''",
    "'```sh held-by=packaging/run-tests\nls\n```', ''",
    "'```sh not-run\nls\n```', ''",
    "'<!-- file: a.py -->\n```python\n1\n```', ''",
    "'```json\n1\n```', ''"
  })
  void aCommandOfWhichNothingIsSaidIsSeen(String text, String finding) {
    List<Block> blocks = Markdown.of(Path.of("a.md"), text).blocks();
    assertThat(blocks).hasSize(1);
    assertThat(unmarked(blocks.getFirst())).isEqualTo(finding);
  }

  @Test
  void headingsHaveTheAnchorsOfForges() {
    String text = "# A, b: `C` d/e\n## [Two](x.md) words\n## Two words\n```\n# none\n```\n";
    assertThat(Markdown.of(Path.of("a.md"), text).anchors())
        .containsExactly("a-b-c-de", "two-words", "two-words-1");
  }
}
