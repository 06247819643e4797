package vestibule.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.TestServer;
import vestibule.cli.Commands.Ended;
import vestibule.crypto.MasterKey;
import vestibule.store.PostgresServer;

/** {@code vestibule export}: into an empty server and out again nobody has changed. */
@Tag("processes")
@Timeout(180)
class ExportTest {

  private static final String LONG_NAME = "Ё𝒳ñ".repeat(50);

  /** People as other systems have them, whose hashes two keys of the settings explain. */
  private static final List<String> ODD =
      List.of(
          """
          {"id": 10, "username": "%s", "emails": [{"address": "b@example.org"},
           {"address": "A+tag@Example.org", "verified": true, "primary": true},
           {"address": "c@пример.example", "verified": true}],
           "password": {"scheme": "bcrypt",
            "hash": "$2b$06$twrwQxEvStHW30ixFoFuIeeyTx9B5IIeA2Ln9vac1dfM9uW6P91hi"},
           "groups": ["Ω", "Editors", "editors"], "roles": ["Zoo", "Ärzte"],
           "permissions": ["b", "a"]}
          """
              .formatted(LONG_NAME),
          """
          {"id": 9, "username": "wrapped", "created_at": "2020-02-29T23:59:59.999999Z",
           "password": {"with": "shop",
            "hash": "bfa7e1f169b19b7d82ad840964fce38789b72daa532d8c1e8c9a117215da766f"}}
          """,
          """
          {"id": 8, "username": "keyed", "created_at": "1999-12-31T00:00:00+05:00",
           "password": {"with": "club",
            "hash": "$2b$06$PNTvch3it/HjIDyyCYJAKOOFb9XKT8qr/G3B3DkAPQni315KIstL."}}
          """,
          """
          {"id": 4000000000, "emails": [{"address": "only@example.org", "verified": true}],
           "status": "disabled", "full_name": "O'Brien \\"quoted\\" \\\\ %_",
           "first_name": "e\\u0301", "last_name": "\\uD83D\\uDC69", "patronymic": "x",
           "phone": "+1 (23)", "contacts": "one\\ntwo\\tthree", "description": "d",
           "background_color": "#00FF7f", "birthday": "2000-01-31", "avatar": "me.png"}
          """,
          """
          {"id": "x-1", "username": "fast", "password": {"scheme": "django-unsalted-md5",
            "hash": "5f4dcc3b5aa765d61d8327deb882cf99"}}
          """,
          """
          {"id": 3, "username": "bare", "emails": [{"address": "late@example.org"}]}
          """);

  @TempDir private Path folder;
  private final List<String> settings = new ArrayList<>();

  @BeforeEach
  void explain() {
    settings.add("VESTIBULE_FOREIGN_HASHES_SHOP_SCHEME=hmac-sha256-hex");
    settings.add("VESTIBULE_FOREIGN_HASHES_SHOP_KEY=WISH-personal-account");
    settings.add("VESTIBULE_FOREIGN_HASHES_CLUB_SCHEME=flask-security");
    settings.add(
        "VESTIBULE_FOREIGN_HASHES_CLUB_PASSWORD_SALT=146585145368132386173505678016728509634");
  }

  private TestServer embedded() {
    return TestServer.start(settings.toArray(String[]::new));
  }

  private TestServer postgres() throws IOException {
    Path key = folder.resolve("master.key");
    Files.deleteIfExists(key);
    MasterKey.create(key, new SecureRandom());
    List<String> all = new ArrayList<>(settings);
    all.add("VESTIBULE_MASTER_KEY_FILE=" + key);
    all.add("VESTIBULE_DATABASE_URL=" + PostgresServer.url(PostgresServer.newDatabase()));
    return TestServer.start(all.toArray(String[]::new));
  }

  private static void bring(TestServer server, Path people) {
    Ended ended =
        Commands.run(server, "", "import", "jsonl", "--from", people.toString(), "--source", "old");
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
  }

