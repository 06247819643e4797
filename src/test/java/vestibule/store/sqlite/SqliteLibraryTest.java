package vestibule.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.JDBC;
import vestibule.store.engine.Databases;

/** SQLite's library is unpacked once, beside the database, and nowhere else. */
@Tag("processes")
@Timeout(60)
class SqliteLibraryTest {

  @TempDir Path folder;
  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, /org/sqlite/native/Linux/x86_64/libsqlitejdbc.so",
    "Linux, aarch64, /org/sqlite/native/Linux/aarch64/libsqlitejdbc.so",
    "Mac OS X, x86_64, /org/sqlite/native/Mac/x86_64/libsqlitejdbc.dylib",
    "Mac OS X, aarch64, /org/sqlite/native/Mac/aarch64/libsqlitejdbc.dylib",
    "Linux, riscv64, ",
    "FreeBSD, amd64, ",
  })
  void eachPlatformHasItsOwn(String system, String processor, String resource) {
    assertThat(SqliteLibrary.resourceFor(system, processor).orElse(null)).isEqualTo(resource);
    if (resource != null) {
      assertThat(JDBC.class.getResource(resource)).isNotNull();
    }
  }

  /** The process of the next test: opens a database, and ends as if it were killed. */
  static final class OpeningProcess {
    private OpeningProcess() {}

    public static void main(String[] arguments) {
      Path directory = Path.of(arguments[0]);
      // Where the driver unpacks it when nobody else does, and where it is put in passing.
      System.setProperty("org.sqlite.tmpdir", arguments[1]);
      System.setProperty("java.io.tmpdir", arguments[1]);
      SqliteLibrary.load(directory);
      SqliteDatabase.open(directory.resolveSibling("test.db"), Databases.settings(100, 10));
      System.out.println(System.getProperty("org.sqlite.lib.name"));
      System.out.flush();
      Runtime.getRuntime().halt(0);
    }
  }

  private String open(Path directory) throws Exception {
    Process process =
        ChildProcess.start(OpeningProcess.class, directory.toString(), temporary.toString());
    try (var output = process.inputReader()) {
      String name = output.readLine();
      assertThat(process.waitFor()).isZero();
      return name;
    }
  }

  private static List<Path> left(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aProcessLoadsOneCopyAlone() throws Exception {
    SqliteLibrary.load(folder.resolve("one"));
    SqliteLibrary.load(folder.resolve("two"));
    assertThat(
            Files.readString(Path.of("/proc/self/maps"))
                .lines()
                .filter(line -> line.contains("sqlitejdbc"))
                .map(line -> line.split(" +")[4])
                .distinct())
        .hasSize(1);
  }

  @Test
  void twoProcessesUseOneFileAndLeaveNothingElse() throws Exception {
    Path directory = folder.resolve("native");
    String name = open(directory);
    assertThat(left(directory)).containsExactly(directory.resolve(name));
    Object first = Files.getAttribute(directory.resolve(name), "unix:ino");
    assertThat(open(directory)).isEqualTo(name);
    assertThat(left(directory)).containsExactly(directory.resolve(name));
    assertThat(Files.getAttribute(directory.resolve(name), "unix:ino")).isEqualTo(first);
    assertThat(left(temporary)).isEmpty();
  }

  @Test
  void whereNoFolderCanBeMadeItIsInTheOneForTemporaryFilesInPassing() throws Exception {
    Path directory = Files.writeString(folder.resolve("native"), "in the way");
    assertThat(open(directory)).startsWith("libsqlitejdbc-");
    assertThat(left(temporary)).isEmpty();
  }
}
