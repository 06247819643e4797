package vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.wiring.Wiring;

/** What a start and {@code config check} warn of. */
class WarningsTest {

  @TempDir Path folder;

  private List<String> warnings(String... settings) throws Config.Invalid {
    Map<String, String> environment = new HashMap<>();
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      environment.put("VESTIBULE_" + parts[0], parts[1]);
    }
    return Wiring.config(environment, folder).warnings();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 0",
    "::1, 0",
    "0:0:0:0:0:0:0:1, 0",
    "localhost, 0",
    "LocalHost, 0",
    "0.0.0.0, 1",
    "::, 1",
    "192.168.1.5, 1",
    "my-host, 1"
  })
  void listeningToOthersWithAPublicUrlOfThisMachine(String host, int count) throws Exception {
    assertThat(warnings("HTTP_HOST=" + host, "PROFILE=production"))
        .hasSize(count)
        .allSatisfy(warning -> assertThat(warning).contains("http.host", "public-url"));
    assertThat(
            warnings(
                "HTTP_HOST=" + host,
                "PROFILE=production",
                "PUBLIC_URL=https://a.example",
                "SMTP_URL=smtp://localhost"))
        .isEmpty();
  }

  @Test
  void noLimitsWhereOtherMachinesAsk() throws Exception {
    String warning = "limits is off: nothing stops who guesses passwords, or floods mailboxes";
    assertThat(warnings("LIMITS=off")).doesNotContain(warning);
    assertThat(warnings("LIMITS=off", "HTTP_HOST=0.0.0.0")).contains(warning);
    assertThat(warnings("HTTP_HOST=0.0.0.0")).doesNotContain(warning);
  }

  @Test
  void challengesAfterFailuresThatNobodyCounts() throws Exception {
    assertThat(warnings("CHALLENGE_FAILURES=5")).isEmpty();
    assertThat(warnings("CHALLENGE_FAILURES=5", "LIMITS=off"))
        .containsExactly("challenge.failures has no effect: limits is off, and only limits count");
  }

  @Test
  void weakPasswordsWhereOthersAreLetIn() throws Exception {
    String[] open = {
      "HTTP_HOST=0.0.0.0", "PUBLIC_URL=https://a.example", "SMTP_URL=smtp://localhost"
    };
    assertThat(warnings(open))
        .containsExactly(
            "http.host lets other machines in, but new passwords may be weak:"
                + " passwords.minimum-length is 0, passwords.refuse-breached is off,"
                + " passwords.refuse-context-words is off; profile: production sets what we"
                + " recommend");
    assertThat(
            warnings(
                open[0],
                open[1],
                open[2],
                "PROFILE=production",
                "PASSWORDS_MINIMUM_LENGTH=8",
                "PASSWORDS_REFUSE_BREACHED=off"))
        .containsExactly(
            "http.host lets other machines in, but new passwords may be weak:"
                + " passwords.minimum-length is 8, passwords.refuse-breached is off;"
                + " profile: production sets what we recommend");
    assertThat(warnings("HTTP_HOST=127.0.0.1")).isEmpty();
  }

  @Test
  void aMinimumThatContractEDoesNotTake() throws Exception {
    assertThat(warnings("PASSWORDS_MINIMUM_LENGTH=20")).isEmpty();
    assertThat(warnings("PASSWORDS_MINIMUM_LENGTH=21"))
        .containsExactly(
            "passwords.minimum-length is 21: nobody can register at contract E, which takes 20"
                + " characters at most");
  }

  @Test
  void httpsWithoutAMailServer() throws Exception {
    assertThat(warnings("PUBLIC_URL=https://a.example"))
        .singleElement()
        .asString()
        .contains("smtp-url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u:p@db.internal/a",
        "postgresql://u:p@db.internal/a?sslmode=require",
        "postgresql://u:p@db.internal/a?sslmode=verify-ca",
        "postgresql://u:p@localhost,10.0.0.5/a"
      })
  void aDatabaseElsewhereThatNobodyProves(String url) throws Exception {
    assertThat(warnings("DATABASE_URL=" + url))
        .singleElement()
        .asString()
        .contains("sslmode=verify-full");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u:p@db.internal/a?sslmode=verify-full",
        "postgresql://u:p@127.0.0.1,[::1]/a",
        "postgresql://u:p@LOCALHOST,localhost.,[0:0:0:0:0:0:0:1]/a",
        "postgresql:///a?host=/run/postgresql"
      })
  void aDatabaseHereOrProvedIsFine(String url) throws Exception {
    assertThat(warnings("DATABASE_URL=" + url)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"rwx------, 0", "rwxr-x---, 1", "rwx-----x, 1", "rwxr-xr-x, 1"})
  void aDataFolderThatOthersMayReadOrEnter(String mode, int count) throws Exception {
    Path data =
        Files.createDirectory(
            folder.resolve("data"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString(mode));
    assertThat(warnings())
        .hasSize(count)
        .allSatisfy(warning -> assertThat(warning).endsWith("chmod 700 " + data));
  }

  @ParameterizedTest
  @CsvSource({"rwx------, 0", "rwxr-xr-x, 1"})
  void ofALinkWhereTheFolderItLeadsToIsWhatCounts(String mode, int count) throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Files.setPosixFilePermissions(disk, PosixFilePermissions.fromString(mode));
    Files.createSymbolicLink(folder.resolve("data"), disk);
    assertThat(warnings()).hasSize(count);
  }
}
