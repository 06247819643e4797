package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.TestServer;
import vestibule.Waiting;
import vestibule.cli.Commands.Ended;

/** Finding accounts, showing and exporting what is kept of them, ending their sessions. */
@Tag("processes")
class LooksTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final TestServer server = TestServer.shared();

  private Ended run(String input, String... arguments) {
    return Commands.run(server, input, arguments);
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private String token(String name) {
    return server
        .json(
            "POST",
            "/user_account/login",
            "{\"username\": \"%s\", \"pwd\": \"secret\"}".formatted(name))
        .text("token");
  }

  private int whoami(String token) {
    return server.get("/user_account/profile_settings", "Authorization: Bearer " + token).status();
  }

  private JsonNode make(String name, String... options) {
    String[] arguments = {
      "account", "create", "--username", name, "--email", name + "@x.org", "--json"
    };
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + options.length);
    System.arraycopy(options, 0, all, arguments.length, options.length);
    Ended made = run("secret\n", all);
    assertThat(made.code()).as(made.err()).isZero();
    return json(made.out());
  }

  @Test
  void aConfirmedAccountHasProvedItsAddressAndGetsNoMail() {
    String name = server.unique("vouched");
    assertThat(make(name, "--confirmed").at("/emails/0/verified").booleanValue()).isTrue();
    assertThat(run("", "account", "show", name + "@x.org").code()).isZero();
    server.assertNoMail(name + "@x.org");
    assertThat(token(name)).isNotEmpty();
    Ended again = run("x\n", "account", "create", "--email", name + "@x.org", "--confirmed");
    assertThat(again).isEqualTo(new Ended(1, "", "vestibule: the e-mail address is taken\n"));
  }

  @Test
  void aConfirmedAccountTakesTheAddressFromWhoOnlyClaimedIt() {
    String squatter = server.unique("squatter");
    String address = squatter + "@x.org";
    make(squatter);
    String name = server.unique("owner");
    Ended made =
        run("x\n", "account", "create", "--username", name, "--email", address, "--confirmed");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(run("", "account", "show", address).out()).contains("username     " + name + "\n");
    assertThat(run("", "account", "show", squatter).out()).doesNotContain("e-mail ");
  }

  @Test
  void aConfirmedInvitationStillAsksToChooseAPassword() {
    String name = server.unique("invited");
    make(name, "--confirmed", "--invite");
    assertThat(server.awaitMail(name + "@x.org").path())
        .startsWith("/user_account/reset_password/");
  }

  @Test
  void aPartOfANameOrAddressFindsAccountsById() {
    String part = server.unique("Part");
    make("a" + part);
    make("b" + part);
    Ended found = run("", "account", "search", part.toUpperCase(java.util.Locale.ROOT));
    assertThat(found.out().lines().map(line -> line.replaceAll(".* ([ab]Part\\w+) .*", "$1")))
        .containsExactly("a" + part, "b" + part);
    List<String> json =
        run("", "account", "search", part + "@x", "--limit", "1", "--json").out().lines().toList();
    assertThat(json).hasSize(1);
    String first = json(json.getFirst()).get("id").asString();
    assertThat(run("", "account", "search", part, "--after", first).out())
        .hasLineCount(1)
        .contains("b" + part);
    assertThat(run("", "account", "search", part + "nowhere")).isEqualTo(new Ended(0, "", ""));
    assertThat(run("", "account", "search", " ").code()).isEqualTo(1);
  }

  @Test
  void allThatIsKeptIsShownAndNoHash() {
    String name = server.unique("shown");
    JsonNode made = make(name);
    server.awaitMail(name + "@x.org");
    token(name);
    Ended shown = run("", "account", "show", name);
    assertThat(shown.out())
        .contains("claim        " + name + "@x.org at door useraccount at ")
        .contains("password     argon2id m=19456,t=2,p=1, changed at ")
        .containsPattern("session      \\d+  useraccount  began .* live until ")
        .contains("code         confirm, made at ")
        .containsPattern("audit        \\S+  signed_in  useraccount")
        .doesNotContain("$argon2id");
    JsonNode json = json(run("", "account", "show", name, "--json").out());
    assertThat(json.get("id")).isEqualTo(made.get("id"));
    assertThat(json.propertyNames())
        .containsExactly(
            "id",
            "status",
            "username",
            "name",
            "created",
            "profile",
            "emails",
            "groups",
            "roles",
            "permissions",
            "password",
            "factors",
            "recoveryCodesLeft",
            "sessions",
            "codes",
            "mails",
            "audit");
    assertThat(json.at("/sessions/0/life/ended").isNull()).isTrue();
  }

  @Test
  void anExportIsOneDocumentForItsOwnerAlone(@TempDir Path folder) throws Exception {
    String name = server.unique("exported");
    make(name);
    Ended printed = run("", "account", "export", name);
    JsonNode document = json(printed.out());
    assertThat(printed.out()).hasLineCount(1).doesNotContain("$argon2id").doesNotContain("hash");
    assertThat(document.get("complete").booleanValue()).isTrue();
    assertThat(document.at("/emails/0/email").asString()).isEqualTo(name + "@x.org");
    Path file = folder.resolve("person.json");
    Ended written = run("", "account", "export", name, "--to", file.toString());
    assertThat(written.code()).as(written.err()).isZero();
    assertThat(written.out()).startsWith("made " + file + " of account ");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(json(Files.readString(file)).get("username").asString()).isEqualTo(name);
    Ended twice = run("", "account", "export", name, "--to", file.toString());
    assertThat(twice)
        .isEqualTo(
            new Ended(
                1, "", "vestibule: " + file + " exists; an export never overwrites a file\n"));
    Ended nowhere = run("", "account", "export", name, "--to", folder + "/none/x");
    assertThat(nowhere.code()).isEqualTo(3);
    assertThat(nowhere.err()).isEqualTo("vestibule: " + folder + "/none/x does not exist\n");
  }

  @Test
  void anExportDoesNotTellWhetherAnAddressHasAnotherOwner() {
    try (TestServer strict = TestServer.start("VESTIBULE_PRIVACY=strict")) {
      String[] create = {"account", "create", "--email", "taken@x.org", "--confirmed"};
      assertThat(Commands.run(strict, "secret\n", create).code()).isZero();
      for (String name : List.of("taken", "alone")) {
        strict.json(
            "POST",
            "/user_account/registration",
            "{\"username\": \"%s\", \"email\": \"%s@x.org\", \"pwd\": \"1234\"}"
                .formatted(name, name));
      }
      assertThat(masked(strict, "name:taken")).isEqualTo(masked(strict, "name:alone"));
    }
  }

  /** What differs between any two people is made alike. */
  private static String masked(TestServer server, String account) {
    Ended exported = Commands.run(server, "", "account", "export", account);
    assertThat(exported.code()).as(exported.err()).isZero();
    return exported
        .out()
        .replaceAll("(?<=\")[0-9-]+T[0-9:.]+Z", "time")
        .replaceAll("(?<=\"(id|account)\":)[0-9]+", "id")
        .replaceAll("taken|alone", "name");
  }

  @Test
  void oneSessionEndsAndTheOthersGoOnUntilAllEnd() {
    String name = server.unique("session");
    make(name);
    String old = token(name);
    String young = token(name);
    assertThat(whoami(old)).isEqualTo(200);
    List<String> listed = run("", "session", "list", name, "--json").out().lines().toList();
    assertThat(listed).hasSize(2);
    String newest = json(listed.getFirst()).get("id").asString();
    assertThat(run("", "session", "end", newest).out())
        .startsWith("ended session " + newest + " of account ")
        .contains(", user name " + name + ", ");
    Waiting.until("the server to follow", SECOND, () -> whoami(young) == 401);
    assertThat(whoami(old)).isEqualTo(200);
    assertThat(run("", "session", "end", newest).err())
        .isEqualTo("vestibule: there is no live session with the id " + newest + "\n");
    assertThat(run("", "session", "list", name).out()).hasLineCount(1);
    assertThat(run("", "session", "list", name, "--ended").out()).hasLineCount(2);
    String other = server.unique("other");
    make(other);
    String left = json(listed.getLast()).get("id").asString();
    assertThat(run("", "session", "end", left, other).code()).isEqualTo(1);
    assertThat(whoami(old)).isEqualTo(200);
    assertThat(run("", "session", "end", "--all", name).code()).isZero();
    Waiting.until("the server to follow", SECOND, () -> whoami(old) == 401);
    assertThat(run("", "session", "end", "x").code()).isEqualTo(2);
  }

  @Test
  void theTrailIsListedByAccountTimeAndKindAlsoOfTheDeleted() {
    String name = server.unique("trail");
    String id = make(name).get("id").asString();
    run("", "account", "disable", name);
    run("", "account", "delete", "--yes", name);
    Ended all = run("", "audit", "list", "--account", id);
    assertThat(all.out().lines().map(line -> line.split(" +")[3]).toList())
        .as(all.out())
        .containsExactly("deleted", "disabled", "registered");
    assertThat(run("", "audit", "list", "--account", id, "--kind", "DISABLED", "--json").out())
        .hasLineCount(1)
        .contains("\"kind\":\"disabled\",\"outcome\":\"done\",\"actor\":\"operator\"");
    assertThat(run("", "audit", "list", "--since", "1h", "--limit", "1").out()).hasLineCount(1);
    assertThat(run("", "audit", "list", "--account", id, "--until", "2020-01-01").out()).isEmpty();
    assertThat(run("", "audit", "list", "--since", "+999999999-01-01T00:00:00Z"))
        .isEqualTo(new Ended(0, "", ""));
    assertThat(run("", "audit", "list", "--since", "yesterday").err())
        .contains("expected a day (2026-11-28)");
    assertThat(run("", "audit", "list", "--account", name).code()).isEqualTo(1);
  }

  @Test
  void aRightThatIsDeletedIsGoneEverywhereWithinASecond() {
    String name = server.unique("member");
    make(name);
    String token =
        "Authorization: "
            + server
                .json(
                    "POST",
                    "/account/login",
                    "{\"login\": \"%s\", \"password\": \"secret\"}".formatted(name),
                    "browser: x")
                .text("token");
    String role = server.unique("role");
    String permission = server.unique("permission");
    run("", "role", "create", role);
    run("", "permission", "create", permission);
    run("", "permission", "grant", permission, "--role", role);
    run("", "role", "grant", role, name);
    Waiting.until("the server to follow", SECOND, () -> rights(token).contains(permission));
    assertThat(run("", "role", "members", role).out()).hasLineCount(1).contains(name);
    assertThat(run("", "permission", "members", permission).out())
        .isEqualTo("    role  " + role + "\n");
    assertThat(run("", "role", "delete", role))
        .isEqualTo(
            new Ended(1, "", "vestibule: role " + role + " has 1 account; --yes deletes it\n"));
    assertThat(run("", "permission", "delete", permission).err())
        .contains(" has 0 accounts and 1 role; --yes deletes it");
    assertThat(rights(token)).contains(role);
    assertThat(run("", "role", "delete", role, "--yes").out())
        .isEqualTo("deleted role " + role + ", which 1 account had\n");
    Waiting.until(
        "the server to follow",
        SECOND,
        () -> !rights(token).contains(role) && !rights(token).contains(permission));
    assertThat(run("", "role", "members", role).err())
        .isEqualTo("vestibule: there is no role of that name\n");
    assertThat(run("", "permission", "delete", permission, "--yes", "--json").out())
        .isEqualTo(
            "{\"kind\":\"permission\",\"deleted\":\"%s\",\"accounts\":0}\n".formatted(permission));
    assertThat(run("", "role", "create", role).code()).isZero();
    assertThat(run("", "role", "members", role).out()).isEmpty();
  }

  private String rights(String token) {
    return server.get("/account/me", token).body();
  }
}
