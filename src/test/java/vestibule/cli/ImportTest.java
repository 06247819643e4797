package vestibule.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.TestServer;
import vestibule.cli.Commands.Ended;
import vestibule.core.arrival.ImportReports;
import vestibule.core.store.operator.ImportReport;

/** {@code vestibule import jsonl} beside a running server. */
class ImportTest {

  @TempDir private Path folder;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path file(String... lines) throws IOException {
    return Files.writeString(folder.resolve("people.jsonl"), String.join("\n", lines) + "\n");
  }

  private Ended run(String... arguments) {
    return Commands.run(server, "", arguments);
  }

  private Ended run(Path file, String... more) {
    String[] all = new String[4 + more.length];
    System.arraycopy(new String[] {"import", "jsonl", "--from", file.toString()}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return run(all);
  }

  private static String person(int id) {
    return "{\"id\": %d, \"username\": \"p%d\", \"emails\": [{\"address\": \"p%d@example.org\","
            .formatted(id, id, id)
        + " \"verified\": true}]}";
  }

  @Test
  void theReportTellsOfEachRowAndNeverAHash() throws IOException {
    Path people =
        file(
            "{\"id\": 7, \"username\": \"Ada\", \"emails\": [{\"address\": \"ada@example.org\","
                + " \"verified\": true, \"primary\": true}], \"full_name\": \"Ada L.\","
                + " \"phone\": \""
                + "1".repeat(300)
                + "\", \"groups\": [\"Editors\"], \"status\": \"disabled\"}",
            "{\"id\": \"x-1\", \"username\": \"ADA\"}",
            "{\"id\": 8}",
            "not JSON",
            "{\"username\": \"nobody\"}",
            "{\"id\": 9, \"username\": \"n9\", \"created_at\": \"yesterday\"}",
            "",
            "{\"id\": 10, \"username\": \"n10\", \"shoe_size\": 44}");
    Path report = folder.resolve("report.jsonl");
    Ended ended = run(people, "--report", report.toString(), "--source", "shop");
    assertThat(ended.code()).isEqualTo(4);
    assertThat(Files.readString(report))
        .isEqualTo(
            """
            {"row":1,"source":"shop","id":"7","outcome":"imported","account":7,"login":"Ada",\
            "reason":null,"field":null,"hash":null,\
            "warnings":["no_password","inactive","field_dropped"]}
            {"row":2,"source":"shop","id":"x-1","outcome":"refused","account":null,"login":null,\
            "reason":"name_taken","field":"username","hash":null,"warnings":[]}
            {"row":3,"source":"shop","id":"8","outcome":"refused","account":null,"login":null,\
            "reason":"no_login","field":"emails","hash":null,"warnings":[]}
            {"row":4,"source":"shop","id":null,"outcome":"refused","account":null,"login":null,\
            "reason":"row_damaged","field":null,"hash":null,"warnings":[]}
            {"row":5,"source":"shop","id":null,"outcome":"refused","account":null,"login":null,\
            "reason":"id_invalid","field":"id","hash":null,"warnings":[]}
            {"row":6,"source":"shop","id":"9","outcome":"refused","account":null,"login":null,\
            "reason":"field_invalid","field":"created_at","hash":null,"warnings":[]}
            {"row":7,"source":"shop","id":"10","outcome":"imported","account":10,"login":"n10",\
            "reason":null,"field":null,"hash":null,"warnings":["no_password","field_dropped"]}
            {"summary":{"rows":7,"imported":2,"updated":0,"unchanged":0,"refused":5,\
            "reasons":{"field_invalid":1,"id_invalid":1,"name_taken":1,"no_login":1,\
            "row_damaged":1},"warnings":{"field_dropped":2,"inactive":1,"no_password":2}}}
            """);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report)))
        .isEqualTo("rw-------");
    assertThat(ended.out()).startsWith("7 rows: 2 imported, 0 updated, 0 unchanged, 5 refused\n");
    assertThat(run("import", "ids", "shop").out())
        .isEqualTo("{\"id\":\"10\",\"account\":10}\n{\"id\":\"7\",\"account\":7}\n");
  }

  @Test
  void whatARunCameToIsKept() throws IOException {
    Path people = file(person(1), "not JSON", "{\"id\": 3, \"username\": \"P1\"}");
    run(people, "--source", "shop", "--dry-run");
    run(people, "--source", "shop");
    assertThat(new ImportReports(server.core().changes()).newest(10))
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.run().source()).isEqualTo("shop");
              assertThat(kept.run().rowsBefore()).isZero();
              assertThat(kept.ended()).isPresent();
              assertThat(kept.counts().outcomes()).isEqualTo(new ImportReport.Outcomes(1, 0, 0, 2));
              assertThat(kept.counts().reasons())
                  .isEqualTo(Map.of("name_taken", 1L, "row_damaged", 1L));
              assertThat(kept.counts().warnings()).isEqualTo(Map.of("no_password", 1L));
            });
  }

  @Test
  void aDryRunReportsTheSameAndLeavesNothing() throws IOException {
    Path people = file(person(1), person(2), person(1), "{\"id\": 3, \"username\": \"P1\"}");
    Path tried = folder.resolve("tried.jsonl");
    Path done = folder.resolve("done.jsonl");
    assertThat(run(people, "--dry-run", "--report", tried.toString()).code()).isEqualTo(4);
    assertThat(run("account", "search", "p1").out()).isEmpty();
    assertThat(run(people, "--report", done.toString()).code()).isEqualTo(4);
    assertThat(Files.readString(tried))
        .isNotEqualTo(Files.readString(done))
        .isEqualTo(Files.readString(done).replaceAll("\"account\":[0-9]+", "\"account\":null"));
    assertThat(run("account", "search", "p1").out()).isNotEmpty();
  }

  @Test
  void aSecondRunChangesNothingAndAResumedOneGoesOn() throws IOException {
    String[] all =
        IntStream.rangeClosed(1, 450).mapToObj(ImportTest::person).toArray(String[]::new);
    Path report = folder.resolve("report.jsonl");
    Path whole = folder.resolve("whole.jsonl");
    run(file(List.of(all).subList(0, 200).toArray(String[]::new)), "--report", report.toString());
    Path people = file(all);
    Ended resumed = run(people, "--resume", "--report", report.toString());
    assertThat(resumed.out())
        .startsWith("450 rows: 450 imported, 0 updated, 0 unchanged, 0 refused\n");
    assertThat(Files.readAllLines(report)).hasSize(451).doesNotHaveDuplicates();
    Ended again = run(people, "--report", whole.toString());
    assertThat(again.out())
        .isEqualTo("450 rows: 0 imported, 0 updated, 450 unchanged, 0 refused\n");
    assertThat(again.code()).isZero();
  }

  @Test
  void idsThatAServerHasTakenAreNotKeptAndNobodyComes() throws IOException {
    server.json(
        "POST",
        "/user_account/registration",
        "{\"username\": \"Eve\", \"email\": \"eve@example.org\", \"pwd\": \"1234\"}");
    Path people = file(person(3));
    Ended refused = run(people);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("cannot be kept", "--ids new");
    assertThat(run("account", "search", "p3").out()).isEmpty();
    assertThat(run(people, "--ids", "new").code()).isZero();
    assertThat(run(people, "--ids", "new").out()).contains("1 unchanged");
  }

  @Test
  void packedFilesAndStandardInputAreReadToo() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(("\ufeff" + person(1) + "\r\n").getBytes(UTF_8));
    }
    Path file = Files.write(folder.resolve("people.jsonl.gz"), packed.toByteArray());
    assertThat(run(file).out()).startsWith("1 rows: 1 imported");
    assertThat(Commands.run(server, person(2), "import", "jsonl", "--from", "-").out())
        .startsWith("1 rows: 1 imported");
    assertThat(run(Files.write(folder.resolve("b.jsonl"), new byte[] {'{', -1, '}'})).out())
        .contains("row_damaged 1");
  }

  @Test
  void aTimeThatNoCalendarHasIsRefused() throws IOException {
    Path people =
        file(
            "{\"id\": 1, \"username\": \"p1\", \"created_at\": \"+292278994-08-17T07:12:55Z\"}",
            "{\"id\": 2, \"username\": \"p2\", \"created_at\": \"+10000-01-01T00:00:00Z\"}",
            "{\"id\": 3, \"username\": \"p3\", \"created_at\": \"0000-12-31T23:59:59Z\"}",
            "{\"id\": 4, \"username\": \"p4\", \"created_at\": \"0001-01-01T00:00:00Z\"}");
    assertThat(run(people).out()).startsWith("4 rows: 1 imported").contains("field_invalid 3");
  }

  @Test
  void anArrayIsReadAsLinesAre() throws IOException {
    Path array =
        Files.writeString(
            folder.resolve("people.json"), "[" + person(1) + ",\n" + person(2) + ", 3]");
    assertThat(run(array).out())
        .startsWith("3 rows: 2 imported, 0 updated, 0 unchanged, 1 refused\n")
        .contains("row_damaged 1");
    Path cut = Files.writeString(folder.resolve("cut.json"), "[" + person(4) + ",\n");
    Ended refused = run(cut);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("no good JSON after 1 rows");
    assertThat(run("account", "search", "p4").out()).isEmpty();
  }

  @Test
  void aKeyIsMeantForHashesThatNameNone() throws IOException {
    String md5 = "\"password\": {\"hash\": \"54ef36ec71201fdf9d1423fd26f97f6b\"";
    Path people =
        file(
            "{\"id\": 1, \"username\": \"p1\", " + md5 + "}}",
            "{\"id\": 2, \"username\": \"p2\", " + md5 + ", \"scheme\": \"bcrypt\"}}");
    assertThat(run(people, "--dry-run").out()).contains("hash_unknown 1", "hash_damaged 1");
    assertThat(run(people, "--with", "nokey", "--dry-run").out())
        .contains("hash_needs_key 1", "hash_damaged 1");
  }

  @Test
  void wrongUsageIsToldBeforeAnythingIsDone() throws IOException {
    Path people = file(person(1));
    assertThat(run("import", "nothing", "--from", people.toString()).code()).isEqualTo(2);
    assertThat(run("import", "jsonl").code()).isEqualTo(2);
    assertThat(run(people, "--ids", "some").code()).isEqualTo(2);
    assertThat(run(people, "--existing", "wipe").code()).isEqualTo(2);
    assertThat(run(people, "--source", "A B").code()).isEqualTo(2);
    assertThat(run(folder.resolve("absent.jsonl")).code()).isEqualTo(1);
    assertThat(run(folder.resolve("absent.csv")).err())
        .contains("jsonl is read from a .jsonl or .ndjson file, or a .json file");
    assertThat(run("import", "jsonl", "--from", "sqlite:x.db").code()).isEqualTo(2);
    assertThat(run("import", "table", "--from", "sqlite:x.db").err()).contains("--map");
    assertThat(run(people, "--map", "x.yaml").err()).contains("jsonl takes no --map");
    assertThat(run("account", "search", "p1").out()).isEmpty();
  }
}
