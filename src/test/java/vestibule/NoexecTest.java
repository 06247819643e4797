package vestibule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Folders that no program may be run from; skipped where this process may mount none. Each mount is
 * seen by the program alone, and ends with it.
 */
@Tag("processes")
@Timeout(60)
class NoexecTest {

  private static final Map<String, String> SETTINGS =
      Map.of("VESTIBULE_HTTP_PORT", "0", "JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=temporary");

  @TempDir Path folder;

  @BeforeEach
  void makeFolders() throws IOException, InterruptedException {
    Files.createDirectory(folder.resolve("data"));
    Files.createDirectory(folder.resolve("temporary"));
    Process tried =
        new ProcessBuilder("sh", "-c", mounting("data"), "sh", "true")
            .directory(folder.toFile())
            .start();
    assumeTrue(tried.waitFor() == 0, "this process may mount nothing");
  }

  /** Goes on where nothing that lies in these folders can be run. */
  private static String mounting(String... folders) {
    String mounts =
        Stream.of(folders)
            .map(each -> "mount -t tmpfs -o noexec,mode=700 tmpfs " + each + " && ")
            .collect(Collectors.joining());
    return "[ $(id -u) = 0 ] || root=-r; exec unshare $root -m sh -c '"
        + mounts
        + "exec \"$@\"' sh \"$@\"";
  }

  @Test
  void aDataFolderWithoutProgramsServes() throws Exception {
    try (ServerProcess server = ServerProcess.startAfter(mounting("data"), folder, SETTINGS)) {
      assertThat(server.terminate()).isZero();
    }
    assertThat(Files.readString(folder.resolve("stderr"))).doesNotContain("ERROR", "WARN");
    assertThat(folder.resolve("temporary")).isEmptyDirectory();
  }

  @Test
  void theSettingNamesAnotherFolder() throws Exception {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("VESTIBULE_NATIVE_DIR", "elsewhere/native");
    try (ServerProcess server =
        ServerProcess.startAfter(mounting("data", "temporary"), folder, settings)) {
      assertThat(server.terminate()).isZero();
    }
    try (Stream<Path> libraries = Files.list(folder.resolve("elsewhere/native"))) {
      assertThat(libraries).hasSize(2);
    }
  }

  @Test
  void whereNoFolderWillDoOneLineSaysSo() throws Exception {
    ServerProcess.Ended ended =
        ServerProcess.runAfter(mounting("data", "temporary"), folder, SETTINGS, "serve");
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err().lines().filter(line -> !line.startsWith("NOTE: ")))
        .containsExactly(
            "vestibule: the native libraries cannot be loaded: "
                + folder.resolve("data/native")
                + " is mounted noexec, temporary is mounted noexec;"
                + " VESTIBULE_NATIVE_DIR names another folder");
    assertThat(ended.out()).isEmpty();
  }
}
