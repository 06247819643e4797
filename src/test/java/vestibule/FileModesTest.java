package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that the program writes is for its owner alone, whatever the umask is. */
@Tag("processes")
@Timeout(300)
class FileModesTest {

  private static final Pattern PORT = Pattern.compile(":(\\d+) in ");

  @TempDir private Path folder;

  private Map<String, String> settings(String data) {
    return Map.of(
        "VESTIBULE_HTTP_PORT", "0",
        "VESTIBULE_PUBLIC_URL", "http://localhost",
        "VESTIBULE_DATA_DIR", folder.resolve(data).toString());
  }

  private static void register(String readyLine) throws IOException, InterruptedException {
    Matcher port = PORT.matcher(readyLine);
    assertThat(port.find()).isTrue();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.group(1) + "/api/register/"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"email\":\"modes@example.org\",\"password\":\"Long-enough-1\"}"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
  }

  private List<String> openToOthers(String... names) throws IOException {
    Stream.Builder<String> open = Stream.builder();
    for (String name : names) {
      try (Stream<Path> all = Files.walk(folder.resolve(name))) {
        for (Path path : all.toList()) {
          String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
          if (!mode.endsWith("------")) {
            open.add(mode + " " + path);
          }
        }
      }
    }
    return open.build().toList();
  }

  private List<String> names(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  private void mode(String name, String mode) throws IOException {
    Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString(mode));
  }

  private void run(String umask, String data, String... arguments) throws Exception {
    ServerProcess.Ended ended =
        ServerProcess.runAfter("umask " + umask, folder, settings(data), arguments);
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"022", "000"})
  void whatIsMadeUnderAnOpenUmaskIsClosed(String umask) throws Exception {
    try (ServerProcess server =
        ServerProcess.startAfter("umask " + umask, folder, settings("data"))) {
      register(server.readyLine());
      Waiting.until(
          "the mail", Duration.ofSeconds(60), () -> Files.isDirectory(folder.resolve("data/mail")));
      assertThat(openToOthers("data")).isEmpty();
      run(umask, "data", "backup", folder.resolve("copy").toString());
      assertThat(names("data"))
          .contains(
              "vestibule.db",
              "vestibule.db-wal",
              "vestibule.db-shm",
              "vestibule.db-serving",
              "vestibule.db-migration",
              "master.key",
              "native",
              "mail");
    }
    mode("copy", "rw-r--r--");
    Files.createDirectory(folder.resolve("other"));
    mode("other", "rwxr-xr-x");
    run(umask, "other", "keys", "master", folder.resolve("made.key").toString());
    run(umask, "other", "restore", "--new-keys", folder.resolve("copy").toString());
    assertThat(names("other")).contains("vestibule.db", "master.key");
    assertThat(openToOthers("data", "other", "made.key")).isEmpty();
  }

  @Test
  void whatWasOpenBeforeIsClosedAtTheStart() throws Exception {
    ServerProcess.start(folder, settings("data")).kill();
    List<String> names = List.of("vestibule.db", "vestibule.db-wal", "vestibule.db-shm");
    assertThat(names("data")).containsAll(names);
    for (String name : names) {
      mode("data/" + name, "rw-rw-r--");
    }
    mode("data", "rwxr-xr-x");
    try (ServerProcess server = ServerProcess.start(folder, settings("data"))) {
      assertThat(server.readyLine()).startsWith("vestibule ready");
      assertThat(openToOthers("data")).isEmpty();
    }
    assertThat(Files.readString(folder.resolve("stderr")))
        .contains("was open to others and is its owner's alone now");
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "restore x", "account list"})
  void aFolderOfOtherThingsIsRefusedInOneLine(String command) throws Exception {
    Files.createDirectory(folder.resolve("shared"));
    Files.createFile(folder.resolve("shared/else"));
    mode("shared", "rwxr-xr-x");
    ServerProcess.Ended ended =
        ServerProcess.runAfter("umask 022", folder, settings("shared"), command.split(" "));
    assertThat(ended.code()).isEqualTo(3);
    Path path = folder.resolve("shared");
    assertThat(ended.err().lines().filter(line -> !line.startsWith("warning: ")))
        .containsExactly(
            "vestibule: the folder %s is open to others: chmod 700 %s, or name one of its own"
                .formatted(path, path));
    assertThat(names("shared")).containsExactly("else");
  }
}
