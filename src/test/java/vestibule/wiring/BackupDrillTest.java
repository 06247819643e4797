package vestibule.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.TestServer;
import vestibule.cli.Commands;
import vestibule.cli.Commands.Ended;

/** {@code vestibule backup verify}: it finds what a restore would find, and what it would not. */
@Tag("processes")
@Timeout(120)
class BackupDrillTest {

  @TempDir static Path folder;

  private static Path home;
  private static Map<String, String> settings;
  private static Path good;

  /** A server with three people, one session and a sealed trail; on PostgreSQL too. */
  @BeforeAll
  static void makeOne() throws IOException {
    home = Files.createDirectories(folder.resolve("home"));
    good = folder.resolve("good.backup");
    try (TestServer server = TestServer.in(home)) {
      for (String name : List.of("first", "second", "third")) {
        server.json(
            "POST",
            "/user_account/registration",
            "{\"username\": \"%s\", \"email\": \"%s@example.org\", \"pwd\": \"1234\"}"
                .formatted(name, name));
      }
      server.json("POST", "/user_account/login", "{\"username\": \"first\", \"pwd\": \"1234\"}");
      server.clock().advance(Duration.ofMinutes(5));
      server
          .server()
          .foundation()
          .sealer(
              server.config(),
              new Foundation.Surroundings(
                  server.clock(),
                  System::nanoTime,
                  new SecureRandom(),
                  TestServer.CHEAPEST,
                  List.of()))
          .run();
      settings = server.commandSettings();
      assertThat(run("backup", good.toString()).code()).isZero();
    }
  }

  private static Ended run(String... arguments) {
    return Commands.run(home, settings, "", arguments);
  }

  private static JsonNode verified(Path file, int code) {
    Ended ended = run("backup", "verify", file.toString(), "--json");
    assertThat(ended.code()).as(ended.err() + ended.out()).isEqualTo(code);
    return JsonMapper.shared().readTree(ended.out());
  }

  private static List<String> findings(JsonNode verified) {
    return verified.path("findings").valueStream().map(JsonNode::stringValue).toList();
  }

