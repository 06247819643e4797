package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.core.store.ArrivalStore.Arrived;
import vestibule.core.store.ArrivalStore.FormerId;
import vestibule.ops.Logging;

/**
 * What a start says of former tokens that let nobody in, be it by a slip or as their time is up.
 */
class FormerTokensStartTest {

  /** Where the log of tests goes. */
  private static final Path LOG = Path.of(System.getProperty("vestibule.log.file", "none"));

  private static final String BEGINNING = "VESTIBULE_FORMER_TOKENS_SLIP_";

  @TempDir private Path folder;

  /** What the log says of this test's source while a server runs that remembers somebody or not. */
  private String said(String until, boolean remembers) throws IOException {
    Logging.flush(Duration.ofSeconds(10));
    int begin = (int) Files.size(LOG);
    try (TestServer server =
        TestServer.in(
            folder,
            BEGINNING + "LIBRARY=pyjwt",
            BEGINNING + "ALGORITHM=HS256",
            BEGINNING + "SECRET=a secret of HS256 that has its 32 bytes",
            BEGINNING + "ISSUED_BEFORE=2020-01-01",
            BEGINNING + "UNTIL=" + until)) {
      if (remembers) {
        server
            .transactions()
            .write(
                stores -> {
                  stores
                      .arrivals()
                      .put(
                          new FormerId(
                              "slip", "7", 7, new Arrived(Optional.empty(), 1, List.of())));
                  return true;
                });
      }
    }
    Logging.flush(Duration.ofSeconds(10));
    byte[] log = Files.readAllBytes(LOG);
    String said = new String(log, begin, log.length - begin, StandardCharsets.UTF_8);
    return String.join(
        "\n",
        said.lines()
            .filter(line -> line.contains("FormerInstallations") && line.contains("slip"))
            .map(line -> line.replaceAll(".*FormerInstallations ", ""))
            .toList());
  }

  @Test
  void aSourceWithoutPeopleAndALastDayThatHasPassedAreSaid() throws IOException {
    assertThat(said("2100-01-01", true))
        .isEqualTo("Nobody has come in from slip yet: its tokens let nobody in");
    assertThat(said("2100-01-01", false)).isEmpty();
    assertThat(said("2020-02-01", false))
        .isEqualTo("The last day of the tokens of slip has passed: its former-tokens can go");
  }
}
