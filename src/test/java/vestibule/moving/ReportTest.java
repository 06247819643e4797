package vestibule.moving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.core.arrival.Outcome;
import vestibule.core.arrival.Outcome.Reason;

/** What a report tells of batches that happen, of such that do not, and when it goes on. */
class ReportTest {

  private static final Incoming COME =
      new Incoming("7", Optional.empty(), Optional.empty(), "django", Outcome.noWarnings());

  private static final Outcome IN =
      new Outcome.Imported(OptionalLong.of(7), "ada", Outcome.noWarnings());

  private static final String FIRST =
      "{\"row\":1,\"source\":\"shop\",\"id\":\"7\",\"outcome\":\"imported\",\"account\":7,"
          + "\"login\":\"ada\",\"reason\":null,\"field\":null,\"hash\":\"django\",\"warnings\":[]}";

  private static final String SECOND =
      "{\"row\":2,\"source\":\"shop\",\"id\":\"7\",\"outcome\":\"refused\",\"account\":null,"
          + "\"login\":null,\"reason\":\"name_taken\",\"field\":\"username\",\"hash\":\"django\","
          + "\"warnings\":[]}";

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("report.jsonl");
  }

  private Report begun(long kept) throws IOException {
    return Report.into(file(), "shop", kept, false);
  }

  private static void tellSecond(Report report) {
    report.tell(1, List.of(COME), List.of(new Outcome.Refused(Reason.NAME_TAKEN, "username")));
  }

  private static String summary(int rows, int imported, int refused) {
    return """
    {"summary":{"rows":%d,"imported":%d,"updated":0,"unchanged":0,"refused":%d,"reasons":{%s},\
    "warnings":{}}}\
    """
        .formatted(rows, imported, refused, refused == 0 ? "" : "\"name_taken\":" + refused);
  }

  @Test
  void aBatchThatIsToldAgainIsToldOnce() throws IOException {
    try (Report report = begun(0)) {
      report.tell(0, List.of(COME), List.of(new Outcome.Refused(Reason.NAME_TAKEN, "username")));
      report.tell(0, List.of(COME), List.of(IN));
      report.keep();
      tellSecond(report);
      report.keep();
      report.end();
    }
    assertThat(Files.readAllLines(file())).containsExactly(FIRST, SECOND, summary(2, 1, 1));
  }

  @Test
  void whatWasToldStandsInTheFileBeforeItIsKept() throws IOException {
    try (Report report = begun(0)) {
      report.tell(0, List.of(COME), List.of(IN));
      assertThat(Files.readAllLines(file())).containsExactly(FIRST);
    }
  }

  /** Killed in the middle of a line of a batch that was not committed. */
  @Test
  void aReportThatGoesOnIsCutToWhatIsDone() throws IOException {
    try (Report report = begun(0)) {
      report.tell(0, List.of(COME), List.of(IN));
      report.keep();
    }
    Files.writeString(file(), SECOND.substring(0, 40), StandardOpenOption.APPEND);
    try (Report report = begun(1)) {
      assertThat(Files.readAllLines(file())).containsExactly(FIRST);
      tellSecond(report);
      report.keep();
      assertThat(report.end().outcomes()).isEqualTo(new Report.Outcomes(1, 0, 0, 1));
    }
    assertThat(Files.readAllLines(file())).containsExactly(FIRST, SECOND, summary(2, 1, 1));
  }

  @Test
  void aNewReportTakesThePlaceOfAnOldOne() throws IOException {
    Files.writeString(file(), "something else\n");
    try (Report report = begun(0)) {
      report.end();
    }
    assertThat(Files.readAllLines(file())).containsExactly(summary(0, 0, 0));
  }
}
