package vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.wiring.Wiring;

/** What {@code profile: production} turns on, and what wins over it. */
class ProfileTest {

  private static final String PRODUCTION = "profile: production";

  @TempDir Path folder;

  @Test
  void productionSetsWhatTheGuideRecommends() throws Exception {
    Config config = Wiring.config(Map.of("VESTIBULE_PROFILE", "production"), folder);
    assertThat(config.accounts().passwords())
        .isEqualTo(new PasswordsConfig(15, true, true, new ForeignHashesConfig(Map.of())));
    assertThat(config.accounts().privacy()).isEqualTo(AccountsConfig.Privacy.STRICT);
    assertThat(config.contracts().sessions().idle())
        .isEqualTo(Map.of("knowme", Duration.ofDays(30), "personal", Duration.ofDays(30)));
    Map<String, Duration> absolute = new HashMap<>(config.contracts().sessions().absolute());
    assertThat(absolute.remove("v1")).isEqualTo(Duration.ofDays(180));
    assertThat(absolute.values()).containsOnly(Duration.ofDays(90));
  }

  @Test
  void theGuideListsAllOfItAndNothingElse() throws Exception {
    Config config = Wiring.config(Map.of("VESTIBULE_PROFILE", "production"), folder);
    String rows =
        config.report().effective().stream()
            .filter(one -> one.from().equals(PRODUCTION))
            .map(one -> "| `" + one.key() + "` | `" + one.value() + "` |")
            .collect(Collectors.joining("\n"));
    String guide = Files.readString(Path.of("docs/operations.md"));
    String table = guide.substring(guide.indexOf("## The profile for production"));
    assertThat(
            table
                .substring(0, table.indexOf("\n## ", 1))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.replaceFirst("^(\\| `[^`]*` \\| `[^`]*` \\|).*", "$1"))
                .collect(Collectors.joining("\n")))
        .isEqualTo(rows);
  }

  @Test
  void aSettingThatIsGivenWinsWhereverItStands() throws Exception {
    Files.writeString(
        folder.resolve("vestibule.yaml"), "privacy: documented\nprofile: production\n");
    Config config = Wiring.config(Map.of("VESTIBULE_PASSWORDS_MINIMUM_LENGTH", "0"), folder);
    assertThat(config.accounts().privacy()).isEqualTo(AccountsConfig.Privacy.DOCUMENTED);
    assertThat(config.accounts().passwords())
        .isEqualTo(new PasswordsConfig(0, true, true, new ForeignHashesConfig(Map.of())));
    assertThat(config.report().effective())
        .contains(
            new Config.Effective("privacy", "documented", "privacy (vestibule.yaml:1)"),
            new Config.Effective("passwords.refuse-breached", "on", PRODUCTION));
  }

  @Test
  void theContractsAreTheDefault() throws Exception {
    assertThat(Wiring.config(Map.of("VESTIBULE_PROFILE", "contracts"), folder).report().effective())
        .noneMatch(one -> one.from().equals(PRODUCTION))
        .contains(new Config.Effective("passwords.minimum-length", "0", "default"));
  }
}
