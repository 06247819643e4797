package vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.wiring.Wiring;

/** Where settings come from: the environment, the file, and who wins. */
class SourcesTest {

  @TempDir Path folder;

  private Config read(Map<String, String> environment) throws Config.Invalid {
    return Wiring.config(environment, folder);
  }

  private List<String> problems(Map<String, String> environment) {
    return catchThrowableOfType(Config.Invalid.class, () -> read(environment)).problems();
  }

  private void file(String yaml) throws IOException {
    Files.writeString(folder.resolve("vestibule.yaml"), yaml);
  }

  @Test
  void theEnvironmentWinsOverTheFile() throws Exception {
    file("http: {port: 1000, host: 0.0.0.0}");
    HttpConfig http = read(Map.of("VESTIBULE_HTTP_PORT", "2000")).http();
    assertThat(http.port()).isEqualTo(2000);
    assertThat(http.host()).isEqualTo("0.0.0.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cors.allowed-origins: https://a.example,https://b.example",
        "cors: {allowed-origins: [https://a.example, https://b.example]}",
        "cors:\n  allowed:\n    origins:\n    - https://a.example\n    - https://b.example\n",
        "CORS_ALLOWED_ORIGINS: 'https://a.example, https://b.example'"
      })
  void everySpellingOfAKeyIsTheSameKey(String yaml) throws Exception {
    file(yaml);
    assertThat(read(Map.of()).http().corsAllowedOrigins())
        .containsExactly("https://a.example", "https://b.example");
  }

  @Test
  void yamlScalarsStayTheTextTheyAre() throws Exception {
    file("limits: off\nhttp.port: 0080\nsessions: {idle-lifetime: 5s}\nmail.service-name: 12:30");
    Config config = read(Map.of());
    assertThat(config.accounts().limits()).isFalse();
    assertThat(config.http().port()).isEqualTo(80);
    assertThat(config.contracts().sessions().idle().get("knowme")).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.mail().serviceName()).isEqualTo("12:30");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n", "~", "smtp-url:\nprivacy: ''\n"})
  void whatIsEmptyIsNotSet(String yaml) throws Exception {
    file(yaml);
    assertThat(read(Map.of("VESTIBULE_SMTP_URL", " ", "VESTIBULE_CONFIG", "")))
        .isEqualTo(Wiring.config(Map.of(), folder.resolve("nowhere").resolve("..")));
  }

  @Test
  void aNamedFileIsReadInsteadOfTheUsualOne() throws Exception {
    file("http.port: 1000");
    Files.writeString(folder.resolve("other.yaml"), "privacy: strict");
    Config config = read(Map.of("VESTIBULE_CONFIG", "other.yaml"));
    assertThat(config.http().port()).isEqualTo(8080);
    assertThat(config.accounts().privacy()).isEqualTo(AccountsConfig.Privacy.STRICT);
  }

  @Test
  void aNamedFileThatIsMissingStopsTheStart() {
    assertThat(problems(Map.of("VESTIBULE_CONFIG", "absent.yaml")))
        .singleElement()
        .asString()
        .startsWith("VESTIBULE_CONFIG=absent.yaml cannot be read: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", ".", ".."})
  void aFolderInsteadOfAFileIsSaidToBeOne(String named) {
    assertThat(
            catchThrowableOfType(
                    Config.Invalid.class,
                    () -> Wiring.config(Map.of("VESTIBULE_CONFIG", named), folder))
                .problems())
        .containsExactly("VESTIBULE_CONFIG=" + named + " cannot be read: it is a folder");
  }

  @Test
  void aLinkThatLeadsNowhereIsNotPassedOver() throws Exception {
    Files.createSymbolicLink(folder.resolve("vestibule.yaml"), Path.of("unmounted"));
    assertThat(
            catchThrowableOfType(Config.Invalid.class, () -> Wiring.config(Map.of(), folder))
                .problems())
        .containsExactly("vestibule.yaml cannot be read: there is no such file");
  }

  @Test
  void aKeyTwiceInOneFileIsAProblem() throws Exception {
    file("public-url: https://a.example\npublic: {url: https://b.example}");
    assertThat(problems(Map.of()))
        .containsExactly(
            "public.url (vestibule.yaml:2) is given twice, first as public-url (vestibule.yaml:1)");
  }