  private Path exported(TestServer server, String name, String... options) {
    Path file = folder.resolve(name);
    List<String> arguments = new ArrayList<>(List.of("export", file.toString()));
    arguments.addAll(List.of(options));
    Ended ended = Commands.run(server, "", arguments.toArray(String[]::new));
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    return file;
  }

  /** The odd ones, and one who has come here by herself. */
  private void fill(TestServer server) throws IOException {
    Path odd = folder.resolve("odd.jsonl");
    Files.write(odd, ODD.stream().map(line -> line.replace("\n", "")).toList());
    bring(server, odd);
    Files.delete(odd);
    assertThat(
            server
                .json(
                    "POST",
                    "/user_account/registration",
                    "{\"username\": \"Eve\", \"email\": \"eve@example.org\", \"pwd\": \"1234\"}")
                .status())
        .isEqualTo(200);
  }

  private static boolean opens(TestServer server, String name, String password) {
    return server
            .json(
                "POST",
                "/user_account/login",
                "{\"username\": \"%s\", \"pwd\": \"%s\"}".formatted(name, password))
            .status()
        == 200;
  }

  @Test
  void intoAnEmptyServerAndOutAgainEverybodyIsTheSame() throws IOException {
    Path first;
    try (TestServer server = embedded()) {
      fill(server);
      first = exported(server, "first.jsonl", "--hashes");
    }
    String lines = Files.readString(first);
    assertThat(lines.lines()).hasSize(7);
    assertThat(lines)
        .contains("\"scheme\":\"bcrypt\"", "\"with\":\"club\"", LONG_NAME)
        .contains("foreign/1 hmac-sha256-hex shop - $argon2id$", "foreign/1 django-unsalted-md5 -")
        .doesNotContain("5f4dcc3b5aa765d61d8327deb882cf99", "bfa7e1f169b19b7d");
    Path second;
    try (TestServer server = postgres()) {
      bring(server, first);
      second = exported(server, "second.jsonl.gz", "--hashes");
    }
    try (TestServer server = embedded()) {
      bring(server, second);
      assertThat(exported(server, "third.jsonl", "--hashes")).hasSameTextualContentAs(first, UTF_8);
      bring(server, first);
      assertThat(exported(server, "fourth.jsonl", "--hashes")).hasSameBinaryContentAs(first);
      assertThat(opens(server, "wrapped", "a")).isTrue();
      assertThat(opens(server, "wrapped", "b")).isFalse();
      assertThat(opens(server, "keyed", "correct horse battery staple")).isTrue();
      assertThat(opens(server, "fast", "password")).isTrue();
      assertThat(opens(server, LONG_NAME, "correct horse battery staple")).isTrue();
      assertThat(opens(server, "Eve", "1234")).isTrue();
      assertThat(opens(server, "bare", "")).isFalse();
    }
    try (GZIPInputStream packed = new GZIPInputStream(Files.newInputStream(second))) {
      assertThat(new String(packed.readAllBytes(), UTF_8)).isEqualTo(lines);
    }
  }

