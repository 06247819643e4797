package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vestibule.TestServer;
import vestibule.Waiting;
import vestibule.cli.Commands.Ended;

/** {@code vestibule rehearse} with the recorded traffic of a server of ours. */
@TestInstance(Lifecycle.PER_CLASS)
class RehearseTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  private Path folder;
  private Path people;
  private Path lines;
  private Path har;
  private final Map<String, String> settings = new HashMap<>();

  @BeforeAll
  void record(@TempDir Path shared) throws IOException {
    folder = shared;
    people =
        Files.writeString(
            folder.resolve("people.jsonl"),
            """
            {"id": 70, "username": "fred", "emails": [{"address": "fred@example.org",\
             "verified": true}], "created_at": "2020-07-01T10:00:00Z", "full_name": "Fred F.",\
             "password": {"scheme": "bcrypt",\
             "hash": "$2b$06$twrwQxEvStHW30ixFoFuIeeyTx9B5IIeA2Ln9vac1dfM9uW6P91hi"}}
            """);
    try (TestServer server = TestServer.start()) {
      settings.put("VESTIBULE_NATIVE_DIR", server.commandSettings().get("VESTIBULE_NATIVE_DIR"));
      settings.put("VESTIBULE_PUBLIC_URL", "http://localhost");
      assertThat(Commands.run(server, "", "import", "jsonl", "--from", people.toString()).code())
          .isZero();
      // The ids that follow are others than those of a fresh server.
      for (int i = 0; i < 3; i++) {
        server.json(
            "POST",
            "/user_account/registration",
            "{\"username\": \"early%d\", \"email\": \"early%d@example.org\", \"pwd\": \"1234\"}"
                .formatted(i, i));
      }
      Recorder recorder = new Recorder(server);
      RecordedDay day = new RecordedDay(recorder);
      day.imported();
      day.play();
      lines = recorder.lines(folder.resolve("day.jsonl"));
      har = recorder.har(folder.resolve("day.har"), "https://api.example.org");
    }
  }

  private Ended run(Map<String, String> more, String input, String... arguments)
      throws IOException {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(more);
    Path empty = Files.createTempDirectory(folder, "at");
    Ended ended = Commands.run(empty, all, input, arguments);
    assertThat(empty).isEmptyDirectory();
    return ended;
  }

  private Ended rehearse(String... arguments) throws IOException {
    return rehearse(Map.of(), arguments);
  }

  private Ended rehearse(Map<String, String> more, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("rehearse"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--import", "jsonl", "--from", people.toString()));
    return run(more, "", all.toArray(String[]::new));
  }

  @Test
  void aDayAtAllDoorsIsAnsweredTheSameFromEitherForm() throws IOException {
    Ended ended = rehearse("--from", lines.toString());
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    List<JsonNode> told = TestReport.lines(ended.out());
    int requests = Files.readAllLines(lines).size();
    assertThat(requests).isGreaterThan(50);
    assertThat(told.getLast())
        .hasToString(
            """
            {"summary":{"requests":%d,"same":%d,"different":0,"skipped":{},\
            "bodies_not_compared":1}}\
            """
                .formatted(requests, requests));
    assertThat(told)
        .contains(
            JSON.readTree(
                """
                {"route": "GET /api/register/confirm/{token}/", "same": 1, "different": [],
                 "count": 1}
                """),
            JSON.readTree(
                """
                {"route": "GET /user_account/profile_settings", "same": 6, "different": [],
                 "count": 6}
                """));
    assertThat(ended.err())
        .contains("1 rows: 1 imported", "rehearsing", "answered the same, 0 not");
    Ended again = rehearse("--from", har.toString(), "--json");
    assertThat(again.code()).as(again.out() + again.err()).isZero();
    assertThat(TestReport.summary(again).path("same").asInt()).isEqualTo(requests);
    assertThat(TestReport.summary(again).path("skipped"))
        .hasToString("{\"other_host\":1,\"unanswered\":2}");
    assertThat(told.subList(0, told.size() - 1))
        .isEqualTo(TestReport.lines(again.out()).subList(0, told.size() - 1));
  }

  @Test
  void everyDifferenceIsFoundByItsRouteAndNothingElse() throws IOException {
    Path changed =
        new ChangedRecording(lines)
            .at("GET", "/user_account/profile_settings", 0, answer -> answer.put("status", 203))
            .body("GET", "/account/me", 1, body -> body.put("last_name", "Petrov"))
            .body("POST", "/account/registration", 0, body -> body.put("id", 12))
            .body("GET", "/api/user/", 2, body -> body.put("id", 999_999))
            .body("GET", "/api/user/", 1, body -> body.remove("detail"))
            .at("GET", "/api/user/", 1, answer -> remove(answer, "www-authenticate"))
            .at("POST", "/auth/login/", 0, answer -> headers(answer).put("X-Kept", "yes"))
            .at("POST", "/auth/login/", 1, answer -> headers(answer).put("X-Request-Id", "1"))
            .at("POST", "/auth/login/", 2, answer -> remove(answer, "content-type"))
            .body("POST", "/user_account/login", 0, body -> body.put("msg", "Unlike"))
            .at("POST", "/user_account/login", 2, RehearseTest::withoutHttpOnly)
            .body("POST", "/account/login", 0, body -> body.put("nickname", "E"))
            .written(folder);
    Ended ended = rehearse("--from", changed.toString());
    assertThat(ended.code()).isEqualTo(4);
    assertThat(TestReport.differences(ended))
        .containsExactly(
            "GET /account/me body:/id 1000078 1000075",
            "GET /account/me body:/last_name \"Petrov\" \"Иванов\"",
            "GET /api/user/ header:WWW-Authenticate null \"Bearer realm=\\\"api\\\"\"",
            "GET /api/user/ body:/detail null \"Given token not valid for any token type\"",
            "GET /api/user/ body:/id 999999 1000073",
            "GET /user_account/profile_settings status 203 200",
            "POST /account/login body:/id 1000078 1000075",
            "POST /account/login body:/nickname \"E\" null",
            "POST /auth/login/ header:X-Kept \"yes\" null",
            "POST /auth/login/ header:Content-Type null \"application/json\"",
            "POST /user_account/login body:/msg \"Unlike\" \"login successful\"",
            "POST /user_account/login header:Set-Cookie \"access_token_cookie=<cookie>; path=/\""
                + " \"access_token_cookie=<cookie>; httponly; path=/\"");
    assertThat(TestReport.summary(ended).path("different").asInt()).isEqualTo(9);
    assertThat(ended.err())
        .contains(
            "GET /api/user/: 2 of 3: header:WWW-Authenticate, body:/detail, body:/id",
            "POST /account/login: 1 of 1: body:/id, body:/nickname");
  }

  /** A server that tells secrets again is what is reported, not the secrets. */
  @Test
  void noSecretIsEverToldAgain() throws IOException {
    ChangedRecording changed = new ChangedRecording(lines);
    String token = changed.text("POST", "/user_account/login", 2, "/token");
    String key = changed.text("POST", "/auth/login/", 0, "/token");
    String code = changed.path("GET", "/api/register/confirm/").split("/")[4];
    String hash = "pbkdf2_sha256$600000$c2FsdHNhbHQ$X7v0YJpQyR3kFQ4S9V0C6wE2r8z4XkS1uQd5m0bB9xI=";
    Path file =
        changed
            .body(
                "POST",
                "/user_account/login",
                1,
                body -> body.put("msg", "wr0ng-" + RecordedDay.FIRST + " is not it"))
            .body("GET", "/user_account/profile_settings", 0, body -> body.put("pwd", hash))
            .body("GET", "/user_account/profile_settings", 2, body -> body.put("jwt", token))
            .body(
                "GET",
                "/account/me",
                1,
                body -> body.put("note", "token " + token + " by " + RecordedDay.FIRST))
            .body("PATCH", "/account/profile/", 0, body -> body.put(key, key))
            .body("GET", "/api/register/confirm/", 0, body -> body.put("used", "code=" + code))
            .body(
                "POST",
                "/account/change-password/",
                0,
                body ->
                    body.put(
                        "detail",
                        "From %s to %s.".formatted(RecordedDay.FIRST, RecordedDay.SECOND)))
            .body(
                "POST",
                "/auth/login/",
                0,
                body -> body.put("html", "<b>" + RecordedDay.FIRST.replace("&", "&amp;") + "</b>"))
            .written(folder);
    Path told = folder.resolve("told.jsonl");
    Ended ended = rehearse("--from", file.toString(), "--report", told.toString(), "--json");
    assertThat(ended.code()).isEqualTo(4);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(told)))
        .isEqualTo("rw-------");
    String report = Files.readString(told);
    assertThat(report)
        .contains(
            "\"old\":\"<password> is not it\"",
            "{\"where\":\"body:/pwd\",\"old\":\"<password>\",\"new\":\"********\"}",
            "\"old\":\"token <jwt> by <password>\"",
            "{\"where\":\"body:/<hex>\",\"old\":\"<hex>\",\"new\":null}",
            "\"old\":\"code=<random>\"",
            "\"old\":\"From <password> to <password>.\"",
            "\"old\":\"<b><password></b>\"");
    String log = Files.readString(Path.of(System.getProperty("vestibule.log.file")));
    assertThat(report + ended.out() + ended.err() + log)
        .doesNotContain(RecordedDay.FIRST, RecordedDay.FIRST.replace("&", "&amp;"))
        .doesNotContain(RecordedDay.SECOND, "correct horse", token, key, code, hash);
    assertThat(report.lines().toList().getLast()).startsWith("{\"summary\":{");
    assertThat(ended.out().lines()).hasSize(1);
    assertThat(JSON.readTree(ended.out()).path("different").asInt()).isEqualTo(8);
    assertThat(ended.err()).contains("\"imported\":1").doesNotContain("rehearsing");
  }

  private static ObjectNode headers(ObjectNode answer) {
    return (ObjectNode) answer.path("headers");
  }

  private static void remove(ObjectNode answer, String header) {
    assertThat(headers(answer).propertyNames()).contains(header);
    headers(answer).remove(header);
  }

  private static void withoutHttpOnly(ObjectNode answer) {
    String all = headers(answer).path("set-cookie").toString();
    assertThat(all).contains("; HttpOnly");
    headers(answer).set("set-cookie", JSON.readTree(all.replace("; HttpOnly", "")));
  }

  private static Set<String> temporary() {
    String people = "vestibule-(rehearsal|recording|import).*";
    File place = new File(System.getProperty("java.io.tmpdir"));
    return new HashSet<>(List.of(place.list((_, name) -> name.matches(people))));
  }

  @Test
  void nothingLeavesItsServerAndNothingStays() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    InetAddress here = InetAddress.getLoopbackAddress();
    HttpServer old = HttpServer.create(new InetSocketAddress(here, 0), 0);
    old.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    old.start();
    Path stream = folder.resolve("audit.jsonl");
    Set<String> before = temporary();
    try (ServerSocket mails = new ServerSocket(0, 50, here)) {
      mails.setSoTimeout(1);
      Ended ended =
          rehearse(
              Map.of(
                  "VESTIBULE_SMTP_URL", "smtp://127.0.0.1:" + mails.getLocalPort(),
                  "VESTIBULE_FIRST_LOG_IN_URL",
                      "http://127.0.0.1:" + old.getAddress().getPort() + "/check",
                  "VESTIBULE_FIRST_LOG_IN_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                  "VESTIBULE_FIRST_LOG_IN_SOURCE", "shop",
                  "VESTIBULE_AUDIT_STREAM", stream.toString(),
                  "VESTIBULE_CHALLENGE_REGISTRATION", "always",
                  "VESTIBULE_LIMITS", "on"),
              "--from",
              lines.toString());
      assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
      assertThatThrownBy(mails::accept).isInstanceOf(SocketTimeoutException.class);
    } finally {
      old.stop(0);
    }
    assertThat(asked).hasValue(0);
    assertThat(stream).doesNotExist();
    Set<String> after = temporary();
    after.removeAll(before);
    // Those of tests that run meanwhile go by themselves.
    Waiting.until(
        "no " + after, Duration.ofSeconds(30), () -> Collections.disjoint(after, temporary()));
  }

  private static String line(String path, String body, int status) {
    ObjectNode line = JSON.createObjectNode();
    line.put("at", 1_700_000_000.5).put("method", "POST").put("path", path).put("body", body);
    line.putObject("headers").put("Content-Type", "application/json");
    line.putObject("answer").put("status", status);
    return line + "\n";
  }

  @Test
  void theSettingsExplainThePasswordsOfThePeopleThatAreBroughtIn() throws IOException {
    Path shop =
        Files.writeString(
            folder.resolve("shop.jsonl"),
            """
            {"id": "a", "username": "wrapped", "password": {\
            "hash": "bfa7e1f169b19b7d82ad840964fce38789b72daa532d8c1e8c9a117215da766f"}}
            {"id": "b", "username": "wrapped"}
            """);
    Map<String, String> keys =
        Map.of(
            "VESTIBULE_FOREIGN_HASHES_SHOP_SCHEME", "hmac-sha256-hex",
            "VESTIBULE_FOREIGN_HASHES_SHOP_KEY", "WISH-personal-account");
    String good = line("/user_account/login", "{\"username\": \"wrapped\", \"pwd\": \"a\"}", 200);
    String bad = line("/user_account/login", "{\"username\": \"wrapped\", \"pwd\": \"b\"}", 401);
    String[] arguments = {
      "rehearse", "--from", "-", "--import", "jsonl", "--from", shop.toString(), "--with", "shop"
    };
    Ended ended = run(keys, good + "\n" + bad, arguments);
    assertThat(ended.code()).as(ended.err()).isEqualTo(4);
    assertThat(ended.err()).contains("2 rows: 1 imported, 0 updated, 0 unchanged, 1 refused");
    assertThat(TestReport.differences(ended))
        .isNotEmpty()
        .noneMatch(one -> one.contains(" status "));
    assertThat(TestReport.differences(run(keys, line("/user_account/login", "{}", 200), arguments)))
        .contains("POST /user_account/login status 200 401");
  }

  @Test
  void onlyWhatIsMeantIsSent() throws IOException {
    Ended some = rehearse("--from", lines.toString(), "--path", "/account", "--path", "/api/");
    assertThat(some.code()).as(some.err()).isEqualTo(4);
    assertThat(
            TestReport.lines(some.out()).stream().map(line -> line.path("route").asString("/api/")))
        .allMatch(route -> route.contains("/account") || route.contains("/api/"));
    assertThat(TestReport.summary(some).path("skipped").path("other_path").asInt())
        .isGreaterThan(10);
    Ended none = rehearse("--from", har.toString(), "--host", "cdn.example.org");
    assertThat(TestReport.summary(none).path("requests").asInt()).isEqualTo(1);
    assertThat(TestReport.summary(none).path("skipped").path("other_host").asInt())
        .isGreaterThan(50);
    Path packed = folder.resolve("day.jsonl.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(lines, out);
    }
    assertThat(rehearse("--from", packed.toString()).code()).isZero();
  }

  @Test
  void whatCannotBeDoneIsSaidBeforeAnythingIs() throws IOException {
    assertThat(run(Map.of(), "", "rehearse").code()).isEqualTo(2);
    assertThat(rehearse("--from", "absent.har").code()).isEqualTo(1);
    assertThat(run(Map.of(), "", "rehearse", "--from", lines.toString(), "--import").code())
        .isEqualTo(2);
    Ended unknown =
        run(Map.of(), "", "rehearse", "--from", lines.toString(), "--import", "nothing");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("nothing");
    assertThat(unknown.out()).isEmpty();
    Ended damaged =
        run(Map.of(), line("/", "", 200) + "{\"at\": hunter2", "rehearse", "--from", "-");
    assertThat(damaged.code()).isEqualTo(1);
    assertThat(damaged.err())
        .isEqualTo("vestibule: line 2 of the recording is no JSON" + System.lineSeparator());
  }
}
