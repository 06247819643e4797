package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.cli.Commands.Ended;

/** That {@code docs/commands.md} says what the command line takes. */
class CommandsPageTest {

  @TempDir Path folder;

  @Test
  void thePageIsTheOneThatTheProgramPrints() throws IOException {
    // Wrong settings, which it does not read.
    Ended printed =
        Commands.run(folder, Map.of("VESTIBULE_HTTP_PORT", "none"), "", "config", "commands");
    assertThat(printed.code()).isZero();
    assertThat(printed.err()).isEmpty();
    assertThat(printed.out())
        .contains("\n## account\n", "\n### account show\n", "| `--from=PLACE` |")
        .doesNotContain("| `-h", "[-hV]");
    assertThat(Files.readString(Path.of("docs/commands.md")))
        .as("print it anew: ./vestibule config commands > docs/commands.md")
        .isEqualTo(printed.out());
  }

  @Test
  void theListOfCommandsHasWholeSentences() {
    String help = Commands.run(folder, Map.of(), "", "--help").out();
    String list = help.substring(help.indexOf("\nCommands:\n"), help.indexOf("\nExit codes:"));
    List<String> sentences = List.of(list.split("\n  (?=[a-z])"));
    assertThat(sentences).hasSizeGreaterThan(20);
    assertThat(sentences.stream().skip(1)).allMatch(sentence -> sentence.endsWith("."));
  }
}
