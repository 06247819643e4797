package vestibule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes in the locale of systemd, cron and containers, or in one that is not installed. Scripts
 * hold ASCII alone, as this JVM may run in such a locale itself.
 */
@Tag("processes")
class LocaleTest {

  /** Редакторы, Größe and Jörg, as a shell's printf writes their UTF-8. */
  private static final String EDITORS =
      "$(printf '\\320\\240\\320\\265\\320\\264\\320\\260\\320\\272\\321\\202\\320\\276\\321\\200"
          + "\\321\\213')";

  private static final String SIZE = "$(printf 'Gr\\303\\266\\303\\237e')";
  private static final String FROM = "$(printf 'J\\303\\266rg <j@x.org>')";

  /** What the launcher does about the locale. */
  private static final String LAUNCHER =
      ". <(sed -n '/^euro=/,/^$/p' \"$CHECKOUT/.mvn/jvm-flags.sh\")\n";

  @TempDir Path folder;

  private record Ended(int code, String out) {}

  private Ended bash(String locale, String script) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", "set -eu\n" + script);
    builder.directory(folder.toFile()).redirectErrorStream(true);
    var variables = builder.environment();
    String path = variables.get("PATH");
    variables.clear();
    variables.put("PATH", path);
    variables.put("LC_ALL", locale);
    variables.put("CHECKOUT", Path.of("").toAbsolutePath().toString());
    variables.put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    variables.put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), out);
  }

  private static String vestibule(String arguments) {
    return "\"$JAVA\" -XX:TieredStopAtLevel=1 -Xmx256m --enable-native-access=ALL-UNNAMED"
        + " vestibule.Main "
        + arguments
        + "\n";
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "xx_XX.UTF-8"})
  void throughTheLauncherAllIsAsInUtf8(String locale) throws Exception {
    Ended ended =
        bash(
            locale,
            LAUNCHER
                + "mkdir \""
                + SIZE
                + "\" && cd \""
                + SIZE
                + "\"\n"
                + "export VESTIBULE_DATA_DIR=\""
                + SIZE
                + "\" VESTIBULE_MAIL_FROM=\""
                + FROM
                + "\"\n"
                + vestibule("config check")
                + vestibule("migrate")
                + vestibule("group create \"" + EDITORS + "\"")
                + vestibule("group list")
                + "ls -d Gr*e");
    assertThat(ended.out())
        .contains("Jörg", "/Größe/Größe")
        .contains("made group Редакторы\n")
        .containsPattern("\n +\\d+  Редакторы\nGröße\n$");
    assertThat(ended.code()).isZero();
  }

  @Test
  void startedWithoutTheLauncherItRefusesWhatItCannotRead() throws Exception {
    Ended argument = bash("C", vestibule("group create \"" + EDITORS + "\""));
    assertThat(argument.code()).isEqualTo(3);
    assertThat(argument.out())
        .isEqualTo(
            "vestibule: an argument has characters that could not be read as UTF-8 (this locale's"
                + " encoding is ANSI_X3.4-1968); set LC_ALL=C.UTF-8\n");
    Ended json = bash("C", vestibule("--json group create \"" + EDITORS + "\""));
    assertThat(json.out()).startsWith("{\"error\":\"an argument has ").endsWith(",\"exit\":3}\n");
    Ended setting = bash("C", "export VESTIBULE_MAIL_FROM=\"" + FROM + "\"\n" + vestibule("serve"));
    assertThat(setting.code()).isEqualTo(3);
    assertThat(setting.out()).startsWith("vestibule: VESTIBULE_MAIL_FROM has characters ");
    Ended place =
        bash("C", "mkdir \"" + SIZE + "\" && cd \"" + SIZE + "\"\n" + vestibule("migrate"));
    assertThat(place.code()).isEqualTo(3);
    assertThat(place.out()).startsWith("vestibule: the name of the working folder has ");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void inputThatIsNotUtf8IsRefused() throws Exception {
    Ended ended =
        bash(
            "C.UTF-8",
            vestibule("migrate")
                + "printf 'p\\344ssword\\n' | "
                + vestibule("account create --email a@x.org --username a"));
    assertThat(ended.out()).endsWith("vestibule: the input is not UTF-8\n");
    assertThat(ended.code()).isEqualTo(3);
  }
}
