package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as an operator sees it: its first line, its log, its probes, its files, its end. */
@Tag("processes")
class OperationTest {

  @TempDir static Path sharedFolder;
  private static int sharedPort;
  private static ServerProcess shared;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Path folder = sharedFolder;
  private int port = sharedPort;
  private ServerProcess server = shared;

  @BeforeAll
  static void start() throws IOException {
    sharedPort = ServerProcess.freePort();
    shared = ServerProcess.start(sharedFolder, settings(sharedPort));
  }

  /** For a test that ends it. */
  private void startAnother(Path own) throws IOException {
    folder = own;
    port = ServerProcess.freePort();
    server = ServerProcess.start(own, settings());
  }

  @AfterEach
  void stopAnother() {
    if (server != shared) {
      server.close();
    }
    client.close();
  }

  @AfterAll
  static void stop() {
    shared.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Content-Type", "application/json")
        .timeout(Duration.ofSeconds(60));
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void theFirstLineSaysWhereAndHowFast() {
    assertThat(server.readyLine())
        .matches("vestibule ready on 127\\.0\\.0\\.1:" + port + " in \\d+ ms");
  }

  @Test
  void theLogHasALineARequestAndNoPathCodeSecretOrAddress(@TempDir Path own) throws Exception {
    startAnother(own);
    post(
        "/user_account/registration",
        "{\"username\": \"logged\", \"email\": \"logged@example.org\", \"pwd\": \"s3cr3tpwd\"}");
    String code = codeOfTheMail();
    get("/user_account/confirm_email/" + code + "?query=s3cr3tquery");
    post("/user_account/login", "{\"username\": \"logged\", \"pwd\": \"s3cr3tpwd\"}");
    get("/unknown/s3cr3tpath");
    assertThat(server.terminate()).isZero();
    String log = Files.readString(folder.resolve("stderr"));
    assertThat(requests(log))
        .containsExactly(
            "POST /user_account/registration 200",
            "GET /user_account/confirm_email/{token} 200",
            "POST /user_account/login 200",
            "GET - 404");
    assertThat(log).doesNotContain("s3cr3t", code, "logged", "example.org", "127.0.0.1", "eyJ");
  }

  private static List<String> requests(String log) {
    Matcher lines =
        Pattern.compile(
                "(?m)^\\S+Z INFO  vestibule\\.request \\S+ (\\S+ \\S+ \\d+) \\d+us "
                    + "client=[0-9a-f]{8}$")
            .matcher(log);
    List<String> found = new ArrayList<>();
    while (lines.find()) {
      found.add(lines.group(1));
    }
    return found;
  }

  private String codeOfTheMail() throws Exception {
    Path mails = folder.resolve("data/mail");
    Pattern link = Pattern.compile("confirm_email/([A-Za-z0-9]+)");
    return Waiting.forResult(
            "the mail",
            Duration.ofSeconds(20),
            () -> {
              try (Stream<Path> files =
                  Files.isDirectory(mails) ? Files.list(mails) : Stream.empty()) {
                return files
                    .filter(file -> file.toString().endsWith(".eml"))
                    .findFirst()
                    .map(OperationTest::read)
                    .map(link::matcher)
                    .filter(Matcher::find)
                    .map(match -> match.group(1));
              } catch (IOException failed) {
                throw new UncheckedIOException(failed);
              }
            })
        .orElseThrow();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).replace("=\r\n", "");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void probesAnswerAndMetricsAreForThisMachineOnly() throws Exception {
    assertThat(get("/health/live").body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(get("/health/ready").body()).isEqualTo("{\"status\":\"UP\"}");
    get("/user_account/confirm_email/some-code");
    String metrics = get("/metrics").body();
    assertThat(metrics)
        .contains("route=\"/user_account/confirm_email/{token}\"", "vestibule_outbox_waiting")
        .doesNotContain("some-code");
    HttpResponse<String> proxied = get("/metrics", "X-Forwarded-For", "192.0.2.1");
    assertThat(proxied.statusCode()).isEqualTo(404);
    assertThat(proxied.body()).isEqualTo("{\"detail\":\"Not found.\"}");
  }

  @Test
  void whatHoldsSecretsIsForTheOwnerOnly() throws Exception {
    for (String file : List.of("master.key", "vestibule.db", "vestibule.db-wal")) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("data").resolve(file))))
          .as(file)
          .isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))))
        .isEqualTo("rwx------");
  }

  @Test
  void aProxyThatIsNotKnownAsOneIsWarnedOfOnce(@TempDir Path own) throws Exception {
    startAnother(own);
    String warning = "127.0.0.1 sends forwarding headers, but is not in trusted-proxies";
    HttpResponse.BodyHandler<Void> nothing = HttpResponse.BodyHandlers.discarding();
    client.send(request("/").GET().build(), nothing);
    for (int i = 0; i < 3; i++) {
      client.send(request("/").header("X-Forwarded-For", "192.0.2.1").GET().build(), nothing);
    }
    assertThat(server.terminate()).isZero();
    assertThat(Files.readString(folder.resolve("stderr"))).containsOnlyOnce(warning);
  }

  @Test
  void requestsInFlightAreAnsweredWhenTheProgramIsToldToEnd(@TempDir Path own) throws Exception {
    startAnother(own);
    List<CompletableFuture<HttpResponse<String>>> running = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      running.add(
          client.sendAsync(
              request("/user_account/login")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"username\": \"nobody\", \"pwd\": \"x\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString()));
    }
    CompletableFuture.anyOf(running.toArray(CompletableFuture[]::new)).join();
    assertThat(server.terminate()).isZero();
    for (CompletableFuture<HttpResponse<String>> one : running) {
      assertThat(one.join().statusCode()).isEqualTo(401);
    }
  }

  @Test
  void behindAProxyTheProgramIsUnreadyBeforeItTakesNoMore(@TempDir Path own) throws Exception {
    startAnother(own);
    assertThat(server.terminate()).isZero();
    Map<String, String> settings = new HashMap<>(settings());
    settings.put("VESTIBULE_TRUSTED_PROXIES", "127.0.0.1");
    try (ServerProcess behind = ServerProcess.start(folder, settings)) {
      CompletableFuture<Integer> end =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return behind.terminate();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      Waiting.until(
          "an answer that says it is not ready",
          Duration.ofSeconds(20),
          () -> statusOf("/health/ready") == 503);
      assertThat(statusOf("/user_account/profile_settings")).isEqualTo(401);
      assertThat(end.get()).isZero();
    }
  }

  private int statusOf(String path) {
    try {
      return get(path).statusCode();
    } catch (Exception gone) {
      throw new AssertionError("a closed door", gone);
    }
  }

  @Test
  void anotherMasterKeyStopsTheStart(@TempDir Path own) throws Exception {
    startAnother(own);
    assertThat(server.terminate()).isZero();
    Files.delete(folder.resolve("data/master.key"));
    ServerProcess.Ended missing = ServerProcess.run(folder, settings(), "", "serve");
    assertThat(missing.code()).isEqualTo(3);
    assertThat(missing.err())
        .contains("master key file")
        .contains("is missing")
        .contains("vestibule restore --new-keys brings a backup back without it");
    ServerProcess.run(folder, settings(), "", "keys", "master", "data/master.key");
    ServerProcess.Ended wrong = ServerProcess.run(folder, settings(), "", "serve");
    assertThat(wrong.code()).isEqualTo(3);
    assertThat(wrong.err()).contains("is not the one that this database was made with");
  }

  private Map<String, String> settings() {
    return settings(port);
  }

  private static Map<String, String> settings(int port) {
    return Map.of("VESTIBULE_HTTP_PORT", Integer.toString(port));
  }
}
