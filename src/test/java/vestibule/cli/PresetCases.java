package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import vestibule.TestServer;
import vestibule.cli.Commands.Ended;
import vestibule.cli.FormerSystem.Hashed;

/** What becomes of the people of a system whose tables are known by a map. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PresetCases {

  @TempDir Path folder;
  TestServer server;

  @BeforeAll
  void start() {
    server = TestServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** Imports dry, wet and once more; the lines of the report are as short as they can be. */
  final List<String> imported(String source, String place, String... more) throws IOException {
    Path report = folder.resolve(source + "-" + place.hashCode() + ".jsonl");
    String[] fixed = {"import", source, "--from", place, "--ids", "new"};
    String[] all = Stream.of(fixed, more).flatMap(Stream::of).toArray(String[]::new);
    String[] told =
        Stream.concat(Stream.of(all), Stream.of("--dry-run", "--report", report.toString()))
            .toArray(String[]::new);
    Ended dry = Commands.run(server, "", told);
    Ended wet = Commands.run(server, "", all);
    assertThat(dry.out()).as(dry.err()).isEqualTo("dry run: " + wet.out());
    assertThat(Commands.run(server, "", all).out()).contains(" 0 imported, 0 updated");
    return Files.readAllLines(report).stream()
        .map(line -> line.replaceAll("\"(row|source|account|field)\":[^,]*,", ""))
        .toList();
  }

  final String shown(String login) {
    return Commands.run(server, "", "account", "show", login, "--json").out();
  }

  static String in(String id, String login, String hash, String... warnings) {
    return "{\"id\":\"%s\",\"outcome\":\"imported\",\"login\":\"%s\",\"reason\":null,\"hash\":%s,"
            .formatted(id, login, hash.isEmpty() ? null : '"' + hash + '"')
        + "\"warnings\":["
        + String.join(",", Stream.of(warnings).map(one -> '"' + one + '"').toList())
        + "]}";
  }

  static String out(String id, String reason) {
    return "{\"id\":\"%s\",\"outcome\":\"refused\",\"login\":null,\"reason\":\"%s\",\"hash\":null,"
            .formatted(id, reason)
        + "\"warnings\":[]}";
  }

  final void canSignIn(String address, Hashed hashed) {
    assertThat(FormerSystem.signIn(server, address, "x" + hashed.password())).isEqualTo(401);
    assertThat(FormerSystem.signIn(server, address, hashed.password())).as(address).isEqualTo(200);
  }
}
