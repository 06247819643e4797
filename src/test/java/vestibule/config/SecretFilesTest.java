package vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.wiring.Wiring;

/** Secrets that stand in a file of their own, as containers hand them out. */
class SecretFilesTest {

  private static final String URL = "smtp://robot:s3cret@mail.example.org";

  @TempDir Path folder;

  private List<String> problems(Map<String, String> environment) {
    return catchThrowableOfType(Config.Invalid.class, () -> Wiring.config(environment, folder))
        .problems();
  }

  private Path secret(String text) throws IOException {
    return Files.writeString(folder.resolve("secret"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {URL, URL + "\n", URL + "\r\n", " " + URL + " \n\n", "\uFEFF" + URL})
  void whatIsAroundTheSecretDoesNotCount(String content) throws Exception {
    secret(content);
    Config config = Wiring.config(Map.of("VESTIBULE_SMTP_URL_FILE", "secret"), folder);
    assertThat(config.mail().smtp().orElseThrow().credentials())
        .contains(new MailConfig.Credentials("robot", new Secret("s3cret")));
    assertThat(config.toString()).doesNotContain("s3cret");
  }

  @Test
  void theFileCanBeNamedInTheConfigurationFileToo() throws Exception {
    Path file = secret("postgresql://u:s3cret@localhost/accounts");
    Files.writeString(folder.resolve("vestibule.yaml"), "database-url-file: " + file);
    Config config = Wiring.config(Map.of(), folder);
    assertThat(config.storage().database())
        .isInstanceOf(StorageConfig.Database.Postgres.class)
        .hasToString("PostgreSQL at localhost:5432, database accounts, user u");
    assertThat(config.report().effective())
        .contains(
            new Config.Effective(
                "database-url", "(hidden)", "database-url-file (vestibule.yaml:1)"));
  }

  @Test
  void theSecretAndItsFileAreNotBothGiven() throws Exception {
    secret(URL);
    assertThat(problems(Map.of("VESTIBULE_SMTP_URL_FILE", "secret", "VESTIBULE_SMTP_URL", URL)))
        .containsExactly(
            "VESTIBULE_SMTP_URL and VESTIBULE_SMTP_URL_FILE are both given; one is enough");
  }

  @Test
  void aFileThatCannotBeReadIsAProblemThatQuotesNothing() throws Exception {
    assertThat(problems(Map.of("VESTIBULE_SMTP_URL_FILE", "absent")))
        .containsExactly("VESTIBULE_SMTP_URL_FILE: absent cannot be read: there is no such file");
    assertThat(problems(Map.of("VESTIBULE_SMTP_URL_FILE", ".")))
        .containsExactly("VESTIBULE_SMTP_URL_FILE: . cannot be read: it is a folder");
    secret("\n");
    assertThat(problems(Map.of("VESTIBULE_SMTP_URL_FILE", "secret")))
        .containsExactly("VESTIBULE_SMTP_URL_FILE: secret is empty");
    Files.write(folder.resolve("secret"), "s3crét".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(problems(Map.of("VESTIBULE_SMTP_URL_FILE", "secret")))
        .containsExactly("VESTIBULE_SMTP_URL_FILE: secret is not UTF-8 text");
    secret("ftp://robot:s3cret@mail.example.org");
    assertThat(problems(Map.of("VESTIBULE_SMTP_URL_FILE", "secret")))
        .singleElement()
        .asString()
        .startsWith("VESTIBULE_SMTP_URL_FILE is wrong (the value is not shown); expected ")
        .doesNotContain("s3cret");
  }

  @Test
  void onlySecretsStandInFiles() {
    assertThat(problems(Map.of("VESTIBULE_HTTP_PORT_FILE", "secret")))
        .singleElement()
        .asString()
        .startsWith("VESTIBULE_HTTP_PORT_FILE is no setting of Vestibule");
  }
}
