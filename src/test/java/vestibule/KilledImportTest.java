package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.ServerProcess.Ended;

/** An import that {@code kill -9} ends three times comes to what an undisturbed one comes to. */
@Tag("processes")
class KilledImportTest {

  private static final int ROWS = 6_000;
  private static final Duration LONGEST = Duration.ofSeconds(120);

  @TempDir Path folder;

  private static String person(int id) {
    // Of every twenty one has a name that another one has, and so is refused.
    int name = id % 20 == 0 ? id - 1 : id;
    return "{\"id\": %d, \"username\": \"p%d\", \"emails\": [{\"address\": \"p%d@example.org\"}]}"
        .formatted(id, name, id);
  }

  private Path place(String name) throws IOException {
    Path place = Files.createDirectory(folder.resolve(name));
    List<String> lines = IntStream.rangeClosed(1, ROWS).mapToObj(KilledImportTest::person).toList();
    Files.write(place.resolve("people.jsonl"), lines);
    return place;
  }

  private static String[] command(String... more) {
    return Stream.concat(
            Stream.of("import", "jsonl", "--from", "people.jsonl", "--report", "report.jsonl"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private static long lines(Path report) {
    try (Stream<String> lines = Files.lines(report)) {
      return lines.count();
    } catch (IOException notYet) {
      return 0;
    }
  }

  @Test
  void whatWasDoneStaysAndTheRestIsDoneOnce() throws Exception {
    Map<String, String> settings = Map.of();
    Path whole = place("whole");
    assertThat(ServerProcess.run(whole, settings, "", "migrate").code()).isZero();
    assertThat(ServerProcess.run(whole, settings, "", command()).code()).isEqualTo(4);

    Path disturbed = place("disturbed");
    ServerProcess.run(disturbed, settings, "", "migrate");
    Path report = disturbed.resolve("report.jsonl");
    int killed = 0;
    for (int enough : List.of(400, 2_000, 4_000)) {
      Process process =
          ServerProcess.begin(disturbed, settings, killed == 0 ? command() : command("--resume"));
      Waiting.until("so many rows", LONGEST, () -> lines(report) >= enough || !process.isAlive());
      killed += process.isAlive() ? 1 : 0;
      process.destroyForcibly().waitFor();
    }
    assertThat(killed).isEqualTo(3);
    Ended ended = ServerProcess.run(disturbed, settings, "", command("--resume"));
    assertThat(ended.code()).as(ended.err()).isEqualTo(4);
    assertThat(Files.readAllLines(report))
        .isEqualTo(Files.readAllLines(whole.resolve("report.jsonl")));
    assertThat(ids(disturbed)).hasSize(ROWS * 19 / 20).isEqualTo(ids(whole));
  }

  private static List<String> ids(Path place) throws Exception {
    return ServerProcess.run(place, Map.of(), "", "import", "ids", "jsonl").out().lines().toList();
  }
}
