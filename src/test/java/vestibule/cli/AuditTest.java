package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.TestServer;
import vestibule.Waiting;
import vestibule.cli.Commands.Ended;
import vestibule.crypto.Argon2;
import vestibule.wiring.Foundation;

/** The audit trail of a running server: refused attempts in it, exported, streamed, verified. */
@Tag("processes")
class AuditTest {

  private static final Duration BATCH = Duration.ofSeconds(10);

  @TempDir Path folder;

  private TestServer server;
  private Path stream;

  @BeforeEach
  void start() {
    stream = folder.resolve("audit.jsonl");
    server = TestServer.in(folder, "VESTIBULE_AUDIT_STREAM=" + stream);
    Waiting.until("the start", BATCH, () -> export("--kind", "server_started").size() == 1);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Ended run(String... arguments) {
    return Commands.run(server, "", arguments);
  }

  private List<JsonNode> export(String... more) {
    String[] all = Arrays.copyOf(new String[] {"audit", "export"}, 2 + more.length);
    System.arraycopy(more, 0, all, 2, more.length);
    return run(all).out().lines().map(line -> JsonMapper.shared().readTree(line)).toList();
  }

  private void guess(String name, String password) {
    server.json(
        "POST",
        "/user_account/login",
        "{\"username\": \"%s\", \"pwd\": \"%s\"}".formatted(name, password),
        "User-Agent: guesser");
  }

  private void seal() {
    server.clock().advance(Duration.ofSeconds(61));
    server
        .server()
        .foundation()
        .sealer(
            server.config(),
            new Foundation.Surroundings(
                server.clock(), System::nanoTime, new SecureRandom(), Argon2.Cost.USUAL, List.of()))
        .run();
  }

  private void register(String name) {
    Ended made =
        Commands.run(
            server,
            "secret\n",
            "account",
            "create",
            "--username",
            name,
            "--email",
            name + "@x.org");
    assertThat(made.code()).as(made.err()).isZero();
  }

  /** What waits for its batch, or for its minute, is written before a server ends in order. */
  @Test
  void whatWaitsInMemoryIsWrittenWhenTheServerEnds() {
    for (int i = 0; i < 20; i++) {
      guess("nobody" + i, "wr0ng");
    }
    server.get("/user_account/profile_settings", "Authorization: Bearer nonsense");
    server.close();
    server =
        TestServer.in(
            folder,
            "VESTIBULE_DATABASE_URL="
                + server.commandSettings().getOrDefault("VESTIBULE_DATABASE_URL", ""));
    int guesses =
        export("--kind", "sign_in_refused").stream()
            .map(event -> event.get("detail").asString().replaceAll("[^0-9]", ""))
            .mapToInt(times -> times.isEmpty() ? 1 : Integer.parseInt(times))
            .sum();
    assertThat(guesses).isEqualTo(20);
    assertThat(export("--kind", "token_refused")).hasSize(1);
  }

  @Test
  void theSealsStayGoodWhenTheMasterKeyIsChanged() {
    register("before");
    seal();
    Ended changed = run("keys", "master-change", "new.key");
    assertThat(changed.code()).as(changed.err()).isZero();
    register("after");
    seal();
    Ended verified = run("audit", "verify");
    assertThat(verified.out()).startsWith("2 seals");
    assertThat(verified.code()).isZero();
  }

  @Test
  void aGuessIsInTheTrailSoonWithWhomWhenWhereAndHowAndNeverWithWhatWasTyped() {
    register("mallory");
    guess("mallory", "wr0ng");
    guess("myPassw0rd", "wr0ng");
    Waiting.until("the batch", BATCH, () -> export("--kind", "sign_in_refused").size() == 2);
    List<JsonNode> guesses = export("--kind", "sign_in_refused");
    assertThat(guesses)
        .extracting(guess -> guess.get("detail").asString())
        .containsExactlyInAnyOrder("wrong_password", "unknown_name");
    assertThat(guesses)
        .allSatisfy(
            guess -> {
              assertThat(guess.get("outcome").asString()).isEqualTo("refused");
              assertThat(guess.get("actor").asString()).isEqualTo("person");
              assertThat(guess.get("door").asString()).isEqualTo("useraccount");
              assertThat(guess.get("networkAddress").asString()).isEqualTo("127.0.0.1");
              assertThat(guess.get("browser").asString()).isEqualTo("guesser");
            });
    assertThat(run("audit", "export").out()).doesNotContain("myPassw0rd").doesNotContain("wr0ng");
    assertThat(export("--account", "mallory", "--kind", "sign_in_refused")).hasSize(1);
    assertThat(export("--account", "mallory"))
        .first()
        .satisfies(
            made -> {
              assertThat(made.get("kind").asString()).isEqualTo("registered");
              assertThat(made.get("actor").asString()).isEqualTo("operator");
            });
    assertThat(export("--until", "2020-01-01")).isEmpty();
  }

  @Test
  void aStartTellsItsSettingsAndNoSecret() {
    JsonNode started = export("--kind", "server_started").getFirst();
    assertThat(started.get("actor").asString()).isEqualTo("system");
    assertThat(started.get("detail").asString())
        .contains("audit.stream=" + stream)
        .doesNotContain("postgresql://");
  }

  @Test
  void aTokenThatWasEndedIsInTheTrailWhenTheServerEnds() {
    server.get("/account/me", "Authorization: " + "0".repeat(64));
    server.get("/auth/user/", "Authorization: Token " + "0".repeat(40));
    server.close();
    server = TestServer.in(folder);
    assertThat(export("--kind", "token_refused"))
        .extracting(event -> event.get("detail").asString())
        .isNotEmpty()
        .containsOnly("damaged");
  }

  @Test
  void theTrailIsSealedStreamedAndVerified() throws IOException {
    register("alice");
    register("bob");
    int all = export().size();
    assertThat(run("audit", "verify").out())
        .startsWith("0 seals over 0 events; " + all + " events wait");
    seal();
    JsonNode report = JsonMapper.shared().readTree(run("audit", "verify", "--json").out());
    String name = report.get("last").asString();
    assertThat(report.get("seals").asInt()).isEqualTo(1);
    assertThat(report.get("events").asInt()).isEqualTo(all);
    assertThat(Files.readAllLines(stream)).hasSize(all);
    assertThat(Files.getPosixFilePermissions(stream)).hasSize(2);
    assertThat(export()).allMatch(event -> event.get("seal").asInt() == 1);
    assertThat(run("audit", "verify", "--seal", name).code()).isZero();

    assertThat(run("account", "delete", "--yes", "alice").code()).isZero();
    Ended erased = run("audit", "verify", "--seal", name);
    assertThat(erased.code()).as(erased.out()).isZero();
    assertThat(erased.out()).contains("The audit trail is what was sealed.");

    server
        .server()
        .foundation()
        .storage()
        .database()
        .write(
            transaction ->
                transaction.handle().execute("update audit set detail = 'x' where seal = 1"));
    Ended forged = run("audit", "verify");
    assertThat(forged.code()).isEqualTo(1);
    assertThat(forged.out()).contains("the events of seal 1 are not those that were sealed");
    assertThat(run("audit", "verify", "--public-key", "AAAA").out())
        .contains("not signed with the server's key");
    assertThat(run("audit", "verify", "--seal", "nonsense").code()).isEqualTo(2);
  }

  @Test
  void nothingIsSealedThatCannotBeStreamed() throws IOException {
    Files.createDirectory(stream);
    register("carol");
    assertThatThrownBy(this::seal).hasMessageContaining("stream");
    assertThat(run("audit", "verify").out()).startsWith("0 seals");
    Files.delete(stream);
    seal();
    assertThat(run("audit", "verify").out())
        .startsWith("1 seals over " + export().size() + " events");
  }
}
