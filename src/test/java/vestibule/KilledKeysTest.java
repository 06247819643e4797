package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.ServerProcess.Ended;

/** A change of keys that {@code kill -9} ends in its middle loses no key, and goes on. */
@Tag("processes")
class KilledKeysTest {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private Map<String, String> settings;
  private int port;
  private String token;

  @BeforeEach
  void signIn() throws Exception {
    port = ServerProcess.freePort();
    settings = Map.of("VESTIBULE_HTTP_PORT", Integer.toString(port));
    try (ServerProcess server = ServerProcess.start(folder, settings)) {
      String person = "{\"username\": \"ada\", \"email\": \"a@b.org\", \"pwd\": \"1234\"}";
      assertThat(post("/user_account/registration", person).statusCode()).isEqualTo(200);
      token = token(post("/user_account/login", "{\"username\": \"ada\", \"pwd\": \"1234\"}"));
      server.terminate();
    }
  }

  @AfterEach
  void stop() {
    client.close();
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(LONGEST);
  }

  private static String token(HttpResponse<String> signedIn) {
    assertThat(signedIn.statusCode()).isEqualTo(200);
    return signedIn.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith("access_token_cookie="))
        .map(cookie -> cookie.replaceFirst("^[^=]*=([^;]*);.*", "$1"))
        .findFirst()
        .orElseThrow();
  }

  /** The token of before opens what it opened, and a new one is given. */
  private void everythingVerifies() throws Exception {
    try (ServerProcess server = ServerProcess.start(folder, settings)) {
      HttpResponse<String> self =
          client.send(
              request("/user_account/profile_settings")
                  .header("Cookie", "access_token_cookie=" + token)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(self.statusCode()).as(self.body()).isEqualTo(200);
      token(post("/user_account/login", "{\"username\": \"ada\", \"pwd\": \"1234\"}"));
      server.terminate();
    }
    Ended verified = ServerProcess.run(folder, settings, "", "audit", "verify");
    assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
  }

  private boolean isKilledAt(String what, BooleanSupplier moment, String... command)
      throws Exception {
    Process process = ServerProcess.begin(folder, settings, command);
    Waiting.until(what, LONGEST, () -> moment.getAsBoolean() || !process.isAlive());
    boolean wasAlive = process.isAlive();
    process.destroyForcibly().waitFor();
    return wasAlive;
  }

  private boolean has(String name) {
    return Files.exists(folder.resolve(name));
  }

  private boolean hasKeptKey() {
    try (var files = Files.list(folder.resolve("data"))) {
      return files.anyMatch(file -> file.getFileName().toString().matches("master.key.[^n].*"));
    } catch (IOException gone) {
      return false;
    }
  }

  @Test
  void aChangeOfTheMasterKeyThatIsKilledAtAnyOfItsStepsGoesOn() throws Exception {
    List<BooleanSupplier> steps =
        List.of(() -> has("new.key"), () -> has("data/master.key.next"), this::hasKeptKey);
    for (BooleanSupplier step : steps) {
      isKilledAt("a step of the change", step, "keys", "master-change", "new.key");
      everythingVerifies();
    }
    Ended whole = ServerProcess.run(folder, settings, "", "keys", "master-change", "new.key");
    assertThat(whole.code()).as(whole.err()).isZero();
    assertThat(Files.readString(folder.resolve("data/master.key")))
        .isEqualTo(Files.readString(folder.resolve("new.key")));
    everythingVerifies();
  }

  @Test
  void aRotationThatIsKilledHasHappenedOrNot() throws Exception {
    Path written = folder.resolve("data/vestibule.db-wal");
    for (int round = 0; round < 3; round++) {
      Files.deleteIfExists(written);
      isKilledAt(
          "a write of the rotation",
          () -> Files.exists(written) && written.toFile().length() > 0,
          "keys",
          "rotate");
      everythingVerifies();
    }
    Ended listed = ServerProcess.run(folder, settings, "", "keys", "list");
    assertThat(listed.code()).isZero();
    assertThat(listed.out().lines().filter(line -> line.contains("useraccount")))
        .anyMatch(line -> line.contains("current") || line.contains("next"));
  }
}
