package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A backup that ends midway leaves nothing that looks like one. */
@Tag("processes")
@Timeout(180)
class KilledBackupTest {

  @TempDir Path folder;

  private Map<String, String> settings(String... more) throws IOException {
    Map<String, String> all = new HashMap<>();
    all.put("VESTIBULE_HTTP_PORT", Integer.toString(ServerProcess.freePort()));
    for (String setting : more) {
      all.put(setting.split("=")[0], setting.split("=")[1]);
    }
    return all;
  }

  private List<String> names(String beginning) throws IOException {
    Path backups = folder.resolve("data/backups");
    if (!Files.exists(backups)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(backups)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(beginning))
          .sorted()
          .toList();
    }
  }

  private List<String> good() throws IOException {
    return names("vestibule-").stream().filter(name -> name.endsWith(".backup")).toList();
  }

  private boolean isUnfinished() throws IOException {
    return names("vestibule-").size() > good().size();
  }

  private static boolean quietly(Callable<Boolean> question) {
    try {
      return question.call();
    } catch (Exception vanished) {
      // A file went while the folder was read.
      return false;
    }
  }

  @Test
  void aServerThatIsKilledMidwayMakesAWholeOneAfterItsNextStart() throws Exception {
    Map<String, String> settings = settings("VESTIBULE_BACKUP_SCHEDULE=5m");
    try (ServerProcess server = ServerProcess.start(folder, settings)) {
      Waiting.until(
          "a backup",
          Duration.ofSeconds(60),
          () -> quietly(this::isUnfinished) || quietly(() -> !good().isEmpty()));
      server.kill();
    }
    for (String name : good()) {
      assertVerified(name, settings);
    }
    Files.writeString(
        folder.resolve("data/backups/vestibule-20260101T000000Z.backup.unverified"), "half");
    for (String name : good()) {
      Files.delete(folder.resolve("data/backups").resolve(name));
    }
    try (ServerProcess server = ServerProcess.start(folder, settings)) {
      // The killed one holds the lease for three minutes, by the clock of the machine.
      takeLease();
      server.kill();
    }
    try (ServerProcess server = ServerProcess.start(folder, settings)) {
      Waiting.until(
          "a backup",
          Duration.ofSeconds(60),
          () -> quietly(() -> good().size() == 1) && !quietly(this::isUnfinished));
      server.terminate();
    }
    assertThat(names("")).hasSize(1);
    assertVerified(good().getFirst(), settings);
  }

  private void takeLease() throws Exception {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/vestibule.db"));
        var statement = connection.createStatement()) {
      statement.executeUpdate("update chore set held_until = 0 where name = 'backup'");
    }
  }

  private void assertVerified(String name, Map<String, String> settings) throws Exception {
    ServerProcess.Ended ended =
        ServerProcess.run(
            folder,
            settings,
            "",
            "backup",
            "verify",
            folder.resolve("data/backups").resolve(name).normalize().toString());
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
  }

  /** A limit of the size of files stands for a disk that is full. */
  @Test
  void aFullDiskLeavesNoFileAndIsSaid() throws Exception {
    Map<String, String> settings = settings();
    try (ServerProcess server = ServerProcess.start(folder, settings)) {
      server.terminate();
    }
    Path file = folder.resolve("whole.backup");
    assertThat(ServerProcess.run(folder, settings, "", "backup", file.toString()).code()).isZero();
    long blocks = Files.size(file) / 1_024 / 2;
    for (String what : List.of("other.backup", "verify")) {
      String[] arguments =
          what.equals("verify")
              ? new String[] {"backup", "verify", file.toString()}
              : new String[] {"backup", folder.resolve(what).toString()};
      ServerProcess.Ended ended =
          ServerProcess.runAfter("ulimit -f " + 2 * blocks, folder, settings, arguments);
      assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(1);
      assertThat(ended.err()).isNotBlank();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith("other.backup") || name.startsWith("verifying"));
    }
    assertVerified("../../whole.backup", settings);
  }
}