  @Test
  void aLineHoldsAllThatOurOwnFormHasAndAHashOnlyWhenAskedFor() throws IOException {
    try (TestServer server = embedded()) {
      fill(server);
      Path file = exported(server, "people.jsonl");
      List<String> lines = Files.readAllLines(file);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(lines.stream().map(ExportTest::id)).isSorted().hasSize(7);
      assertThat(String.join("", lines)).doesNotContain("password", "$", "foreign/1");
      String line =
          lines.stream().filter(one -> one.startsWith("{\"id\":4000000000,")).findFirst().get();
      assertThat(line.replaceFirst("\"created_at\":\"[^\"]+\"", "\"created_at\":\"…\""))
          .isEqualTo(
              """
              {"id":4000000000,"emails":[{"address":"only@example.org","verified":true,\
              "primary":true}],"status":"disabled","created_at":"…",\
              "full_name":"O'Brien \\"quoted\\" \\\\ %_","first_name":"é","last_name":"👩",\
              "patronymic":"x","phone":"+1 (23)","contacts":"one\\ntwo\\tthree",\
              "description":"d","background_color":"#00FF7f","birthday":"2000-01-31",\
              "avatar":"me.png","groups":[],"roles":[],"permissions":[]}\
              """
                  .replace("é", "e\u0301"));
      assertThat(lines.get(2))
          .isEqualTo(
              """
              {"id":9,"username":"wrapped","emails":[],"status":"active",\
              "created_at":"2020-02-29T23:59:59.999999Z","groups":[],"roles":[],"permissions":[]}\
              """);
      assertThat(lines.get(3))
          .contains(
              """
              "emails":[{"address":"b@example.org","verified":false,"primary":false},\
              {"address":"A+tag@Example.org","verified":true,"primary":true},\
              {"address":"c@пример.example","verified":true,"primary":false}]\
              """)
          .contains(
              """
              "groups":["Editors","editors","Ω"],"roles":["Zoo","Ärzte"],"permissions":["a","b"]\
              """);
    }
  }

  private static long id(String line) {
    return JsonMapper.shared().readTree(line).path("id").asLong();
  }

  @Test
  void whatOnlySeemsToBeSomebodysIsNotExported() throws IOException {
    settings.add("VESTIBULE_PRIVACY=strict");
    try (TestServer server = embedded()) {
      fill(server);
      server.json(
          "POST",
          "/user_account/registration",
          "{\"username\": \"Mallory\", \"email\": \"A+tag@example.org\", \"pwd\": \"1234\"}");
      // At this door accounts have no name: nothing names this one.
      server.form("POST", "/api/register/", "email=only@example.org&password=Passw0rdLong");
      server.awaitEmptyOutbox();
      Ended ended = Commands.run(server, "", "export", "-", "--json");
      assertThat(ended.code()).isZero();
      assertThat(ended.out().lines()).hasSize(8);
      assertThat(ended.out().lines().filter(line -> line.contains("Mallory")))
          .singleElement()
          .asString()
          .contains("\"username\":\"Mallory\",\"emails\":[],");
      assertThat(ended.err().lines().toList().getLast())
          .isEqualTo("{\"people\":8,\"hashes\":0,\"withoutLogin\":1}");
    }
  }

  @Test
  void standardOutputHasThePeopleAloneAndTheErrorStreamTheirNumber() throws IOException {
    try (TestServer server = embedded()) {
      fill(server);
      Path file = exported(server, "people.jsonl", "--hashes");
      Ended ended = Commands.run(server, "", "export", "-", "--hashes");
      assertThat(ended.out()).isEqualTo(Files.readString(file));
      assertThat(ended.err()).contains("exporting", "wrote 7 people, 5 hashes");
      Ended counted =
          Commands.run(
              server, "", "export", folder.resolve("b.jsonl").toString(), "--hashes", "--json");
      JsonNode summary = JsonMapper.shared().readTree(counted.out());
      assertThat(summary.path("people").asInt()).isEqualTo(7);
      assertThat(summary.path("hashes").asInt()).isEqualTo(5);
      assertThat(counted.err()).isEmpty();
    }
  }

  @Test
  void aFileThatIsThereIsLeftAlone() throws IOException {
    try (TestServer server = embedded()) {
      Path file = Files.writeString(folder.resolve("people.jsonl"), "dear");
      Ended ended = Commands.run(server, "", "export", file.toString());
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err()).contains("never overwritten");
      assertThat(file).hasContent("dear");
      assertThat(Commands.run(server, "", "export").code()).isEqualTo(2);
      assertThat(Commands.run(server, "", "export", folder + "/absent/x").code()).isEqualTo(3);
      assertThat(folder.toFile().list()).containsExactly("people.jsonl");
    }
  }
}
