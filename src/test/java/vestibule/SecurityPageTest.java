package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That docs/security.md answers every requirement, and that the tests that it names are there. */
class SecurityPageTest {

  private static final Path PAGE = Path.of("docs/security.md");

  /** A class of tests, with its folder where others have its name, and maybe one of its tests. */
  private static final Pattern NAMED =
      Pattern.compile("`((?:[a-z]+/)?[A-Z]\\w*(?:Test|Cases))(?:\\.(\\w+))?`");

  /** A row of the table: number, words, answer, what shows it. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (\\d+\\.\\d+\\.\\d+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]*) \\|$");

  private static Map<String, List<Path>> classes() throws IOException {
    Map<String, List<Path>> classes = new HashMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        classes.computeIfAbsent(name, _ -> new ArrayList<>()).add(file);
        String inFolder = file.getParent().getFileName() + "/" + name;
        classes.computeIfAbsent(inFolder, _ -> new ArrayList<>()).add(file);
      }
    }
    return classes;
  }

  /** What a text names that is not there, or that could be one of several. */
  private static List<String> missing(String text) throws IOException {
    Map<String, List<Path>> classes = classes();
    List<String> missing = new ArrayList<>();
    for (MatchResult named : NAMED.matcher(text).results().toList()) {
      List<Path> files = classes.getOrDefault(named.group(1), List.of());
      if (files.size() != 1 || !holds(files.getFirst(), named.group(2))) {
        missing.add(named.group());
      }
    }
    return missing;
  }

  private static boolean holds(Path file, String method) throws IOException {
    return method == null || Files.readString(file).contains(" void " + method + "(");
  }

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(missing(page)).isEmpty();
    assertThat(NAMED.matcher(page).results()).hasSizeGreaterThan(200);
  }

  @Test
  void everyRequirementIsAnsweredOnceAndInItsOrder() throws IOException {
    List<String> asked =
        Files.readAllLines(Path.of("src/test/resources/asvs-5.0.0.txt")).stream()
            .filter(line -> !line.startsWith("#"))
            .toList();
    assertThat(ROW.matcher(Files.readString(PAGE)).results().map(row -> row.group(1)))
        .containsExactlyElementsOf(asked);
  }

  @Test
  void aYesIsShownAndANoSaysWhy() throws IOException {
    for (MatchResult row : ROW.matcher(Files.readString(PAGE)).results().toList()) {
      String shown = row.group(4);
      switch (row.group(3)) {
        case "yes", "setting" ->
            assertThat(NAMED.matcher(shown).find() || shown.contains("read: "))
                .as(row.group(1))
                .isTrue();
        case "no" -> assertThat(shown).as(row.group(1)).isNotBlank();
        default -> assertThat(row.group(3)).as(row.group(1)).isEqualTo("n/a");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`NowhereTest`",
        "`SecurityPageTest.nowhere`",
        "`LoginTest`",
        "`nowhere/LoginTest`",
        "`knowme/LoginTest.nowhere`"
      })
  void whatIsNotThereIsSeen(String named) throws IOException {
    assertThat(missing("shown by " + named)).containsExactly(named);
    assertThat(missing("shown by `knowme/LoginTest.reportsBadFieldsAndMethods`")).isEmpty();
  }
}