  @ParameterizedTest
  @CsvSource({
    "VESTIBULE_HTTP_PROT, VESTIBULE_HTTP_PORT",
    "VESTIBULE_DATABASE, VESTIBULE_DATA_DIR",
    "VESTIBULE_SMTP, VESTIBULE_SMTP_URL",
    "VESTIBULE_http_port, VESTIBULE_HTTP_PORT",
    "VESTIBULE_LINKS_CHAT_CONFIRMED, VESTIBULE_LINKS_CHAT_CONFIRM"
  })
  void anUnknownVariableStopsTheStartAndNamesTheNearest(String unknown, String nearest) {
    assertThat(problems(Map.of(unknown, "1")))
        .containsExactly(unknown + " is no setting of Vestibule; the nearest one is " + nearest);
  }

  @Test
  void anUnknownKeyInTheFileIsNamedAsItStandsThere() throws Exception {
    file("http:\n  hots: 127.0.0.1\nservice: {name: x}\n");
    assertThat(problems(Map.of()))
        .containsExactly(
            "http.hots (vestibule.yaml:2) is no setting of Vestibule; the nearest one is http.host",
            "service.name (vestibule.yaml:3) is no setting of Vestibule; the nearest one is"
                + " mail.service-name");
  }

  @Test
  void aVariablesNameInTheFileIsAnsweredWithTheKey() throws Exception {
    file("VESTIBULE_HTTP_PORT: 8142\nVESTIBULE_SMTP_URL_FILE: x\nVESTIBULE_HTTP_PROT: 1");
    assertThat(problems(Map.of()))
        .containsExactly(
            "VESTIBULE_HTTP_PORT (vestibule.yaml:1) is a variable's name; in the file it is"
                + " http.port",
            "VESTIBULE_HTTP_PROT (vestibule.yaml:3) is no setting of Vestibule; the nearest one is"
                + " http.port",
            "VESTIBULE_SMTP_URL_FILE (vestibule.yaml:2) is a variable's name; in the file it is"
                + " smtp-url-file");
  }

  @Test
  void whatClientsReadIsIgnoredAsAVariableAlone() throws Exception {
    assertThat(
            read(
                Map.of(
                    "VESTIBULE_URL", "http://localhost:8080",
                    "VESTIBULE_PROGRAM", "/opt/vestibule/bin/vestibule")))
        .isEqualTo(read(Map.of()));
    file("url: http://localhost:8080");
    assertThat(problems(Map.of()))
        .containsExactly(
            "url (vestibule.yaml:1) is no setting of Vestibule; the nearest one is doors");
  }

  @Test
  void whatKubernetesSetsByItselfIsIgnored() throws Exception {
    assertThat(
            read(
                Map.of(
                    "VESTIBULE_SERVICE_HOST", "10.0.0.1",
                    "VESTIBULE_SERVICE_PORT_HTTP", "80",
                    "VESTIBULE_PORT", "tcp://10.0.0.1:80",
                    "VESTIBULE_PORT_80_TCP_ADDR", "10.0.0.1")))
        .isEqualTo(read(Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "just words",
        "- a\n- list",
        "http: [1",
        "smtp-url: \"smtp://u:s3cret@host",
        "smtp-url: s3cret: x",
        "a: 1\n---\nb: 2",
        "? [a]\n: 1",
        "cors.allowed-origins: []",
        "cors.allowed-origins: [[https://a.example]]",
        "cors.allowed-origins: *",
        "privacy: !!javax.script.ScriptEngineManager [s3cret]",
        "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]",
        "a: &a {b: *a}",
        "a: {b: {c: {d: {e: {f: {g: {h: {i: {j: 1}}}}}}}}}"
      })
  void brokenFilesAreProblemsThatQuoteNothing(String yaml) throws Exception {
    file(yaml);
    assertThat(problems(Map.of()))
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem).contains("vestibule.yaml"))
        .noneSatisfy(problem -> assertThat(problem).contains("s3cret"));
  }

  @Test
  void aTagInTheFileIsRefused() throws Exception {
    file("mail.service-name: !!java.io.File \"name\"");
    assertThat(problems(Map.of())).singleElement().asString().contains("tag is not allowed");
  }

  @Test
  void aFileThatIsTooLargeOrNoTextIsAProblem() throws Exception {
    file("# " + "x".repeat(64 * 1024));
    assertThat(problems(Map.of())).singleElement().asString().contains("larger than 64 KiB");
    Files.write(
        folder.resolve("vestibule.yaml"),
        "privacy: strict # é".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(problems(Map.of())).containsExactly("vestibule.yaml is not UTF-8 text");
  }
}
