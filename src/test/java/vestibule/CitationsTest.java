package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every statement that is cited by its number stands in our reading of the contracts, once. */
class CitationsTest {

  private static final List<String> CITING =
      List.of("src", "bench", "docs", "ARCHITECTURE.md", "CONTRIBUTING.md", "README.md");

  private static final String NUMBER = "(?:0\\.\\d+|[A-Z]\\.\\d+(?:-\\d+[a-c]?)?|O-\\d+|F\\b)";
  private static final String BREAK = "(?:\\s+[*/#]+)?\\s+";

  /**
   * The folder without a path behind it, and the numbers that follow it; or a file that is none.
   */
  private static final Pattern CITATION =
      Pattern.compile(
          "docs/contracts(?![/\\w\\]\"`)(])(?:"
              + BREAK
              + "("
              + list(NUMBER)
              + "))?|contracts[.]md");

  /** A heading, or the first cell of a row. */
  private static final Pattern STATEMENT =
      Pattern.compile("^(?:#+|\\|) (" + NUMBER + ") ", Pattern.MULTILINE);

  private static String list(String item) {
    return item + "(?:," + BREAK + item + ")*";
  }

  private static List<String> stated() throws IOException {
    List<String> numbers = new ArrayList<>();
    for (Path page : files("docs/contracts")) {
      if (page.getFileName().toString().startsWith("reading-")) {
        STATEMENT.matcher(text(page)).results().map(found -> found.group(1)).forEach(numbers::add);
      }
    }
    return numbers;
  }

  /** What a text cites that no page states; a citation without a number stands for itself. */
  private static List<String> broken(String text, Set<String> stated) {
    return CITATION
        .matcher(text)
        .results()
        .flatMap(
            found ->
                found.group(1) == null
                    ? Stream.of(found.group())
                    : Pattern.compile(NUMBER).matcher(found.group(1)).results().map(n -> n.group()))
        .filter(number -> !stated.contains(number))
        .toList();
  }

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files
          .filter(file -> !file.toString().contains("bench/.cache/"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  /** Numbers are ASCII, and any bytes are ISO 8859-1. */
  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  @Test
  void everyCitedNumberIsStated() throws IOException {
    Set<String> stated = Set.copyOf(stated());
    List<String> findings = new ArrayList<>();
    for (String folder : CITING) {
      for (Path file : files(folder)) {
        broken(text(file), stated).forEach(number -> findings.add(file + " cites " + number));
      }
    }
    assertThat(findings).isEmpty();
  }

  @Test
  void everyNumberIsStatedOnce() throws IOException {
    assertThat(stated()).doesNotHaveDuplicates().contains("0.1", "A.0-17a", "E.4", "F", "O-14");
  }

  @ParameterizedTest
  @CsvSource({
    "'(docs/CONTRACTS A.3)', ''",
    "'(docs/CONTRACTS A.3, A.6). B', A.6",
    "'(docs/CONTRACTS\n * 0.1, A.3)', 0.1",
    "'// docs/CONTRACTS A.3,\n // O-2', O-2",
    "'docs/CONTRACTS A.3-7', A.3-7",
    "'see docs/CONTRACTS, F', docs/CONTRACTS",
    "'(CONTRACTS.md A.3)', CONTRACTS.md",
    "'docs/CONTRACTS/README.md', ''"
  })
  void aNumberThatNobodyStatesIsSeen(String text, String broken) {
    assertThat(broken(text.replace("CONTRACTS", "contracts"), Set.of("A.3")))
        .isEqualTo(
            broken.isEmpty() ? List.of() : List.of(broken.replace("CONTRACTS", "contracts")));
  }
}
