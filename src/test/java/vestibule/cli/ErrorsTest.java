package vestibule.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.cli.Commands.Ended;
import vestibule.crypto.MasterKey;

/** What a person or a program is told when a command cannot do its work. */
@Tag("processes")
class ErrorsTest {

  /** Names of classes, traces and what Java prints of an object. */
  private static final String JAVA =
      "(?s).*([A-Za-z]Exception|Error:|[a-z]\\.[a-z]+\\.[A-Z]|\\tat"
          + " |@[0-9a-f]{5}|[A-Z][a-z]+\\[).*";

  @TempDir static Path folder;

  @BeforeAll
  static void migrate() {
    assertThat(run("migrate").code()).isZero();
  }

  private static Ended run(String... arguments) {
    return Commands.run(folder, Map.of(), "", arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "account show nobody",
        "account show 5",
        "account show +5",
        "account show",
        "account",
        "acount",
        "--wrong",
        "account list --limit x",
        "account list --limit -1",
        "account list --limit 99999999999999999999",
        "account list --after 1.5",
        "account list extra",
        "account create",
        "account create --email nonsense --invite",
        "account create --email a@x.org",
        "account create --email a@x.org --email b@x.org",
        "account search",
        "account export nobody --to x",
        "account delete 5",
        "session end x",
        "session end 17",
        "session end --all 5 6",
        "audit list --kind nonsense",
        "audit list --since 2026-13-01",
        "audit list --since 99999999999d",
        "audit list --account nobody",
        "group delete absent",
        "group members absent",
        "group grant absent 5",
        "group grant",
        "role grant absent --role x",
        "permission grant absent --role absent",
        "keys master data/master.key",
        "keys master data",
        "keys master absent/key",
        "backup data",
        "backup absent/file",
        "restore absent",
        "restore data",
        "move --to nonsense",
        "move --to postgresql://u:p@127.0.0.1:1/d",
        "move --to -",
        "config check --wrong"
      })
  void anErrorIsOneJsonObjectWhereverJsonStandsAndNeverJavasOwnWords(String command) {
    List<String> words = List.of(command.split(" "));
    Ended text = run(words.toArray(String[]::new));
    assertThat(text.code()).as(text.out()).isBetween(1, 3);
    assertThat(text.out()).isEmpty();
    assertThat(text.err()).startsWith("vestibule: ").doesNotMatch(JAVA);

    List<String> before = new ArrayList<>(words);
    before.addFirst("--json");
    List<String> after = new ArrayList<>(words);
    after.addLast("--json");
    for (List<String> both : List.of(before, after)) {
      Ended json = run(both.toArray(String[]::new));
      assertThat(json.code()).isEqualTo(text.code());
      assertThat(json.out()).isEmpty();
      JsonNode error = JsonMapper.shared().readTree(json.err());
      assertThat(json.err()).hasLineCount(1);
      assertThat(error.get("exit").intValue()).isEqualTo(text.code());
      assertThat("vestibule: " + error.get("error").asString() + "\n").isEqualTo(text.err());
    }
  }

  @Test
  void resultsAreJsonWhereverJsonStands() {
    String made = run("role", "create", "Editors", "--json").out();
    assertThat(made).matches("\\{\"id\":\\d+,\"name\":\"Editors\"}\n");
    String listed = made.replace("}", ",\"permissions\":[]}");
    for (String[] place :
        new String[][] {
          {"--json", "role", "list"}, {"role", "--json", "list"}, {"role", "list", "--json"}
        }) {
      assertThat(run(place).out()).isEqualTo(listed);
    }
  }

  @Test
  void afterTwoDashesJsonIsAName() {
    assertThat(run("group", "create", "--", "--json").out()).isEqualTo("made group --json\n");
  }

  @Test
  void aNameThatBeginsWithAnAtIsNoFileOfArguments() throws Exception {
    // Not in the test's folder, whose path may be longer than a name.
    Path names = Files.createTempFile(Path.of("target"), "names", "");
    Files.writeString(names, "other");
    assertThat(run("group", "create", "@" + names).err()).isEmpty();
    assertThat(run("group", "list").out()).contains("@" + names).doesNotContain("other");
    Files.delete(names);
  }

