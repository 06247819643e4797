package vestibule.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.store.engine.Database;
import vestibule.store.engine.Databases;

/**
 * The log cannot grow, so that it is the COMMIT that fails: what {@code max_page_count}, which
 * fails the insert, does not show. The limit is one on the size of the process's files.
 */
@Tag("processes")
@Timeout(60)
class LimitedProcessTest {
  @TempDir Path folder;
  private Process process;
  private BufferedReader answers;
  private Writer orders;

  @BeforeEach
  void start() throws Exception {
    process = ChildProcess.start(LimitedWriter.class, folder.toString());
    answers = process.inputReader(StandardCharsets.US_ASCII);
    orders = process.outputWriter(StandardCharsets.US_ASCII);
    assertThat(answers.readLine()).isEqualTo("ready");
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void everyWriteIsRefusedWhileTheLogCannotGrowAndKeptOnceItCan() throws Exception {
    assertThat(write(3)).containsOnly("kept");
    limitFiles(Long.toString(Files.size(folder.resolve("test.db-wal")) + 1_000));
    assertThat(write(5)).containsOnly("refused");
    limitFiles("unlimited");
    assertThat(write(3)).containsOnly("kept");
    process.destroyForcibly().waitFor();
    try (Database database = Databases.open(folder)) {
      List<Long> ids =
          database.read(
              h -> h.createQuery("select id from item order by id").mapTo(Long.class).list());
      assertThat(ids).containsExactly(1L, 2L, 3L, 9L, 10L, 11L);
    }
  }

  private List<String> write(int rows) throws IOException {
    List<String> said = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      orders.write("\n");
      orders.flush();
      said.add(answers.readLine());
    }
    return said;
  }

  /** Only the soft limit, so that it can be raised again. */
  private void limitFiles(String bytes) throws Exception {
    Process limiter =
        new ProcessBuilder(
                "prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":")
            .inheritIO()
            .start();
    assertThat(limiter.waitFor()).isZero();
  }
}