  /** A copy of the good one that somebody has changed. */
  private Path changed(String name, String... statements) throws Exception {
    Path file = Files.copy(good, folder.resolve(name));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
      }
    }
    return file;
  }

  @Test
  void aGoodOneIsGoodAndNothingIsLeftOfTheDrill() throws IOException {
    byte[] before = Files.readAllBytes(good);
    JsonNode report = verified(good, 0);
    assertThat(report.path("good").booleanValue()).isTrue();
    assertThat(report.path("bytes").longValue()).isEqualTo(before.length);
    JsonNode restored = report.path("restored");
    assertThat(restored.at("/rows/account").intValue()).isEqualTo(3);
    assertThat(restored.at("/rows/identifier").intValue()).isEqualTo(6);
    assertThat(restored.at("/rows/session").intValue()).isOne();
    assertThat(restored.path("secrets").intValue()).isGreaterThan(3);
    assertThat(restored.path("seals").intValue()).isPositive();
    assertThat(restored.path("events").intValue()).isGreaterThan(3);
    assertThat(findings(report)).isEmpty();

    assertThat(Files.readAllBytes(good)).isEqualTo(before);
    assertThat(leftovers()).isEmpty();
    assertThat(run("backup", "verify", good.toString()).out())
        .contains("3 accounts, 1 sessions; ")
        .contains(" is good: it was restored, and thrown away again.");
  }

  private static List<String> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("data"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("verifying"))
          .toList();
    }
  }

  @Test
  void anotherMasterKeyOrNoneIsSaid() throws Exception {
    for (boolean made : new boolean[] {false, true}) {
      Path other = Files.createTempDirectory(folder, "other");
      if (made) {
        Files.createDirectories(other.resolve("data"));
        assertThat(Commands.run(other, Map.of(), "", "keys", "master", "data/master.key").code())
            .isZero();
      }
      Ended ended = Commands.run(other, Map.of(), "", "backup", "verify", good.toString());
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.out())
          .contains("3 accounts, 1 sessions; 0 sealed secrets open")
          .contains("master.key is missing, or not the one of this backup")
          .doesNotContain("is good");
    }
  }

  @Test
  void aSecretThatTheKeyDoesNotOpenIsFound() throws Exception {
    Path file =
        changed(
            "secret",
            "update signing_key set sealed = substr(sealed, 1, length(sealed) - 4) || '0000'"
                + " where name <> 'master-key-check'");
    assertThat(findings(verified(file, 1)))
        .containsExactly("the master key does not open every secret that is sealed with it");
  }

  @Test
  void aChangedOrRemovedEventOfTheAuditTrailIsFound() throws Exception {
    Path moved = changed("moved", "update audit set at = at + 1 where kind = 'SIGNED_IN'");
    assertThat(findings(verified(moved, 1)))
        .hasSize(1)
        .allMatch(finding -> finding.startsWith("audit trail: the events of seal "));
    Path removed = changed("removed", "delete from audit where kind = 'SIGNED_IN'");
    assertThat(findings(verified(removed, 1))).isNotEmpty();
  }

  /** So it looks when parts of a database were read at different moments. */
  @Test
  void rowsWithoutTheirAccountAreFound() throws Exception {
    Path file = changed("torn", "delete from account where id in (select min(id) from account)");
    assertThat(findings(verified(file, 1)))
        .contains("2 rows of identifier belong to no account")
        .contains("1 rows of email belong to no account")
        .contains("1 rows of password belong to no account");
  }

  /** A factor that came without its account would be the next one's of that id. */
  @Test
  void factorsWithoutTheirAccountAreFound() throws Exception {
    Path file =
        changed(
            "factor",
            "insert into recovery_code (account, hash, created_at) values (999999, 'hash', 1)");
    assertThat(findings(verified(file, 1)))
        .contains("1 rows of recovery_code belong to no account");
  }

  @Test
  void aBackupOfANewerProgramIsRefused() throws Exception {
    Path newer =
        changed(
            "newer",
            "update flyway_schema_history set version = '999' where installed_rank ="
                + " (select max(installed_rank) from flyway_schema_history)");
    Ended ended = run("backup", "verify", newer.toString());
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("made by a newer version of this program");
    assertThat(leftovers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 4_096, 20_000})
  void aPartOfABackupIsRefused(int bytes) throws IOException {
    byte[] whole = Files.readAllBytes(good);
    Path file = folder.resolve("part" + bytes);
    Files.write(file, Arrays.copyOf(whole, bytes));
    refused(file);
  }

  /** Each page is overwritten in turn: none can be spoilt without notice. */
  @Test
  void aSpoiltPageIsNeverCalledGood() throws IOException {
    byte[] whole = Files.readAllBytes(good);
    int pages = whole.length / 4_096;
    Random random = new Random(7);
    for (int tried = 0; tried < 12; tried++) {
      byte[] bent = whole.clone();
      int page = tried == 0 ? 0 : random.nextInt(1, pages);
      Arrays.fill(bent, page * 4_096, (page + 1) * 4_096, (byte) 0x5a);
      Path file = Files.write(folder.resolve("bent"), bent);
      Ended ended = run("backup", "verify", file.toString());
      assertThat(ended.code()).as("page %d: %s", page, ended.out()).isEqualTo(1);
      assertThat(ended.out()).doesNotContain("is good");
    }
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void whatIsNoBackupIsRefused() throws IOException {
    refused(Files.writeString(folder.resolve("text"), "not a database at all"));
    refused(folder.resolve("absent"));
    refused(folder);
    Ended nothing = run("backup");
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.err()).contains("name the file to make, or verify and one that was made");
  }

  private static void refused(Path file) throws IOException {
    Ended ended = run("backup", "verify", file.toString());
    assertThat(ended.code()).as(file + ": " + ended.out() + ended.err()).isEqualTo(1);
    assertThat(ended.err()).contains(file.getFileName().toString());
    assertThat(ended.out()).isEmpty();
    assertThat(leftovers()).isEmpty();
  }
}
