package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.TestServer;
import vestibule.cli.Commands.Ended;

/** The keys of the REST framework's table of tokens stay good at document D's door. */
class ImportTokensTest {

  private static final String ADA = "a".repeat(40);
  private static final String BOB = "b".repeat(40);
  private static final String NEW = "c".repeat(40);

  private static final String MAP =
      """
      source: framework
      table: auth_user
      id: id
      fields: {username: username, email: email, active: is_active}
      tokens: {table: authtoken_token, column: key, user: user_id}
      """;

  @TempDir private Path folder;
  private TestServer server;
  private Path map;
  private String place;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start();
    map = Files.writeString(folder.resolve("map.yaml"), MAP);
    place =
        FormerSystem.sqlite(
            folder.resolve("framework.db"),
            "create table auth_user (id integer primary key, username varchar(150), email"
                + " varchar(254), is_active bool)",
            "create table authtoken_token (key varchar(40) not null primary key, created datetime"
                + " not null, user_id integer not null unique)",
            "insert into auth_user values (7, 'ada', 'ada@example.org', 1), (8, 'bob', '', 0),"
                + " (9, 'cyd', '', 1)",
            "insert into authtoken_token values ('"
                + ADA
                + "', '2020-01-01', 7), ('"
                + BOB
                + "', '2020-01-01', 8)");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Ended run(String... more) {
    String[] all = new String[6 + more.length];
    System.arraycopy(
        new String[] {"import", "table", "--from", place, "--map", map.toString()}, 0, all, 0, 6);
    System.arraycopy(more, 0, all, 6, more.length);
    return Commands.run(server, "", all);
  }

  private int profile(String key) {
    return server.get("/account/profile/", "Authorization: Token " + key).status();
  }

  private void there(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("framework.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void theyOpenWhatTheyOpenedAndWhoIsDisabledStaysOut() throws Exception {
    assertThat(run("--dry-run").out()).startsWith("dry run: 3 rows: 3 imported");
    assertThat(profile(ADA)).isEqualTo(403);
    assertThat(run().out()).startsWith("3 rows: 3 imported");
    assertThat(server.get("/account/profile/", "Authorization: Token " + ADA).text("email"))
        .isEqualTo("ada@example.org");
    assertThat(profile(BOB)).isEqualTo(403);
    assertThat(profile(ADA.toUpperCase(Locale.ROOT))).isEqualTo(403);
    assertThat(run().out()).contains("3 unchanged");
    assertThat(run("--existing", "update").out()).contains("3 unchanged");
    assertThat(profile(ADA)).isEqualTo(200);
    there("insert into authtoken_token values ('" + NEW + "', '2024-01-01', 9)");
    assertThat(run("--existing", "update").out()).contains("1 updated, 2 unchanged");
    assertThat(profile(NEW)).isEqualTo(200);
  }

  @Test
  void oneThatWasEndedHereStaysEnded() throws Exception {
    run();
    assertThat(
            server
                .send("DELETE", "/v1/sessions/current", "", "Authorization: Token " + ADA)
                .status())
        .isEqualTo(204);
    assertThat(profile(ADA)).isEqualTo(403);
    assertThat(run("--existing", "update").out()).contains("3 unchanged");
    assertThat(profile(ADA)).isEqualTo(403);
  }

  @Test
  void anOperatorSeesAndEndsThem() throws Exception {
    run();
    Ended listed = Commands.run(server, "", "session", "list", "ada", "--json");
    assertThat(listed.out()).contains("\"knowme\"");
    assertThat(Commands.run(server, "", "account", "disable", "ada").code()).isZero();
    assertThat(profile(ADA)).isEqualTo(403);
    assertThat(Commands.run(server, "", "account", "enable", "ada").code()).isZero();
    assertThat(profile(ADA)).isEqualTo(403);
  }

  @Test
  void aFileHasNone() throws Exception {
    Path file = Files.writeString(folder.resolve("auth_user.csv"), "id,username,email,is_active\n");
    place = file.toString();
    assertThat(run().code()).isEqualTo(1);
    assertThat(run().err()).contains("tokens are asked of a database");
  }
}
