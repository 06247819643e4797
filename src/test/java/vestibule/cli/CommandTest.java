package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.Waiting;
import vestibule.cli.Commands.Ended;

/** Every command, on the database of a running server, which follows within a second. */
@Tag("processes")
class CommandTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final TestServer server = TestServer.shared();

  private Ended run(String input, String... arguments) {
    return Commands.run(server, input, arguments);
  }

  private static Ended run(
      Path folder, Map<String, String> settings, String input, String... arguments) {
    return Commands.run(folder, settings, input, arguments);
  }

  @Test
  void anAccountMadeWithAPasswordCanSignInAndGetsItsConfirmation() {
    String name = server.unique("made");
    Ended made =
        run(
            "secret\n",
            "account",
            "create",
            "--username",
            name,
            "--email",
            name + "@x.org",
            "--json");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out())
        .matches(
            ("\\{\"id\":\\d+,\"status\":\"active\",\"username\":\"%s\",\"name\":\"\","
                    + "\"created\":\"[^\"]+\",\"emails\":\\[\\{\"id\":\\d+,"
                    + "\"email\":\"%s@x.org\",\"verified\":false,\"primary\":true}],"
                    + "\"groups\":\\[],\"roles\":\\[],\"permissions\":\\[]}\n")
                .formatted(name, name));
    assertThat(login(name, "secret").status()).isEqualTo(200);
    assertThat(server.awaitMail(name + "@x.org").path()).startsWith("/user_account/confirm_email/");
  }

  @Test
  void anInvitedPersonChoosesThePasswordByMail() {
    String name = server.unique("invited");
    Ended made =
        run("", "account", "create", "--username", name, "--email", name + "@x.org", "--invite");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(login(name, "").status()).isEqualTo(401);
    String link = server.awaitMail(name + "@x.org").path();
    assertThat(server.json("POST", link, "{\"new_pwd\": \"chosen\"}").whole())
        .isEqualTo("200 {\"msg\":\"Your password has been reset.\"}\n");
    assertThat(login(name, "chosen").status()).isEqualTo(200);
  }

  @Test
  void whatTheCoreRefusesEndsWithOneAndSaysWhy() {
    String name = registered();
    Ended again = run("x\n", "account", "create", "--username", name, "--email", "other@x.org");
    assertThat(again).isEqualTo(new Ended(1, "", "vestibule: the user name is taken\n"));
    Ended empty =
        run("\n", "account", "create", "--username", name + "b", "--email", name + "b@x.org");
    assertThat(empty).isEqualTo(new Ended(1, "", "vestibule: the password is empty\n"));
    Ended unknown = run("", "account", "show", "nobody-at-all");
    assertThat(unknown)
        .isEqualTo(
            new Ended(1, "", "vestibule: there is no account with the user name nobody-at-all\n"));
  }

  @Test
  void accountsAreShownByIdNameAndAddressAndListed() {
    String name = registered();
    Ended byName = run("", "account", "show", name);
    assertThat(byName.code()).isZero();
    assertThat(byName.out())
        .contains("status       active")
        .contains("username     " + name)
        .contains("e-mail       " + name + "@x.org, not confirmed, primary");
    String id = byName.out().lines().findFirst().orElseThrow().replace("account      ", "");
    assertThat(run("", "account", "show", id).out()).isEqualTo(byName.out());
    assertThat(run("", "account", "show", name + "@x.org", "--unproven").out())
        .isEqualTo(byName.out());
    long before = Long.parseLong(id) - 1;
    assertThat(run("", "account", "list", "--after", Long.toString(before), "--limit", "1").out())
        .contains(name)
        .hasLineCount(1);
  }

  @Test
  void disablingEndsEverySessionWithinASecondAndEnablingLetsInAgain() {
    String name = registered();
    String token = "Authorization: Bearer " + login(name, "1234").text("token");
    assertThat(me(token).status()).isEqualTo(200);
    assertThat(run("", "account", "disable", name).code()).isZero();
    Waiting.until("the server to follow", SECOND, () -> me(token).status() == 401);
    assertThat(me(token).text("msg")).startsWith("Error loading the user ");
    assertThat(login(name, "1234").status()).isEqualTo(401);
    assertThat(run("", "account", "enable", name).code()).isZero();
    Waiting.until(
        "the server to follow",
        SECOND,
        () -> me(token).whole().equals("401 {\"msg\":\"Token has been revoked\"}\n"));
    assertThat(login(name, "1234").status()).isEqualTo(200);
  }

  /** Tests move the clock of the server that they share, and commands run by it as well. */
  @Test
  void aServerThatIsAheadOfTheMachineFollowsToo() {
    server.clock().advance(Duration.ofMinutes(1));
    // The second is changed when the feed has been read by the new time.
    for (String name : List.of(registered(), registered())) {
      String token = "Authorization: Bearer " + login(name, "1234").text("token");
      assertThat(run("", "account", "disable", name).code()).isZero();
      Waiting.until("the server to follow", SECOND, () -> me(token).status() == 401);
    }
  }

  @Test
  void resettingAPasswordMailsALinkAndChoosesNothing() {
    String name = registered();
    Ended asked = run("", "account", "reset-password", name);
    assertThat(asked.out())
        .matches(
            "the mail is queued for account \\d+, user name %s, %s@x.org \\(not confirmed\\)\n"
                .formatted(name, name));
    assertThat(asked.code()).isZero();
    assertThat(login(name, "1234").status()).isEqualTo(200);
    assertThat(server.awaitMail(name + "@x.org").path())
        .startsWith("/user_account/reset_password/");
  }

  @Test
  void aDeletedAccountIsGoneEverywhereAndItsNameIsFree() {
    String name = registered();
    String token = "Authorization: Bearer " + login(name, "1234").text("token");
    assertThat(run("", "account", "delete", name).code()).isEqualTo(2);
    assertThat(me(token).status()).isEqualTo(200);
    assertThat(run("", "account", "delete", "--yes", name).code()).isZero();
    Waiting.until("the server to follow", SECOND, () -> me(token).status() == 401);
    assertThat(me(token).text("msg")).startsWith("Error loading the user ");
    assertThat(register(name).status()).isEqualTo(200);
    assertThat(me(token).text("msg")).startsWith("Error loading the user ");
  }

  @Test
  void rightsAreMadeGivenAndTakenAndTheServerFollows() {
    String name = registered();
    String token =
        "Authorization: "
            + server
                .json(
                    "POST",
                    "/account/login",
                    "{\"login\": \"%s\", \"password\": \"1234\"}".formatted(name),
                    "browser: x")
                .text("token");
    String suffix = server.unique("r");
    assertThat(run("", "group", "create", "g" + suffix).code()).isZero();
    assertThat(run("", "group", "create", "g" + suffix))
        .isEqualTo(new Ended(1, "", "vestibule: there is a group of that name\n"));
    assertThat(run("", "role", "create", "r" + suffix).code()).isZero();
    assertThat(run("", "permission", "create", "own" + suffix).code()).isZero();
    assertThat(run("", "permission", "create", "by-role" + suffix).code()).isZero();
    assertThat(run("", "group", "grant", "g" + suffix, name).out())
        .matches(
            "done: group g%s, account \\d+, user name %s, %s@x.org \\(not confirmed\\)\n"
                .formatted(suffix, name, name));
    assertThat(run("", "group", "grant", "g" + suffix, name).out()).startsWith("nothing to do: ");
    assertThat(run("", "role", "grant", "r" + suffix, name).code()).isZero();
    assertThat(run("", "permission", "grant", "own" + suffix, name).code()).isZero();
    assertThat(run("", "permission", "grant", "by-role" + suffix, "--role", "r" + suffix).code())
        .isZero();
    String all =
        ("\"groups\":\\[\\{\"id\":\\d+,\"name\":\"g%s\"}],"
                + "\"roles\":\\[\\{\"id\":\\d+,\"name\":\"r%s\"}],"
                + "\"permissions\":\\[\"by-role%s\",\"own%s\"]")
            .formatted(suffix, suffix, suffix, suffix);
    Waiting.until("the server to follow", SECOND, () -> rights(token).matches(".*" + all + ".*"));
    assertThat(run("", "permission", "revoke", "by-role" + suffix, "--role", "r" + suffix).code())
        .isZero();
    assertThat(run("", "group", "revoke", "g" + suffix, name).code()).isZero();
    Waiting.until(
        "the server to follow",
        SECOND,
        () ->
            rights(token).contains("\"groups\":[]")
                && rights(token).contains("\"permissions\":[\"own" + suffix + "\"]"));
    assertThat(run("", "role", "list").out()).contains("r" + suffix);
  }

  @Test
  void anOptionOfTheDatabasesUrlThatNobodyKnowsIsAProblem(@TempDir Path folder) {
    Map<String, String> settings =
        Map.of("VESTIBULE_DATABASE_URL", "postgresql://u:s3cret@localhost/a?bogus=s3cret");
    Ended bad = run(folder, settings, "", "config", "check", "--json");
    assertThat(bad.code()).isEqualTo(3);
    assertThat(bad.out())
        .startsWith("{\"good\":false,\"problems\":[\"the database's URL has the option bogus,")
        .doesNotContain("s3cret");
  }

  @Test
  void anSslmodeThatNobodyKnowsIsAProblem(@TempDir Path folder) {
    Map<String, String> wrong =
        Map.of("VESTIBULE_DATABASE_URL", "postgresql://u:p@localhost/a?sslmode=s3cret");
    Ended bad = run(folder, wrong, "", "config", "check");
    assertThat(bad.code()).isEqualTo(3);
    assertThat(bad.out())
        .startsWith("the database's URL has an sslmode that its driver does not know; expected")
        .contains("require or verify-ca or verify-full")
        .doesNotContain("s3cret");
    Map<String, String> known =
        Map.of("VESTIBULE_DATABASE_URL", "postgresql://u:p@localhost/a?sslmode=Require");
    assertThat(run(folder, known, "", "config", "check").code()).isZero();
  }

  @Test
  void aWrongTargetOfAMoveIsNamedAsItWasTyped(@TempDir Path folder) throws Exception {
    Files.createFile(Files.createDirectory(folder.resolve("data")).resolve("vestibule.db"));
    Ended wrong = run(folder, Map.of(), "", "move", "--to", "mysql://u:s3cret@localhost/a");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err())
        .contains("vestibule: --to is wrong (the value is not shown); expected postgres:// or ")
        .doesNotContain("s3cret");
  }

  @Test
  void configurationIsCheckedWithoutAServer(@TempDir Path folder) {
    Ended good = run(folder, Map.of("VESTIBULE_HTTP_PORT", "1234"), "", "config", "check");
    assertThat(good.code()).isZero();
    assertThat(good.out())
        .startsWith("profile: contracts   # default\n")
        .contains("\nhttp.host: 127.0.0.1   # default\nhttp.port: 1234   # VESTIBULE_HTTP_PORT\n")
        .endsWith("\nall settings are good\n");
    Ended json =
        run(folder, Map.of("VESTIBULE_PRIVACY", "strict"), "", "config", "check", "--json");
    assertThat(json.out())
        .startsWith("{\"good\":true,\"problems\":[],\"warnings\":[],\"settings\":{")
        .contains("\"privacy\":{\"value\":\"strict\",\"from\":\"VESTIBULE_PRIVACY\"}");
    Ended driver =
        run(
            folder,
            Map.of("VESTIBULE_DATABASE_URL", "postgresql://u:p@localhost/a?sslmod=x"),
            "",
            "config",
            "check");
    assertThat(driver.code()).isEqualTo(3);
    assertThat(driver.out() + driver.err()).contains("sslmod").doesNotContain("u:p");
    Ended bad = run(folder, Map.of("VESTIBULE_HTTP_PROT", "1234"), "", "config", "check");
    assertThat(bad.code()).isEqualTo(3);
    assertThat(bad.out()).contains("VESTIBULE_HTTP_PROT").contains("VESTIBULE_HTTP_PORT");
  }

  @Test
  void aMasterKeyIsMadeOnceAndForItsOwnerOnly(@TempDir Path folder) throws Exception {
    Ended made = run(folder, Map.of(), "", "keys", "master", "key");
    assertThat(made).isEqualTo(new Ended(0, "made key\n", ""));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key"))))
        .isEqualTo("rw-------");
    assertThat(run(folder, Map.of(), "", "keys", "master", "key").code()).isEqualTo(1);
  }

  @Test
  void onlyServeAndMigrateBringASchemaUpToDate(@TempDir Path folder) {
    Ended tooEarly = run(folder, Map.of(), "", "account", "list");
    assertThat(tooEarly.code()).isEqualTo(3);
    assertThat(tooEarly.err()).contains("vestibule migrate");
    assertThat(run(folder, Map.of(), "", "migrate").out()).isEqualTo("the schema is up to date\n");
    assertThat(run(folder, Map.of(), "", "account", "list")).isEqualTo(new Ended(0, "", ""));
  }

  @Test
  void everyCommandHasHelp() {
    for (String command :
        new String[] {
          "serve",
          "migrate",
          "backup",
          "restore",
          "move",
          "account",
          "session",
          "audit",
          "group",
          "role",
          "permission",
          "config",
          "keys"
        }) {
      Ended help = run("", command, "--help");
      assertThat(help.code()).isZero();
      assertThat(help.out())
          .contains("Usage: vestibule " + command)
          .contains("--json")
          .contains("Exit codes:");
    }
    assertThat(run("", "account", "create", "--help").out())
        .contains("--json")
        .contains("--invite");
    assertThat(run("", "acount").code()).isEqualTo(2);
  }

  private String registered() {
    String name = server.unique("cli");
    assertThat(register(name).status()).isEqualTo(200);
    server.awaitMail(name + "@x.org");
    return name;
  }

  private Reply register(String name) {
    return server.json(
        "POST",
        "/user_account/registration",
        "{\"username\": \"%s\", \"email\": \"%s@x.org\", \"pwd\": \"1234\"}".formatted(name, name));
  }

  private Reply login(String name, String password) {
    return server.json(
        "POST",
        "/user_account/login",
        "{\"username\": \"%s\", \"pwd\": \"%s\"}".formatted(name, password));
  }

  private Reply me(String token) {
    return server.get("/user_account/profile_settings", token);
  }

  private String rights(String token) {
    return server.get("/account/me", token).body();
  }
}
