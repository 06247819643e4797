package vestibule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vestibule.v1.OwnPerson;

/** A program that knows nothing of accounts, behind a real nginx with the recipe of the guide. */
@Tag("processes")
@Timeout(120)
class NginxAuthTest {

  private static final Pattern RECIPE =
      Pattern.compile("(?s)<!-- nginx auth_request -->\\n```nginx\\n(.*?)```");

  private static final AtomicLong REACHED = new AtomicLong();

  private static TestServer server;
  private static HttpServer backend;
  private static Nginx nginx;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    Optional<Path> program = Nginx.program();
    assumeTrue(program.isPresent(), "nginx is not installed: NO recipe is tried");
    server = TestServer.start("VESTIBULE_TRUSTED_PROXIES=127.0.0.1");
    backend = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    backend.createContext(
        "/",
        exchange -> {
          REACHED.incrementAndGet();
          TreeMap<String, List<String>> told = new TreeMap<>();
          exchange
              .getRequestHeaders()
              .forEach(
                  (name, values) -> {
                    if (name.toLowerCase().replace('_', '-').startsWith("x-vestibule-")) {
                      told.put(name.toLowerCase(), values);
                    }
                  });
          byte[] body = told.toString().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    backend.start();
    nginx = Nginx.start(program.get(), folder, recipe());
  }

  /** As the guide has it, with the addresses of this machine. */
  private static String recipe() throws IOException {
    Matcher found = RECIPE.matcher(Files.readString(Path.of("docs/operations.md")));
    assertThat(found.find()).isTrue();
    return found
        .group(1)
        .replace("10.0.0.11:8080", "127.0.0.1:" + server.port())
        .replace("10.0.0.51:9000", "127.0.0.1:" + backend.getAddress().getPort());
  }

  @AfterAll
  static void stop() {
    if (nginx != null) {
      nginx.close();
      backend.stop(0);
      server.close();
    }
  }

  private static Reply ask(String method, String... headers) {
    return TestServer.send(nginx.port(), method, "/program/x?y=z", null, headers);
  }

  @ParameterizedTest
  @EnumSource
  void whoIsSignedInAtAnyDoorComesThroughAndTheProgramIsToldWho(TestDoor door) {
    TestPerson person = TestPerson.at(door, server);
    door.register(server, person);
    door.confirm(server, person, server.awaitMail(person.email()));
    String token =
        "Authorization: " + door.token(door.signIn(server, person.email(), person.password()));
    long id = server.core().accounts().named(person.email()).orElseThrow().id();
    Reply reply =
        ask(
            "POST",
            token,
            "X-Vestibule-User: 1",
            "X-Vestibule-Roles: admin",
            "X_Vestibule_Groups: wheel");
    assertThat(reply.whole())
        .isEqualTo(
            "200 {x-vestibule-email=[%s], x-vestibule-user=[%s]}"
                .formatted(person.email().replace("@", "%40"), id));
    server.send("DELETE", "/v1/sessions/current", null, token);
    Waiting.until(
        "a log-out to be felt", Duration.ofSeconds(1), () -> ask("GET", token).status() == 401);
  }

  @Test
  void nobodyComesThroughWhateverTheyClaim() {
    long before = REACHED.get();
    assertThat(ask("GET", "X-Vestibule-User: 1").status()).isEqualTo(401);
    assertThat(ask("GET", "Authorization: Bearer x").status()).isEqualTo(401);
    assertThat(REACHED.get()).isEqualTo(before);
  }

  @Test
  void aPageOfAnotherSiteChangesNothingByAVisitorsCookie() {
    OwnPerson person = OwnPerson.registered(server);
    String cookie = "Cookie: __Host-vestibule=" + person.signInBrowser().cookie("__Host-vestibule");
    assertThat(ask("GET", cookie).status()).isEqualTo(200);
    long before = REACHED.get();
    for (String[] headers :
        List.of(
            new String[] {cookie},
            new String[] {cookie, "Origin: https://evil.example"},
            new String[] {cookie, "Sec-Fetch-Site: cross-site"},
            new String[] {cookie, "X-Original-Method: GET", "X-Forwarded-Method: GET"},
            new String[] {cookie, "X-Forwarded-For: 127.0.0.1", "X-Original-Method: GET"})) {
      for (String method : List.of("POST", "DELETE", "PATCH")) {
        assertThat(ask(method, headers).status()).isEqualTo(403);
      }
    }
    assertThat(REACHED.get()).isEqualTo(before);
    String header = "X-CSRF-TOKEN: 1";
    assertThat(ask("POST", cookie, "Sec-Fetch-Site: same-origin").status()).isEqualTo(403);
    assertThat(ask("POST", cookie, header).status()).isEqualTo(403);
    assertThat(ask("POST", cookie, header, "Sec-Fetch-Site: same-origin").status()).isEqualTo(200);
    assertThat(ask("POST", cookie, header, "Origin: http://localhost").status()).isEqualTo(200);
  }
}
