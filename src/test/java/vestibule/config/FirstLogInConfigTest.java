package vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.wiring.Wiring;

/** Which system settings have asked about people who are not here yet. */
class FirstLogInConfigTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String NEEDED = "first-log-in needs ";

  @TempDir Path folder;

  private Config read(String... settings) throws Config.Invalid {
    Map<String, String> environment = new HashMap<>();
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      environment.put("VESTIBULE_FIRST_LOG_IN_" + parts[0], parts[1]);
    }
    return Wiring.config(environment, folder);
  }

  private List<String> problems(String... settings) {
    return catchThrowableOfType(Config.Invalid.class, () -> read(settings)).problems();
  }

  private String[] with(String url) {
    return new String[] {"URL=" + url, "SECRET=" + SECRET, "SOURCE=shop"};
  }

  @Test
  void nobodyIsAskedByDefault() throws Config.Invalid {
    assertThat(read().firstLogIn().hook()).isEmpty();
  }

  @Test
  void aSystemWithASecretInAFile() throws Config.Invalid, IOException {
    Files.writeString(folder.resolve("hook.secret"), SECRET + "\n");
    Config config =
        read("URL=https://old.internal/vestibule-check/", "SECRET_FILE=hook.secret", "SOURCE=shop");
    FirstLogInConfig.Hook hook = config.firstLogIn().hook().orElseThrow();
    assertThat(hook)
        .isEqualTo(
            new FirstLogInConfig.Hook(
                URI.create("https://old.internal/vestibule-check/"),
                new Secret(SECRET),
                "shop",
                Duration.ofSeconds(2)));
    assertThat(hook.key()).hasSize(24);
    assertThat(config.toString()).doesNotContain("MfKQ9r8GKYq");
    assertThat(config.withoutFirstLogIn().firstLogIn().hook()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8000/check",
    "http://localhost/check",
    "http://[::1]:1/",
    "https://old.internal",
    "HTTPS://old.internal:8443/a/b",
  })
  void passwordsGoThere(String url) throws Config.Invalid {
    assertThat(read(with(url)).firstLogIn().hook().orElseThrow().url()).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://old.internal/check",
        "http://127.0.0.1.example.org/",
        "http://10.0.0.1/",
        "https://user@old.internal/check",
        "https://user:secret@old.internal/check",
        "https://@old.internal/",
        "https://old.internal/check?key=1",
        "https://old.internal/check#a",
        "https:///check",
        "https:old.internal",
        "ftp://old.internal/",
        "file:///etc/passwd",
        "//old.internal/",
        "old.internal"
      })
  void passwordsGoNowhereElse(String url) {
    assertThat(problems(with(url)))
        .singleElement()
        .asString()
        .startsWith("VESTIBULE_FIRST_LOG_IN_URL is ");
  }

  @Test
  void halfASystemIsNone() {
    assertThat(problems("URL=https://a.example/"))
        .containsExactly(NEEDED + "first-log-in.secret and first-log-in.source too");
    assertThat(problems("SECRET=" + SECRET))
        .containsExactly(NEEDED + "first-log-in.url and first-log-in.source too");
    assertThat(problems("URL=https://a.example/", "SOURCE=shop", "SECRET_FILE=missing"))
        .singleElement()
        .asString()
        .contains("there is no such file");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 23, 65})
  void aSecretThatIsTooShortOrTooLongIsWrongAndNotShown(int bytes) {
    String secret = "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    assertThat(problems("URL=https://a.example/", "SOURCE=shop", "SECRET=" + secret))
        .containsExactly(
            "VESTIBULE_FIRST_LOG_IN_SECRET is wrong (the value is not shown); expected whsec_ and"
                + " 24 to 64 bytes in base64");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SECRET=MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "SECRET=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa!w",
        "SECRET=whsec_",
        "SOURCE=Shop",
        "SOURCE=a b",
        "SOURCE=-a",
        "TIMEOUT=0s",
        "TIMEOUT=31s",
        "TIMEOUT=2",
        "TIMEOUT=soon"
      })
  void wrongValues(String setting) {
    Map<String, String> all = new HashMap<>();
    all.put("URL", "https://a.example/");
    all.put("SECRET", SECRET);
    all.put("SOURCE", "shop");
    String[] parts = setting.split("=", 2);
    all.put(parts[0], parts[1]);
    assertThat(
            problems(
                all.entrySet().stream()
                    .map(one -> one.getKey() + "=" + one.getValue())
                    .toArray(String[]::new)))
        .hasSize(1);
  }

  @Test
  void whatIsUnsafeBesideItIsSaid() throws Config.Invalid {
    Map<String, String> environment = new HashMap<>();
    for (String setting : with("https://a.example/")) {
      String[] parts = setting.split("=", 2);
      environment.put("VESTIBULE_FIRST_LOG_IN_" + parts[0], parts[1]);
    }
    environment.put("VESTIBULE_LIMITS", "off");
    assertThat(Wiring.config(environment, folder).warnings())
        .containsExactly(
            "limits is off: the system of first-log-in.url is asked as often as anybody likes",
            "registration is open while first-log-in.url is asked: strangers can take the names of"
                + " people who have not come yet");
    environment.remove("VESTIBULE_LIMITS");
    environment.put("VESTIBULE_REGISTRATION", "invitation");
    assertThat(Wiring.config(environment, folder).warnings()).isEmpty();
  }
}
