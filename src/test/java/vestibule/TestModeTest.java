package vestibule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.config.Config;
import vestibule.http.RawClient;
import vestibule.wiring.Foundation;
import vestibule.wiring.Server;
import vestibule.wiring.TestMode;

/** {@code serve --test}: what the tests of a front-end find, and nobody else does. */
class TestModeTest {

  private static final String PERSON =
      """
      {"username": "vasya", "full_name": "V", "email": "v@example.org", "phone": null,
       "contacts": null, "pwd": "Passw0rdLong"}\
      """;
  private static final String LOGIN = "{\"username\": \"vasya\", \"pwd\": \"Passw0rdLong\"}";

  @TempDir private static Path folder;
  private static Server server;

  @BeforeAll
  static void start() throws IOException, Config.Invalid {
    TestMode.MovableClock clock = new TestMode.MovableClock();
    server =
        Server.start(
            TestMode.config(Map.of("VESTIBULE_HTTP_PORT", "0"), folder),
            TestMode.surroundings(clock),
            Optional.of(clock));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void beginAnew() {
    assertThat(send("POST", "/v1/test/reset", null).status()).isEqualTo(204);
  }

  private Reply send(String method, String path, String body, String... headers) {
    return TestServer.send(server.port(), method, path, body, headers);
  }

  private Reply post(String path, String body) {
    return send("POST", path, body, "Content-Type: application/json");
  }

  private Instant now() {
    return Instant.parse(send("GET", "/v1/test/clock", null).text("now"));
  }

  @Test
  void aTestRegistersReadsTheMailMovesTheClockAndBeginsAnew() {
    assertThat(post("/user_account/registration", PERSON).status()).isEqualTo(200);
    Reply mails = send("GET", "/v1/test/mails?to=V@example.org", null);
    assertThat(mails.json().at("/items").size()).isEqualTo(1);
    assertThat(mails.text("/items/0/to")).isEqualTo("v@example.org");
    String link = mails.text("/items/0/links/0");
    assertThat(mails.text("/items/0/text")).contains(link);
    assertThat(link).startsWith("http://localhost:" + server.port() + "/");
    assertThat(send("GET", "/v1/test/mails?to=other@example.org", null).whole())
        .isEqualTo("200 {\"items\":[],\"next\":null}");
    Instant before = now();
    assertThat(post("/v1/test/clock", "{\"advance\": \"PT25H\"}").status()).isEqualTo(200);
    assertThat(now()).isAfter(before.plus(Duration.ofHours(25)));
    String path = URI.create(link).getPath();
    assertThat(send("GET", path, null).status()).as("a link of yesterday").isEqualTo(400);
    assertThat(post("/user_account/login", LOGIN).status()).isEqualTo(200);

    assertThat(send("POST", "/v1/test/reset", null).whole()).isEqualTo("204 ");
    assertThat(post("/user_account/login", LOGIN).status()).isEqualTo(401);
    assertThat(now()).isBefore(before.plus(Duration.ofHours(1)));
    assertThat(send("GET", "/v1/test/mails", null).json().at("/items").size()).isZero();
    assertThat(post("/user_account/registration", PERSON).status()).isEqualTo(200);
    assertThat(post("/user_account/login", LOGIN).status()).isEqualTo(200);
  }

  @Test
  void aResetForgetsLimitsAndTokens() {
    post("/user_account/registration", PERSON);
    String token = "Authorization: Bearer " + post("/user_account/login", LOGIN).text("token");
    assertThat(send("GET", "/user_account/profile_settings", null, token).status()).isEqualTo(200);
    String wrong = LOGIN.replace("Passw0rdLong", "wrong");
    while (post("/user_account/login", wrong).status() != 429) {
      assertThat(now()).isNotNull();
    }
    send("POST", "/v1/test/reset", null);
    assertThat(send("GET", "/user_account/profile_settings", null, token).status())
        .isNotEqualTo(200);
    assertThat(post("/user_account/login", wrong).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"advance\": \"-PT1S\"}",
        "{\"advance\": \"an hour\"}",
        "{\"advance\": \"P999999D\"}",
        "{\"now\": \"1999-01-01T00:00:00Z\"}",
        "{\"now\": \"tomorrow\"}",
        "{\"advance\": 5}",
        "{}"
      })
  void theClockGoesForwardOnly(String body) {
    Reply reply = post("/v1/test/clock", body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("code")).isEqualTo("time_invalid");
  }

  @Test
  void theClockIsSetToATimeThatLiesAhead() {
    post("/v1/test/clock", "{\"now\": \"2099-01-01T00:00:00Z\"}");
    assertThat(now()).isAfterOrEqualTo(Instant.parse("2099-01-01T00:00:00Z"));
  }

  @Test
  void everyAnswerAndEveryPageSaysSo() {
    for (String path : List.of("/", "/nowhere", "/user_account/profile_settings", "/metrics")) {
      assertThat(send("GET", path, null).headers("Vestibule-Mode")).containsExactly("test");
    }
    assertThat(send("GET", "/sign-in", null).body()).contains("(test mode)");
    assertThat(send("GET", "/nowhere", null, "Accept: text/html").body()).contains("(test mode)");
  }

  @ParameterizedTest
  @CsvSource({
    "Host: accounts.example.org",
    "Origin: http://localhost",
    "Origin: null",
    "X-Forwarded-For: 127.0.0.1",
    "Forwarded: for=127.0.0.1",
    "Via: 1.1 proxy"
  })
  void nobodyElseFindsThePaths(String header) throws IOException {
    String host = header.startsWith("Host") ? "" : "Host: localhost\r\n";
    try (RawClient client = new RawClient(server.port())) {
      client.send(
          "GET /v1/test/mails HTTP/1.1\r\n" + host + header + "\r\nConnection: close\r\n\r\n");
      RawClient.Answer answer = client.answer();
      assertThat(answer.status() + " " + answer.body())
          .isEqualTo("404 {\"detail\":\"Not found.\"}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "VESTIBULE_DATABASE_URL, postgresql://u@h/d",
    "VESTIBULE_DATABASE_URL_FILE, /f",
    "VESTIBULE_SMTP_URL, smtp://h",
    "VESTIBULE_SMTP_URL_FILE, /f",
    "VESTIBULE_DATA_DIR, /d",
    "VESTIBULE_MASTER_KEY_FILE, /k",
    "VESTIBULE_PUBLIC_URL, https://accounts.example.org",
    "VESTIBULE_CONFIG, /c",
    "VESTIBULE_HTTP_HOST, 0.0.0.0"
  })
  void whatIsSomebodysIsRefused(String name, String value) {
    assertThatThrownBy(() -> TestMode.config(Map.of(name, value), folder))
        .isInstanceOf(Foundation.UnusableException.class)
        .hasMessageContaining("in test mode");
  }

  @Test
  void aServerThatIsNotInTestModeHasNoSuchPath() {
    for (String path : List.of("/v1/test/clock", "/v1/test/mails")) {
      assertThat(TestServer.shared().get(path).status()).isEqualTo(404);
    }
    assertThat(TestServer.shared().get("/").headers("Vestibule-Mode")).isEmpty();
  }
}
