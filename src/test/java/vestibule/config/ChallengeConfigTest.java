package vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.wiring.Wiring;

/** Which challenges settings ask for. */
class ChallengeConfigTest {

  static final ChallengeConfig DEFAULTS =
      new ChallengeConfig(false, OptionalInt.empty(), 100_000, Optional.empty(), false);

  private static final String[] TURNSTILE = {"PROVIDER=turnstile", "SITE_KEY=a", "SECRET=b"};

  @TempDir Path folder;

  private Config read(String[] first, String... more) throws Config.Invalid {
    Map<String, String> environment = new HashMap<>();
    for (String[] settings : List.of(first, more)) {
      for (String setting : settings) {
        String[] parts = setting.split("=", 2);
        environment.put("VESTIBULE_CHALLENGE_" + parts[0], parts[1]);
      }
    }
    return Wiring.config(environment, folder);
  }

  private List<String> problems(String... settings) {
    return catchThrowableOfType(Config.Invalid.class, () -> read(settings)).problems();
  }

  @Test
  void aProviderOfSomebodyElse() throws Config.Invalid {
    Config config = read(TURNSTILE, "FAILURES=5", "REGISTRATION=always", "ON_OUTAGE=admit");
    assertThat(config.accounts().challenge())
        .isEqualTo(
            new ChallengeConfig(
                true,
                OptionalInt.of(5),
                100_000,
                Optional.of(
                    new ChallengeConfig.Foreign(
                        "turnstile",
                        "a",
                        "b",
                        URI.create("https://challenges.cloudflare.com/turnstile/v0/siteverify"))),
                true));
    assertThat(config.toString()).doesNotContain("secret=b");
  }

  @Test
  void aProviderWithoutItsKeysIsNone() {
    assertThat(problems("PROVIDER=hcaptcha", "SITE_KEY=a"))
        .containsExactly(
            "challenge.provider is hcaptcha, which needs challenge.site-key and challenge.secret");
  }

  @ParameterizedTest
  @CsvSource({
    "https://captcha.example.org/siteverify, true",
    "http://127.0.0.1:8080/siteverify, true",
    "http://localhost/v, true",
    "http://captcha.example.org/siteverify, false",
    "http://127.0.0.1.example.org/, false"
  })
  void secretsGoNowhereInTheClear(String url, boolean good) throws Config.Invalid {
    if (good) {
      assertThat(read(TURNSTILE, "VERIFY_URL=" + url).accounts().challenge().foreign()).isPresent();
    } else {
      assertThat(problems("PROVIDER=turnstile", "SITE_KEY=a", "SECRET=b", "VERIFY_URL=" + url))
          .containsExactly(
              "challenge.verify-url must be https, or on this machine: secrets go there");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FAILURES=0",
        "FAILURES=on",
        "FAILURES=1001",
        "REGISTRATION=on",
        "PROVIDER=proof_of_work",
        "DIFFICULTY=10000001",
        "ON_OUTAGE=ignore",
        "VERIFY_URL=ftp://a"
      })
  void wrongValues(String setting) {
    assertThat(problems(setting)).hasSize(1);
  }
}
