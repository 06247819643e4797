package vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.wiring.Wiring;

/** How long sessions and tokens live where nothing is set. */
class SessionsConfigTest {

  @Test
  void theDocumentsAndOurOwnContractSayHowLong(@TempDir Path folder) throws Config.Invalid {
    Config config = Wiring.config(Map.of(), folder);
    assertThat(config.contracts().sessions())
        .isEqualTo(
            new SessionsConfig(
                new SessionsConfig.UserAccount(
                    Duration.ofHours(1), Duration.ofMinutes(30), Duration.ofDays(30)),
                new SessionsConfig.Chat(
                    Duration.ofDays(1), Duration.ofDays(10), SessionsConfig.Rotation.OFF),
                new SessionsConfig.Own(
                    Duration.ofMinutes(15), Duration.ofDays(30), Duration.ofDays(180)),
                Map.of("knowme", Duration.ofDays(365), "personal", Duration.ofDays(365)),
                Map.of("v1", Duration.ofDays(180)),
                new KeysConfig(
                    Duration.ofDays(90),
                    KeysConfig.TokenAlgorithm.HS256,
                    KeysConfig.TokenAlgorithm.HS256,
                    new FormerTokensConfig(List.of(), List.of()))));
  }
}
