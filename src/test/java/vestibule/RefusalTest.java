package vestibule;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import vestibule.http.RawClient;
import vestibule.http.RawClient.Answer;
import vestibule.openapi.Exchange;

/**
 * What no contract ever gets to see is refused in the words of the contract whose path it names,
 * and can be read by its front-ends (docs/contracts 0.4, 0.8).
 */
@Timeout(120)
class RefusalTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final TestServer CHOOSY =
      TestServer.start("VESTIBULE_CORS_ALLOWED_ORIGINS=https://app.example");

  @AfterAll
  static void stop() {
    CHOOSY.close();
  }

  /** The ways to be refused, each with its status. */
  private enum Way {
    ENCODED(
        415, "POST %s HTTP/1.1", "Host: x\r\nContent-Encoding: gzip\r\nContent-Length: 2", "{}"),
    LONG_HEAD(431, "POST %s HTTP/1.1", "Host: x\r\nX: " + "y".repeat(17_000), ""),
    LONG_TARGET(414, "POST %s?" + "y".repeat(17_000) + " HTTP/1.1", "Host: x", ""),
    BROKEN_CHUNK(400, "POST %s HTTP/1.1", "Host: x\r\nTransfer-Encoding: chunked", "zz\r\n"),
    BROKEN_TRAILER(400, "POST %s HTTP/1.1", "Host: x\r\nTransfer-Encoding: chunked", "0\r\nX\r\n"),
    TWO_LENGTHS(400, "POST %s HTTP/1.1", "Host: x\r\nContent-Length: 1\r\nContent-Length: 2", ""),
    TWO_FRAMES(400, "POST %s HTTP/1.1", "Content-Length: 1\r\nTransfer-Encoding: chunked", ""),
    OLD_AND_CHUNKED(400, "POST %s HTTP/1.0", "Transfer-Encoding: chunked", "0\r\n\r\n"),
    NO_HOST(400, "POST %s HTTP/1.1", "X: y", ""),
    BROKEN_HEADER(400, "POST %s HTTP/1.1", "Host: x\r\nX Y: z", ""),
    BARE_LF(400, "POST %s HTTP/1.1", "Host: x\nX: y", ""),
    CONTROL(400, "OPTIONS %s HTTP/1.1", "Host: x\r\nX: \u0000", ""),
    FOREIGN_CODING(501, "POST %s HTTP/1.1", "Host: x\r\nTransfer-Encoding: gzip, chunked", ""),
    FOREIGN_VERSION(505, "POST %s HTTP/2.0", "Host: x", "");

    private final int status;
    private final String line;
    private final String headers;
    private final String body;

    Way(int status, String line, String headers, String body) {
      this.status = status;
      this.line = line;
      this.headers = headers;
      this.body = body;
    }

    String request(String path) {
      return line.replace("%s", path)
          + "\r\nOrigin: https://app.example\r\n"
          + headers
          + "\r\n\r\n"
          + body;
    }
  }

  private static Answer answer(TestServer server, String request) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      Answer answer = client.send(request).end().answer();
      assertThat(client.rest()).isEmpty();
      server.check(exchange(request, answer));
      return answer;
    }
  }

  private static Exchange exchange(String request, Answer answer) {
    String[] line = request.split(" ", 3);
    Map<String, List<String>> headers =
        answer.headers().stream()
            .map(header -> header.split(": ", 2))
            .collect(groupingBy(header -> header[0], mapping(header -> header[1], toList())));
    Reply reply =
        new Reply(answer.status(), answer.body(), HttpHeaders.of(headers, (_, _) -> true));
    return Exchange.of(line[0], line[1], new String[0], null, reply);
  }

  static List<String> eachWay() {
    return Stream.of(Way.values()).map(Way::name).toList();
  }

  private static void assertWorded(Way way, String path, String body, int status)
      throws IOException {
    Answer answer = answer(SERVER, way.request(path));
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers())
        .containsOnlyOnce(
            "Access-Control-Allow-Origin: *",
            "Content-Type: application/json",
            "X-Content-Type-Options: nosniff",
            "Cache-Control: no-store");
    assertThat(answer.header("Accept-Encoding").isPresent()).isEqualTo(way.status == 415);
  }

  @ParameterizedTest
  @EnumSource
  void aAndBSayTheReasonPhrase(Way way) throws IOException {
    String phrase =
        switch (way.status) {
          case 415 -> "Unsupported Media Type";
          case 414 -> "Request URI Too Long";
          case 431 -> "Request Header Fields Too Large";
          case 501 -> "Not Implemented";
          case 505 -> "HTTP Version Not Supported";
          default -> "Bad Request";
        };
    for (String path : List.of("/user_account/login", "/api/user_account/registration")) {
      assertWorded(way, path, "{\"msg\":\"" + phrase + "\"}\n", way.status);
    }
    assertWorded(
        way, "/api/login", "{\"msg\":\"" + phrase + "\",\"status\":\"ERR\"}\n", way.status);
  }

  @ParameterizedTest
  @EnumSource
  void cAndDSayASentenceAndSoDoConfirmations(Way way) throws IOException {
    String sentence =
        switch (way.status) {
          case 415 -> "Unsupported media type \\\"gzip\\\" in request.";
          case 414 -> "Request URI too long.";
          case 431 -> "Request header fields too large.";
          case 501 -> "Transfer coding not implemented.";
          case 505 -> "HTTP version not supported.";
          default -> "Malformed request.";
        };
    for (String path : List.of("/api/token/", "/api/register", "/account/verify-email/")) {
      assertWorded(way, path, "{\"detail\":\"" + sentence + "\"}", way.status);
    }
    String ours = way == Way.ENCODED ? "Unsupported content coding." : sentence;
    assertWorded(way, "/v1/confirmations", "{\"detail\":\"" + ours + "\"}", way.status);
  }

  @ParameterizedTest
  @EnumSource
  void eSaysItInRussianAndTakesAnEncodedBodyForABrokenOne(Way way) throws IOException {
    String words =
        switch (way.status) {
          case 414 -> "Слишком длинный адрес запроса.";
          case 431 -> "Слишком большие заголовки запроса.";
          case 501 -> "Кодирование запроса не поддерживается.";
          case 505 -> "Версия HTTP не поддерживается.";
          default -> "Неверные данные запроса.";
        };
    int status = way == Way.ENCODED ? 400 : way.status;
    String request = way.request("/account/login").replace("Origin", "browser: b\r\nOrigin");
    Answer answer = answer(SERVER, request);
    assertThat(answer.body()).isEqualTo("{\"errorMessage\":\"" + words + "\"}");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownPathHasTheWordsOf08(Way way) throws IOException {
    Answer answer = answer(SERVER, way.request("/api/nothing"));
    // What is a request but for its body is not looked at any further.
    boolean isRequest = Set.of(Way.ENCODED, Way.BROKEN_CHUNK, Way.BROKEN_TRAILER).contains(way);
    String detail =
        isRequest ? "Not found." : answer(SERVER, way.request("/api/token")).body().split("\"")[3];
    assertThat(answer.body()).isEqualTo("{\"detail\":\"" + detail + "\"}");
    assertThat(answer.status()).isEqualTo(isRequest ? 404 : way.status);
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
  }

  @ParameterizedTest
  @MethodSource("eachWay")
  void onlyListedOriginsMayReadIt(String way) throws IOException {
    String request = Way.valueOf(way).request("/api/token");
    if (way.equals("LONG_TARGET")) {
      // Its headers may not have come yet.
      assertThat(answer(CHOOSY, request).header("Vary")).contains("Origin");
      return;
    }
    assertThat(answer(CHOOSY, request).headers())
        .contains("Access-Control-Allow-Origin: https://app.example", "Vary: Origin");
    assertThat(answer(CHOOSY, request.replace("app.", "evil.")).headers())
        .contains("Vary: Origin")
        .noneMatch(line -> line.startsWith("Access-Control-Allow"));
  }

  @Test
  void pagesAndProbesRefuseToo() throws IOException {
    Answer page = answer(SERVER, Way.LONG_HEAD.request("/confirm-email"));
    assertThat(page.status()).isEqualTo(431);
    assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.header("Access-Control-Allow-Origin")).isEmpty();
    Answer probe = answer(SERVER, Way.NO_HOST.request("/health/live"));
    assertThat(probe.status()).isEqualTo(400);
    assertThat(probe.body()).isEqualTo("{\"detail\":\"Malformed request.\"}");
    assertThat(probe.headers())
        .contains("X-Content-Type-Options: nosniff", "Cache-Control: no-store");
  }

  @Test
  void anOldHealthCheckIsServed() throws IOException {
    Answer probe = answer(SERVER, "GET /health/ready HTTP/1.0\r\n\r\n");
    assertThat(probe.statusLine()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(probe.headers()).contains("Connection: close", "X-Content-Type-Options: nosniff");
  }
}
