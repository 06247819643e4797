package vestibule.v1.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.arrival.ImportReports;
import vestibule.core.operator.Duty;
import vestibule.core.store.operator.ImportReport;
import vestibule.core.store.operator.ImportReport.Counts;
import vestibule.core.store.operator.ImportReport.Outcomes;
import vestibule.core.store.operator.ImportReport.Run;
import vestibule.web.admin.DeskOperator;

/** What imports came to, over the network and in the console. */
class ImportPathsTest {

  private static final TestServer SERVER = TestServer.start();

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private final ImportReports reports = new ImportReports(SERVER.core().changes());

  private static Counts counts(Outcomes outcomes) {
    return new Counts(
        outcomes,
        new TreeMap<>(Map.of("name_taken", 2L, "address_taken", 1L)),
        new TreeMap<>(Map.of("no_password", 7L)));
  }

  private static JsonNode read(String json) {
    return JsonMapper.shared().readTree(json.replace('\'', '"'));
  }

  private static String second(Instant time) {
    return time.toString().replaceFirst("\\.[0-9]+", "");
  }

  @Test
  void whatHasEndedAndWhatHasNotIsToldNewestFirst() {
    SERVER.clock().advance(Duration.ofMinutes(1));
    Run ended = reports.begin("shop", 0);
    reports.note(ended, counts(new Outcomes(1, 0, 0, 0)));
    reports.end(ended, counts(new Outcomes(10, 20, 30, 3)));
    SERVER.clock().advance(Duration.ofMinutes(1));
    Run open = reports.begin("club", 500);
    reports.note(open, counts(new Outcomes(4, 0, 0, 0)));

    TestOperator reader = TestOperator.of(SERVER, Duty.READ);
    Reply all = reader.get("/v1/admin/imports?limit=2");
    assertThat(all.status()).as(all.body()).isEqualTo(200);
    assertThat(all.text("/items/0/source")).isEqualTo("club");
    assertThat(all.json().at("/items/0/times/ended").isNull()).isTrue();
    assertThat(all.json().at("/items/0/rows_before").asInt()).isEqualTo(500);
    assertThat(second(Instant.parse(all.text("/items/1/times/began"))))
        .isEqualTo(second(ended.began()));
    assertThat(all.json().at("/items/1/outcomes"))
        .isEqualTo(read("{'imported':10,'updated':20,'unchanged':30,'refused':3}"));
    assertThat(all.json().at("/items/1/reasons"))
        .isEqualTo(read("{'address_taken':1,'name_taken':2}"));
    assertThat(all.json().at("/items/1/warnings")).isEqualTo(read("{'no_password':7}"));
    assertThat(reader.get("/v1/admin/imports?limit=1").json().at("/items").size()).isEqualTo(1);

    Reply page = DeskOperator.of(SERVER, Duty.READ).browser().get("/admin/imports");
    assertThat(page.body())
        .contains("10 · 20 · 30 · 3", "address_taken 1, name_taken 2", "no_password 7")
        .contains("500 were done before", "Has not ended");
  }

  @Test
  void ofEachSourceTheLastHundredAreKept() {
    Run first = reports.begin("many", 0);
    for (int runs = 0; runs < 100; runs++) {
      SERVER.clock().advance(Duration.ofSeconds(1));
      reports.begin("many", runs);
    }
    assertThat(reports.newest(1_000))
        .extracting(ImportReport::run)
        .filteredOn(run -> run.source().equals("many"))
        .hasSize(100)
        .doesNotContain(first);
  }
}
