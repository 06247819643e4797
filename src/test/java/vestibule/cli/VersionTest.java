package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.cli.Commands.Ended;

/** What {@code vestibule version} says; it needs neither settings nor a database. */
class VersionTest {

  @TempDir Path folder;

  private static int newestScript() throws IOException {
    try (Stream<Path> scripts = Files.walk(Path.of("src/main/resources/db"))) {
      return scripts
          .filter(Files::isRegularFile)
          .map(script -> script.getFileName().toString())
          .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
          .max()
          .orElseThrow();
    }
  }

  private Ended version(String... arguments) {
    // Wrong settings, which it does not read.
    return Commands.run(folder, Map.of("VESTIBULE_HTTP_PORT", "none"), "", arguments);
  }

  @Test
  void peopleReadALine() throws IOException {
    assertThat(version("version"))
        .isEqualTo(
            new Ended(
                0,
                "vestibule (unpackaged), Java %s, schema %d\n"
                    .formatted(Runtime.version(), newestScript()),
                ""));
  }

  @Test
  void programsReadAnObject() throws IOException {
    assertThat(version("version", "--json"))
        .isEqualTo(
            new Ended(
                0,
                "{\"version\":\"(unpackaged)\",\"java\":\"%s\",\"schema\":%d}\n"
                    .formatted(Runtime.version(), newestScript()),
                ""));
    assertThat(folder).isEmptyDirectory();
  }
}