  @Test
  void aByteOrderMarkBeforeAPasswordAndACarriageReturnBehindItAreDropped() {
    Ended made =
        Commands.run(
            folder,
            Map.of("VESTIBULE_PASSWORDS_MINIMUM_LENGTH", "5"),
            "\ufeff1234\r\nmore",
            "account",
            "create",
            "--email",
            "a@x.org");
    assertThat(made.err()).isEqualTo("vestibule: the password has fewer than 5 characters\n");
    Ended empty =
        Commands.run(folder, Map.of(), "\ufeff\n", "account", "create", "--email", "a@x.org");
    assertThat(empty.err()).isEqualTo("vestibule: the password is empty\n");
  }

  @Test
  void inputThatIsNoUtf8OrHasNoEndIsRefused() {
    String[] create = {"account", "create", "--email", "a@x.org"};
    byte[] utf16 = {(byte) 0xff, (byte) 0xfe, 's', 0, '\n', 0};
    assertThat(Commands.run(folder, Map.of(), utf16, create))
        .isEqualTo(new Ended(3, "", "vestibule: the input is not UTF-8\n"));
    byte[] endless = "x".repeat(1_000_000).getBytes(UTF_8);
    assertThat(Commands.run(folder, Map.of(), endless, create))
        .isEqualTo(new Ended(1, "", "vestibule: the line on standard input is too long\n"));
  }

  @Test
  void aDatabaseAndAKeyThatCannotBeUsedAreToldInWords(@TempDir Path apart) throws Exception {
    assertThat(Commands.run(apart, Map.of(), "", "migrate").code()).isZero();
    Path key = apart.resolve("data/master.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    Ended open = Commands.run(apart, Map.of(), "", "account", "list");
    assertThat(open.code()).isEqualTo(3);
    assertThat(open.err()).contains("chmod 600").doesNotMatch(JAVA);
    Files.delete(key);
    MasterKey.create(key, new java.security.SecureRandom());
    Ended other = Commands.run(apart, Map.of(), "", "account", "list");
    assertThat(other.err()).contains("the master key is not the one").doesNotMatch(JAVA);
    Files.deleteIfExists(apart.resolve("data/vestibule.db-wal"));
    Files.writeString(apart.resolve("data/vestibule.db"), "no database at all".repeat(1_000));
    Ended broken = Commands.run(apart, Map.of(), "", "account", "list");
    assertThat(broken.code()).isEqualTo(3);
    assertThat(broken.err()).startsWith("vestibule: ").hasLineCount(1).doesNotMatch(JAVA);
    Ended unreachable =
        Commands.run(
            apart,
            Map.of(
                "VESTIBULE_DATABASE_URL",
                "postgresql://u:secret@127.0.0.1:1/d",
                "VESTIBULE_MASTER_KEY_FILE",
                key.toString()),
            "",
            "account",
            "list");
    assertThat(unreachable.code()).isEqualTo(3);
    assertThat(unreachable.err())
        .startsWith("vestibule: ")
        .doesNotContain("secret")
        .doesNotMatch(JAVA);
  }

  @Test
  void settingsThatAreWrongAndWarningsAreJsonToo() {
    Map<String, String> wrong = Map.of("VESTIBULE_HTTP_PORT", "x", "VESTIBULE_PRIVACY", "y");
    Ended both = Commands.run(folder, wrong, "", "account", "list", "--json");
    assertThat(both.code()).isEqualTo(3);
    assertThat(both.err()).hasLineCount(1);
    assertThat(JsonMapper.shared().readTree(both.err()).get("error").asString())
        .contains("VESTIBULE_HTTP_PORT", "\n", "VESTIBULE_PRIVACY");
    Map<String, String> unsafe = Map.of("VESTIBULE_PUBLIC_URL", "http://example.org");
    Ended warned = Commands.run(folder, unsafe, "", "account", "list", "--json");
    assertThat(warned.code()).isZero();
    assertThat(warned.err()).startsWith("{\"warning\":\"public-url is http").hasLineCount(1);
  }
}
