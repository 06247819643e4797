package vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.http.TestServer.GOOD;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Together;
import vestibule.http.RawClient.Answer;

/** Requests byte by byte against a real listener: what is served, and what is refused how. */
@Timeout(60)
class RawRequestTest {
  private static final String[] REFUSAL = {
    "Connection: close",
    "Content-Type: application/json",
    "Access-Control-Allow-Origin: *",
    "X-Content-Type-Options: nosniff",
    "Cache-Control: no-store",
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'"
  };
  private static final long DRIP_NANOS = 20_000_000;

  private static final TestServer SERVER =
      new TestServer(Duration.ofSeconds(10), Duration.ofSeconds(20));
  private static final TestServer HASTY =
      new TestServer(Duration.ofMillis(300), Duration.ofMillis(600));

  @AfterAll
  static void stop() {
    SERVER.close();
    HASTY.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/a/hello, 200",
    "/a/hello/, 200",
    "/a/hello?x=%zz&y=<\">, 200",
    "/a/%68ello, 200",
    "http://evil.example/a/hello, 200",
    "HTTP://evil.example:80/a/hello?x, 200",
    "http://evil.example, 404",
    "http://evil.example//a/hello, 404",
    "/a/confirm/%D0%96, 200",
    "/a/hello#x, 404",
    "/a/confirm/x#y, 404",
    "/a/hello;x, 404",
    "//a/hello, 404",
    "/a//hello, 404",
    "/a/./hello, 404",
    "/a/b/../hello, 404",
    "/a/%2e%2e/a/hello, 404",
    "/a%2fhello, 404",
    "/a/hello%00, 404",
    "/a/confirm/%, 404",
    "/a/confirm/%ff, 404",
    "/a/confirm/%c0%ae, 404",
    "/a/confirm/\u00e9, 404",
    "*, 404",
    "a/hello, 404",
    "evil:443, 404",
    "/a/hello\\, 404"
  })
  void pathsAreDecidedAsTheyWereSent(String target, int status) throws IOException {
    try (RawClient client = SERVER.client()) {
      Answer answer = client.send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n").answer();
      assertThat(answer.status()).isEqualTo(status);
      if (status == 404) {
        assertThat(answer.body()).isEqualTo("{\"detail\":\"Not found.\"}");
      }
      assertThat(client.send(GOOD).answer().body()).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @MethodSource("refusedRequestNames")
  void whatIsBrokenIsRefusedAndNothingBehindItIsServed(String name) throws IOException {
    SERVER.seen.clear();
    try (RawClient client = SERVER.client()) {
      String request = RefusedRequests.all().get(name);
      client.send(request);
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(RefusedRequests.status(name));
      assertThat(answer.body())
          .isEqualTo(isPathKnown(request) ? "a:UnreadableRequest" : sentence(answer.status()));
      assertThat(answer.headers()).contains(REFUSAL).anyMatch(line -> line.startsWith("Date: "));
      assertThat(client.end().rest()).isEmpty();
    }
    assertThat(SERVER.seen).isEmpty();
    assertStillServing();
  }

  private static boolean isPathKnown(String request) {
    String line = request.replaceFirst("^(\r\n){0,2}", "").split("\r\n", 2)[0];
    return line.matches("(?s)[^ ]+ (http://x)?/a/(hello|echo)(\\?.*)?( .*)?");
  }

  /** Where no path is known there are the words of docs/contracts 0.8. */
  private static String sentence(int status) {
    return "{\"detail\":\"" + Fault.Unread.of(status).sentence() + "\"}";
  }

  static List<String> refusedRequestNames() {
    return List.copyOf(RefusedRequests.all().keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "x:80", "a.example:8080", "127.0.0.1", "[::1]", "[::1]:8080"})
  void aHostIsJudgedAgainWhenItIsAnotherOne(String host) throws IOException {
    try (RawClient client = SERVER.client()) {
      for (int times = 0; times < 2; times++) {
        client.send("GET /a/hello HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        assertThat(client.answer().status()).isEqualTo(200);
      }
      client.send("GET /a/hello HTTP/1.1\r\nHost: " + host + "/\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(400);
      assertThat(client.end().rest()).isEmpty();
    }
    try (RawClient client = SERVER.client()) {
      client.send("GET /a/hello HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(200);
      client.send("GET /a/hello HTTP/1.1\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15_000, 16_000})
  void aHeadUnderSixteenKibibytesIsServed(int size) throws IOException {
    try (RawClient client = SERVER.client()) {
      client.send(GOOD.replace("\r\n\r\n", "\r\nCookie: a=" + "y".repeat(size) + "\r\n\r\n"));
      assertThat(client.answer().body()).isEqualTo("hello");
      client.send(GOOD.replace("hello", "confirm/" + "y".repeat(size)));
      assertThat(client.answer().body()).hasSize(size);
      assertThat(client.send(GOOD).answer().body()).isEqualTo("hello");
    }
  }

  @Test
  void aBodyOfSixtyFourKibibytesIsTheLargest() throws IOException {
    try (RawClient client = SERVER.client()) {
      client.send(length(65_536) + "y".repeat(65_536));
      assertThat(client.answer().body()).isEqualTo("65536");
      chunked(client, "8000\r\n" + "y".repeat(32_768) + "\r\n", "8000\r\n" + "y".repeat(32_768));
      client.send("\r\n0\r\n\r\n");
      assertThat(client.answer().body()).isEqualTo("65536");
      client.send(length(65_537) + "y".repeat(65_537));
      assertTooLarge(client);
    }
    try (RawClient client = SERVER.client()) {
      // Refused by its length: not a byte of it is waited for.
      client.send(length(Integer.MAX_VALUE * 1_000L));
      assertTooLarge(client);
    }
    for (String size : List.of("10001", "7fffffff", "fffffff")) {
      try (RawClient client = SERVER.client()) {
        chunked(client, size + "\r\n" + "y".repeat(70_000));
        assertTooLarge(client);
      }
    }
    try (RawClient client = SERVER.client()) {
      chunked(client, ("1000\r\n" + "y".repeat(4_096) + "\r\n").repeat(17));
      assertTooLarge(client);
    }
    try (RawClient client = SERVER.client()) {
      client.send(length(1_000_000) + "y".repeat(1_000_000));
      assertTooLarge(client);
    }
    assertStillServing();
  }

  private static void assertTooLarge(RawClient client) throws IOException {
    Answer answer = client.answer();
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body()).isEqualTo("a:BodyTooLarge");
    assertThat(answer.header("Connection")).contains("close");
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
    assertThat(client.end().rest()).isEmpty();
  }

  private static final List<String> HALVES =
      List.of(
          "",
          "G",
          "GET /a/hello HTTP/1.1\r\nHost: x\r\n",
          "GET /a/hello HTTP/1.1\r\nHost: x\r\nX: y",
          "POST /a/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhell",
          "POST /a/ignore HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhell",
          "POST /a/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhell",
          "POST /a/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5",
          "POST /a/echo HTTP/1.1\r\n"
              + "Host: x\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n"
              + "5\r\n"
              + "hello\r\n"
              + "0\r\n",
          "POST /a/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b",
          "POST /a/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: y",
          "POST /a/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n",
          "POST /a/echo HTTP/1.0\r\nContent-Length: 5\r\n\r\nhell",
          "\r\n",
          "\r\n\r\n",
          "\r\n\r\nGET /a/hello");

  /** All at once, as each waits for its deadline. */
  @Test
  void halfARequestEndsByItsDeadlineOrWithItsClient() throws IOException {
    HASTY.seen.clear();
    Together.run(HALVES.size(), i -> sendHalf(HALVES.get(i)));
    assertThat(HASTY.seen).isEmpty();
    assertStillServing(HASTY);
  }

  private static String sendHalf(String half) {
    try (RawClient waiting = HASTY.client();
        RawClient gone = HASTY.client();
        RawClient second = HASTY.client()) {
      waiting.send(half);
      gone.send(half).end();
      second.send(GOOD + half);
      assertThat(second.answer().body()).as(half).isEqualTo("hello");
      boolean answers = half.contains("ignore");
      for (RawClient client : List.of(gone, waiting, second)) {
        assertThat(client.rest()).as(half).matches(rest -> rest.isEmpty() || answers);
      }
      return half;
    } catch (IOException broken) {
      throw new AssertionError(half, broken);
    }
  }

  @Test
  void aDrippingRequestHasNoMoreTimeThanAnother() throws IOException, InterruptedException {
    try (TestServer quick = new TestServer(Duration.ofMillis(200), Duration.ofMinutes(1));
        RawClient head = quick.client();
        RawClient body = quick.client()) {
      head.send("GET /a/hello HTTP/1.1\r\nHost: x\r\nX: ");
      body.send("POST /a/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
      Thread dripping =
          Thread.startVirtualThread(
              () -> {
                try {
                  for (int i = 0; i < 900; i++) {
                    head.send("y");
                    body.send("y");
                    LockSupport.parkNanos(DRIP_NANOS);
                  }
                } catch (IOException e) {
                  // The test has ended.
                }
              });
      assertThat(head.rest()).isEmpty();
      assertThat(body.rest()).isEmpty();
      dripping.interrupt();
      dripping.join();
    }
  }

  private static String length(long length) {
    return "POST /a/echo HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n";
  }

  private static void chunked(RawClient client, String... pieces) throws IOException {
    client.send("POST /a/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (String piece : pieces) {
      client.send(piece);
    }
  }

  private static void assertStillServing() throws IOException {
    assertStillServing(SERVER);
  }

  private static void assertStillServing(TestServer server) throws IOException {
    try (RawClient client = server.client()) {
      assertThat(client.send(GOOD).answer().body()).isEqualTo("hello");
    }
  }
}
