package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vestibule.http.RawClient;
import vestibule.v1.OwnPerson;

/** A program that knows nothing of accounts, behind a real proxy with the recipe of the guide. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProxyAuthCases {

  private final AtomicLong reached = new AtomicLong();

  private TestServer server;
  private HttpServer backend;
  private RealProxy proxy;

  /** Starts the proxy; the test is passed over where it is not installed. */
  abstract RealProxy start(Path folder, String recipe) throws IOException;

  /** What the guide calls the recipe, and in which language it is. */
  abstract String recipe();

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    server = TestServer.start("VESTIBULE_TRUSTED_PROXIES=127.0.0.1");
    backend = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    backend.createContext(
        "/",
        exchange -> {
          reached.incrementAndGet();
          TreeMap<String, List<String>> told = new TreeMap<>();
          exchange
              .getRequestHeaders()
              .forEach(
                  (name, values) -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    List<String> full = values.stream().filter(text -> !text.isEmpty()).toList();
                    if (lower.contains("vestibule") && !full.isEmpty()) {
                      told.put(lower, full);
                    }
                  });
          String sent =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          byte[] body = (told + sent).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    backend.start();
    proxy = start(folder, ofThisMachine());
  }

  /** As the guide has it, with the addresses of this machine. */
  private String ofThisMachine() throws IOException {
    Matcher found =
        Pattern.compile("(?s)<!-- " + recipe() + " -->\\n```[a-z]*\\n(.*?)```")
            .matcher(Files.readString(Path.of("docs/operations.md")));
    assertThat(found.find()).isTrue();
    return found
        .group(1)
        .replace("10.0.0.11:8080", "127.0.0.1:" + server.port())
        .replace("10.0.0.51:9000", "127.0.0.1:" + backend.getAddress().getPort());
  }

  @AfterAll
  void stop() {
    if (proxy != null) {
      proxy.close();
    }
    backend.stop(0);
    server.close();
  }

  private Reply ask(String method, String... headers) {
    return TestServer.send(proxy.port(), method, "/program/x?y=z", null, headers);
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
            "X_Vestibule_Groups: wheel",
            "X-Vestibule_Groups: wheel",
            "x_vestibule-roles: admin",
            "X.Vestibule.User: 1");
    assertThat(reply.whole())
        .isEqualTo(
            "200 {x-vestibule-email=[%s], x-vestibule-user=[%s]}"
                .formatted(person.email().replace("@", "%40"), id));
    server.send("DELETE", "/v1/sessions/current", null, token);
    Waiting.until(
        "a log-out to be felt", Duration.ofSeconds(1), () -> ask("GET", token).status() == 401);
  }

  /** What is named there may be taken away on the next hop, and the program would know nobody. */
  @Test
  void nobodyHidesWhoTheyAreByWhatAConnectionNames() throws IOException {
    OwnPerson person = OwnPerson.registered(server);
    try (RawClient client = new RawClient(proxy.port())) {
      RawClient.Answer answer =
          client
              .send(
                  "GET /program HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                      + person.bearer()
                      + "\r\nConnection: close, x-vestibule-user\r\n\r\n")
              .answer();
      assertThat(answer.status() + answer.body())
          .isIn("200{x-vestibule-user=[" + person.id() + "]}", "400");
    }
  }

  @Test
  void aBodyReachesTheProgramAloneAndNoQuestionIsHiddenInIt() throws IOException {
    OwnPerson person = OwnPerson.registered(server);
    String told = "{x-vestibule-user=[" + person.id() + "]}";
    String hidden = "GET /v1/auth HTTP/1.1\r\nHost: localhost\r\nX-Vestibule-User: 1\r\n\r\n";
    String head = "POST /program HTTP/1.1\r\nHost: 127.0.0.1\r\n" + person.bearer() + "\r\n";
    String sized = head + "Content-Length: " + hidden.length() + "\r\n\r\n" + hidden;
    String size = Integer.toHexString(hidden.length());
    String chunked =
        head + "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\n" + hidden + "\r\n0\r\n\r\n";
    try (RawClient client = new RawClient(proxy.port())) {
      for (String request : List.of(sized, chunked, sized)) {
        assertThat(client.send(request).answer().body()).isEqualTo(told + hidden);
      }
    }
    assertThat(ask("GET").status()).isEqualTo(401);
  }

  @Test
  void nobodyComesThroughWhateverTheyClaim() {
    long before = reached.get();
    assertThat(ask("GET", "X-Vestibule-User: 1").status()).isEqualTo(401);
    assertThat(ask("GET", "Authorization: Bearer x").status()).isEqualTo(401);
    assertThat(reached.get()).isEqualTo(before);
  }

  @Test
  void aPageOfAnotherSiteChangesNothingByAVisitorsCookie() {
    OwnPerson person = OwnPerson.registered(server);
    String cookie = "Cookie: __Host-vestibule=" + person.signInBrowser().cookie("__Host-vestibule");
    assertThat(ask("GET", cookie).status()).isEqualTo(200);
    long before = reached.get();
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
    assertThat(reached.get()).isEqualTo(before);
    String header = "X-CSRF-TOKEN: 1";
    assertThat(ask("POST", cookie, "Sec-Fetch-Site: same-origin").status()).isEqualTo(403);
    assertThat(ask("POST", cookie, header).status()).isEqualTo(403);
    for (String query : List.of("?forms=true", "?forms", "/../v1/auth/forms")) {
      Reply reply =
          TestServer.send(
              proxy.port(), "POST", "/x" + query, null, cookie, "Sec-Fetch-Site: same-origin");
      assertThat(reply.status()).as(query).isEqualTo(403);
    }
    assertThat(ask("POST", cookie, header, "Sec-Fetch-Site: same-origin").status()).isEqualTo(200);
    assertThat(ask("POST", cookie, header, "Origin: http://localhost").status()).isEqualTo(200);
  }
}
