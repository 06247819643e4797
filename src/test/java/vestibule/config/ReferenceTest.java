package vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.wiring.Wiring;

/** That {@code docs/configuration.md} says what the program does. */
class ReferenceTest {

  private static final Pattern YAML = Pattern.compile("```yaml\n(.*)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void thePageIsTheOneThatTheProgramPrints() throws IOException {
    assertThat(Files.readString(Path.of("docs/configuration.md")))
        .as("print it anew: ./vestibule config reference > docs/configuration.md")
        .isEqualTo(Wiring.reference());
  }

  @Test
  void theWholeFileOfThePageIsGoodAndNamesEverySetting() throws Exception {
    var yaml = YAML.matcher(Wiring.reference());
    assertThat(yaml.find()).isTrue();
    Files.writeString(folder.resolve("vestibule.yaml"), yaml.group(1));
    Config config = Wiring.config(Map.of(), folder);
    assertThat(config.report().effective())
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.from()).startsWith(one.key() + " (vestibule.yaml:"));
  }

  @Test
  void everyExampleIsAnotherValueThanTheDefault() throws Exception {
    List<Config.Effective> defaults = Wiring.config(Map.of(), folder).report().effective();
    assertThat(defaults)
        .allSatisfy(
            one ->
                assertThat(Wiring.reference())
                    .contains("| `" + one.key() + "`<br>`" + Setting.variable(one.key()) + "` | ")
                    .doesNotContain(one.key() + ": \"" + one.value() + "\""));
  }
}
