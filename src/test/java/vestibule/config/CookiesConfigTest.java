package vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vestibule.wiring.Wiring;

/** The settings that browsers feel: cookies, and the page at the root. */
class CookiesConfigTest {

  @TempDir Path folder;

  private Config read(Map<String, String> environment) throws Config.Invalid {
    return Wiring.config(environment, folder);
  }

  private Config read(String name, String value) throws Config.Invalid {
    return read(Map.of(name, value));
  }

  private List<String> problems(Map<String, String> environment) {
    return catchThrowableOfType(Config.Invalid.class, () -> read(environment)).problems();
  }

  @ParameterizedTest
  @CsvSource({
    "https://accounts.example.org, example.org, None, example.org, NONE",
    "https://accounts.example.org, .Example.ORG, lax, example.org, LAX",
    "https://a.b.example.co.uk, example.co.uk, Strict, example.co.uk, STRICT",
    "https://accounts.example.org, accounts.example.org, strict, accounts.example.org, STRICT",
    "http://accounts.example.org, example.org, Lax, example.org, LAX"
  })
  void cookiesAreSharedAsAsked(
      String url, String domain, String sameSite, String shared, CookiesConfig.SameSite rule)
      throws Config.Invalid {
    Config config =
        read(
            Map.of(
                "VESTIBULE_PUBLIC_URL", url,
                "VESTIBULE_COOKIES_DOMAIN", domain,
                "VESTIBULE_COOKIES_SAME_SITE", sameSite));
    assertThat(config.contracts().cookies())
        .isEqualTo(new CookiesConfig(Optional.of(shared), Optional.of(rule)));
  }

  @Test
  void underHttpsCookiesAreLaxUnlessAsked() throws Config.Invalid {
    assertThat(read("VESTIBULE_PUBLIC_URL", "https://example.org").contracts().cookies())
        .isEqualTo(new CookiesConfig(Optional.empty(), Optional.of(CookiesConfig.SameSite.LAX)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://accounts.example.org | org | public suffix",
        "https://accounts.example.co.uk | co.uk | public suffix",
        "https://localhost | localhost | public suffix",
        "https://192.0.2.7 | 192.0.2.7 | public suffix",
        "https://192.0.2.7 | 2.7 | public suffix",
        "https://accounts.example.org | example.org; Path=/x | public suffix",
        "https://accounts.example.org | example..org | public suffix",
        "https://accounts.example.org | *.example.org | public suffix",
        "https://accounts.example.org | https://example.org | public suffix",
        "https://accounts.example.org | example.org. | public suffix",
        "https://accounts.example.org | example.com | no browser would keep",
        "https://accounts.example.org | a.accounts.example.org | no browser would keep",
        "https://accounts.example.org | ample.org | no browser would keep",
        "https://example.org | xexample.org | no browser would keep",
      })
  void aDomainThatNoBrowserWouldTakeIsRefused(String url, String domain, String why) {
    assertThat(problems(Map.of("VESTIBULE_PUBLIC_URL", url, "VESTIBULE_COOKIES_DOMAIN", domain)))
        .singleElement()
        .asString()
        .contains(why);
  }

  @Test
  void cookiesForEverySiteNeedHttps() {
    assertThat(problems(Map.of("VESTIBULE_COOKIES_SAME_SITE", "None")))
        .containsExactly(
            "cookies.same-site is None, which browsers take over https only; public-url is http");
    assertThat(problems(Map.of("VESTIBULE_COOKIES_SAME_SITE", "always"))).hasSize(1);
  }

  @Test
  void theRootSpeaksToPeopleUnlessItIsADevelopers() throws Config.Invalid {
    assertThat(read("VESTIBULE_HOME", "developer").contracts().shown().home())
        .isEqualTo(ContractsConfig.Home.DEVELOPER);
    assertThat(problems(Map.of("VESTIBULE_HOME", "both"))).hasSize(1);
  }
}
