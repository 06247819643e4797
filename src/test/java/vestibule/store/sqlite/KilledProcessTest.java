package vestibule.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.store.engine.Database;
import vestibule.store.engine.Databases;

/** What a writer was promised is there after its process was killed. */
@Tag("processes")
@Timeout(60)
class KilledProcessTest {
  @TempDir Path folder;

  @RepeatedTest(2)
  void everyPromisedRowIsThereAndTheFileIsSound() throws Exception {
    List<Long> promised = promisesOfAKilledProcess();
    try (Database database = Databases.open(folder)) {
      List<Long> kept =
          database.scan(h -> h.createQuery("select id from item").mapTo(Long.class).list());
      assertThat(kept).containsAll(promised);
      String verdict =
          database.scan(h -> h.createQuery("pragma integrity_check").mapTo(String.class).one());
      assertThat(verdict).isEqualTo("ok");
      database.write(t -> Databases.insert(t.handle(), Long.MAX_VALUE));
    }
  }

  private List<Long> promisesOfAKilledProcess() throws Exception {
    Process process = ChildProcess.start(KilledWriter.class, folder.toString());
    List<Long> promised = new ArrayList<>();
    try (BufferedReader output = process.inputReader(StandardCharsets.US_ASCII)) {
      String line = output.readLine();
      while (line != null) {
        promised.add(Long.valueOf(line));
        if (promised.size() == 700) {
          process.destroyForcibly();
        }
        line = output.readLine();
      }
    } catch (IOException | NumberFormatException e) {
      // The pipe broke with the process, perhaps within a line.
      assertThat(promised).hasSizeGreaterThanOrEqualTo(700);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(promised).hasSizeGreaterThanOrEqualTo(700);
    return promised;
  }
}
