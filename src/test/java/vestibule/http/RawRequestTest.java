package vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.http.Listener.Exchange;
import vestibule.http.Listener.Settings;
import vestibule.http.RawClient.Answer;

/** Requests byte by byte against a real listener: what is served, and what is refused how. */
@Timeout(60)
class RawRequestTest {
  private static final String GOOD = "GET /a/hello HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final ConcurrentLinkedQueue<String> SEEN = new ConcurrentLinkedQueue<>();
  private static final ConcurrentLinkedQueue<Exchange> EXCHANGES = new ConcurrentLinkedQueue<>();
  private static Listener listener;
  private static Listener hasty;

  @BeforeAll
  static void start() {
    listener = listen(Duration.ofSeconds(10), Duration.ofSeconds(20));
    hasty = listen(Duration.ofMillis(300), Duration.ofMillis(600));
  }

  @AfterAll
  static void stop() {
    listener.stop();
    hasty.stop();
  }

  private static Listener listen(Duration requestTime, Duration idleTime) {
    Surface surface =
        new TestSurface(
            "a",
            true,
            routes -> {
              routes.get("/a/hello", _ -> TestSurface.text(200, "hello"));
              routes.get("/a/confirm/{token}", r -> TestSurface.text(200, r.pathValue("token")));
              routes.post("/a/echo", RawRequestTest::echo);
              routes.post("/a/ignore", _ -> TestSurface.text(200, "ignored"));
              routes.delete("/a/echo", _ -> Response.empty(204));
              routes.get(
                  "/a/cookies",
                  _ -> Response.empty(200).with("Set-Cookie", "a=1").with("Set-Cookie", "b=2"));
              routes.get(
                  "/a/who", r -> TestSurface.text(200, r.remoteAddress() + r.directLoopback()));
            });
    Proxies none = Proxies.of(List.of());
    return Listener.start(
        new Settings("127.0.0.1", 0, none, requestTime, idleTime),
        new Router(Routes.of(List.of(surface)), Cors.allowing(List.of("*"))),
        EXCHANGES::add,
        InstantSource.system());
  }

  private static Response echo(Request request) {
    String body = new String(request.body(), StandardCharsets.ISO_8859_1);
    SEEN.add(body);
    return TestSurface.text(200, body.length() > 100 ? "" + body.length() : body);
  }

  @Test
  void aGoodRequestIsAnsweredAndTheConnectionKept() throws IOException {
    try (RawClient client = new RawClient(listener.port())) {
      for (int i = 0; i < 3; i++) {
        Answer answer = client.send(GOOD).answer();
        assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(answer.header("Connection")).isEmpty();
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.header("Date")).isPresent();
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
      }
    }
  }

  @Test
  void connectionCloseCloses() throws IOException {
    try (RawClient client = new RawClient(listener.port())) {
      client.send("GET /a/hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(client.answer().header("Connection")).contains("close");
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
    try (RawClient client = new RawClient(listener.port())) {
      String post = "POST /a/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n";
      client.send(post + "p1" + GOOD + post + "p2" + "GET /no HTTP/1.1\r\nHost: x\r\n\r\n" + GOOD);
      assertThat(client.answer().body()).isEqualTo("p1");
      assertThat(client.answer().body()).isEqualTo("hello");
      assertThat(client.answer().body()).isEqualTo("p2");
      assertThat(client.answer().status()).isEqualTo(404);
      assertThat(client.answer().body()).isEqualTo("hello");
    }
  }

  @Test
  void aRequestMayComeByteByByteInTime() throws IOException {
    try (RawClient client = new RawClient(listener.port())) {
      for (char c :
          "POST /a/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi".toCharArray()) {
        client.send(String.valueOf(c));
      }
      assertThat(client.answer().body()).isEqualTo("hi");
      chunked(client, "2\r\nhi\r\n0\r\n\r\n".split("(?<=.)|(?<=\n)"));
      assertThat(client.answer().body()).isEqualTo("hi");
    }
  }

  @Test
  void chunkedBodiesAreReadAndTheConnectionKept() throws IOException {
    try (RawClient client = new RawClient(listener.port())) {
      chunked(client, "1\r\na\r\n", "2\r\nbc\r\n", "00A\r\n0123456789\r\n", "0\r\n\r\n");
      assertThat(client.answer().body()).isEqualTo("abc0123456789");
      assertThat(client.send(GOOD).answer().body()).isEqualTo("hello");
    }
  }

  @Test
  void expectContinueIsAnsweredBeforeTheBody() throws IOException {
    try (RawClient client = new RawClient(listener.port())) {
      String expecting = "Host: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";
      client.send("POST /a/echo HTTP/1.1\r\n" + expecting);
      assertThat(client.answer().status()).isEqualTo(100);
      assertThat(client.send("hi").answer().body()).isEqualTo("hi");
      client.send("POST /a/unknown HTTP/1.1\r\n" + expecting);
      Answer refused = client.answer();
      assertThat(refused.status()).isEqualTo(404);
      assertThat(refused.header("Connection")).contains("close");
    }
  }

  @Test
  void bodiesNobodyReadsDoNotBecomeRequests() throws IOException {
    try (RawClient client = new RawClient(listener.port())) {
      client.send(
          "POST /a/ignore HTTP/1.1\r\nHost: x\r\nContent-Length: " + GOOD.length() + "\r\n\r\n");
      client.send(GOOD);
      assertThat(client.answer().body()).isEqualTo("ignored");
      client.send(
          "GET /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: "
              + GOOD.length()
              + "\r\n\r\n"
              + GOOD);
      assertThat(client.answer().status()).isEqualTo(404);
      assertThat(client.send(GOOD).answer().body()).isEqualTo("hello");
      client.send("POST /a/ignore HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      Answer answer = client.answer();
      assertThat(answer.body()).isEqualTo("ignored");
      assertThat(answer.header("Connection")).contains("close");
      assertThat(client.end().rest()).isEmpty();
    }
  }

  @Test
  void headHasTheHeadOfGetAndNoBody() throws IOException {
    try (RawClient client = new RawClient(listener.port())) {
      client.send(GOOD.replace("GET", "HEAD") + "HEAD /no HTTP/1.1\r\nHost: x\r\n\r\n" + GOOD);
      assertThat(client.head().header("Content-Length")).contains("5");
      Answer unknown = client.head();
      assertThat(unknown.status()).isEqualTo(404);
      assertThat(unknown.header("Content-Length")).contains("23");
      assertThat(client.answer().body()).isEqualTo("hello");
    }
  }

  @Test
  void emptyAnswersAndSeveralCookiesArePossible() throws IOException {
    try (RawClient client = new RawClient(listener.port())) {
      assertThat(client.send("DELETE /a/echo HTTP/1.1\r\nHost: x\r\n\r\n").answer().status())
          .isEqualTo(204);
      Answer cookies = client.send("GET /a/cookies HTTP/1.1\r\nHost: x\r\n\r\n").answer();
      assertThat(cookies.headers()).contains("Set-Cookie: a=1", "Set-Cookie: b=2");
      assertThat(cookies.header("Content-Length")).contains("0");
    }
  }

  @Test
  void methodsAreOptionsAndRefusals() throws IOException {
    try (RawClient client = new RawClient(listener.port())) {
      Answer options = client.send("OPTIONS /a/echo HTTP/1.1\r\nHost: x\r\n\r\n").answer();
      assertThat(options.status()).isEqualTo(200);
      assertThat(options.header("Allow")).contains("POST, DELETE, OPTIONS");
      for (String method : List.of("BREW", "PATCH", "TRACE", "X-Y")) {
        Answer refused = client.send(method + " /a/echo HTTP/1.1\r\nHost: x\r\n\r\n").answer();
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.body()).isEqualTo("a:MethodNotAllowed");
        assertThat(refused.header("Allow")).contains("POST, DELETE, OPTIONS");
      }
    }
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
    try (RawClient client = new RawClient(listener.port())) {
      Answer answer = client.send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n").answer();
      assertThat(answer.status()).isEqualTo(status);
      if (status == 404) {
        assertThat(answer.body()).isEqualTo("{\"detail\":\"Not found.\"}");
      }
      assertThat(client.send(GOOD).answer().body()).isEqualTo("hello");
    }
  }

  static Map<String, String> refusedRequests() {
    Map<String, String> refused = new TreeMap<>();
    String post = "POST /a/echo HTTP/1.1\r\nHost: x\r\n";
    String te = "Transfer-Encoding: chunked\r\n";
    String smuggled = "0\r\n\r\n" + GOOD;
    refused.put("CL and TE", post + "Content-Length: 5\r\n" + te + "\r\n" + smuggled);
    refused.put("TE and CL", post + te + "Content-Length: 5\r\n\r\n" + smuggled);
    refused.put("two CLs", post + "Content-Length: 0\r\nContent-Length: 34\r\n\r\n" + GOOD);
    refused.put("CL list", post + "Content-Length: 0, 34\r\n\r\n" + GOOD);
    refused.put("CL plus", post + "Content-Length: +5\r\n\r\nhello");
    refused.put("CL minus", post + "Content-Length: -5\r\n\r\nhello");
    refused.put("CL hex", post + "Content-Length: 0x5\r\n\r\nhello");
    refused.put("CL empty", post + "Content-Length:\r\n\r\nhello");
    refused.put("CL blank inside", post + "Content-Length: 1 2\r\n\r\nhello");
    refused.put("CL overflow", post + "Content-Length: 18446744073709551621\r\n\r\nhello");
    refused.put(
        "chunked, identity", post + "Transfer-Encoding: chunked, identity\r\n\r\n" + smuggled);
    refused.put("identity", post + "Transfer-Encoding: identity\r\n\r\n" + GOOD);
    refused.put("xchunked", post + "Transfer-Encoding: xchunked\r\n\r\n" + smuggled);
    refused.put("chunked twice", post + te + te + "\r\n" + smuggled);
    refused.put("TE empty", post + "Transfer-Encoding:\r\n\r\n" + smuggled);
    refused.put("TE vertical tab", post + "Transfer-Encoding: \u000bchunked\r\n\r\n" + smuggled);
    refused.put("TE blank before colon", post + "Transfer-Encoding : chunked\r\n\r\n" + smuggled);
    refused.put("CL blank before colon", post + "Content-Length : 5\r\n\r\nhello");
    refused.put("obs-fold", post + "X: y\r\n Transfer-Encoding: chunked\r\n\r\n" + smuggled);
    refused.put("bare LF", "GET /a/hello HTTP/1.1\nHost: x\n\n");
    refused.put("bare LF in head", "GET /a/hello HTTP/1.1\r\nHost: x\nX: y\r\n\r\n");
    refused.put("bare CR in head", "GET /a/hello HTTP/1.1\r\nHost: x\rX: y\r\n\r\n");
    refused.put("no colon", "GET /a/hello HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n");
    refused.put("empty name", "GET /a/hello HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n");
    refused.put("bad name", "GET /a/hello HTTP/1.1\r\nHost: x\r\nA(B): y\r\n\r\n");
    refused.put("NUL in value", "GET /a/hello HTTP/1.1\r\nHost: x\r\nX: a\u0000b\r\n\r\n");
    refused.put("NUL in name", "GET /a/hello HTTP/1.1\r\nHost: x\r\nX\u0000: a\r\n\r\n");
    refused.put("no host", "GET /a/hello HTTP/1.1\r\n\r\n");
    refused.put("two hosts", "GET /a/hello HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n");
    refused.put("bad method", "G@T /a/hello HTTP/1.1\r\nHost: x\r\n\r\n");
    refused.put("NUL method", "G\u0000T /a/hello HTTP/1.1\r\nHost: x\r\n\r\n");
    refused.put("no version", "GET /a/hello\r\nHost: x\r\n\r\n");
    refused.put("bad version", "GET /a/hello HTTP/3.7\r\nHost: x\r\n\r\n");
    refused.put("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    refused.put("blank in target", "GET /a/ hello HTTP/1.1\r\nHost: x\r\n\r\n");
    refused.put("nonsense", "nonsense\r\n\r\n");
    refused.put("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n");
    refused.put(
        "long head", "GET /a/hello HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(17_000) + "\r\n\r\n");
    refused.put(
        "long name", "GET /a/hello HTTP/1.1\r\nHost: x\r\n" + "y".repeat(17_000) + ": z\r\n\r\n");
    refused.put("long target", "GET /" + "y".repeat(17_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    refused.put("long method", "G".repeat(17_000) + " / HTTP/1.1\r\nHost: x\r\n\r\n");
    refused.put("endless line", "y".repeat(40_000));
    refused.put(
        "long together",
        "GET /"
            + "y".repeat(9_000)
            + " HTTP/1.1\r\nHost: x\r\nX: "
            + "y".repeat(9_000)
            + "\r\n\r\n");
    refused.put(
        "many headers", "GET /a/hello HTTP/1.1\r\nHost: x\r\n" + "a: b\r\n".repeat(4_000) + "\r\n");
    String chunked = post + te + "\r\n";
    refused.put("chunk no number", chunked + "zz\r\nhello\r\n0\r\n\r\n");
    refused.put("chunk minus", chunked + "-5\r\nhello\r\n0\r\n\r\n");
    refused.put("chunk plus", chunked + "+5\r\nhello\r\n0\r\n\r\n");
    refused.put("chunk 0x", chunked + "0x5\r\nhello\r\n0\r\n\r\n");
    refused.put("chunk blank", chunked + " 5\r\nhello\r\n0\r\n\r\n");
    refused.put("chunk empty", chunked + "\r\nhello\r\n0\r\n\r\n");
    refused.put("chunk overflow", chunked + "100000005\r\nhello\r\n0\r\n\r\n");
    refused.put("chunk huge overflow", chunked + "f".repeat(5_000) + "\r\nhello\r\n0\r\n\r\n");
    refused.put("chunk negative", chunked + "ffffffff\r\nhello\r\n0\r\n\r\n");
    refused.put("chunk extension", chunked + "5;a=b\r\nhello\r\n0\r\n\r\n");
    refused.put("chunk bare LF", chunked + "5\nhello\r\n0\r\n\r\n");
    refused.put("chunk without CRLF", chunked + "5\r\nhelloXX0\r\n\r\n");
    refused.put("chunk of two without CRLF", chunked + "2\r\nhiXX0\r\n\r\n");
    refused.put("chunk too long", chunked + "3\r\nhello\r\n0\r\n\r\n");
    refused.put("trailer", chunked + "5\r\nhello\r\n0\r\nX: y\r\n\r\n");
    refused.put("no end", chunked + "5\r\nhello\r\n0\r\n" + GOOD);
    return refused;
  }

  @ParameterizedTest
  @MethodSource("refusedRequestNames")
  void whatIsBrokenIsRefusedAndNothingBehindItIsServed(String name) throws IOException {
    SEEN.clear();
    try (RawClient client = new RawClient(listener.port())) {
      client.send(refusedRequests().get(name));
      Answer answer = client.answer();
      assertThat(answer.status()).isIn(400, 431);
      assertThat(answer.header("Connection")).contains("close");
      assertThat(client.end().rest()).isEmpty();
    }
    assertThat(SEEN).isEmpty();
    assertStillServing();
  }

  static List<String> refusedRequestNames() {
    return List.copyOf(refusedRequests().keySet());
  }

  @Test
  void olderVersionsAndUnknownTransferCodingsAreRefused() throws IOException {
    try (RawClient client = new RawClient(listener.port())) {
      client.send("GET /a/hello HTTP/1.0\r\nHost: x\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(505);
    }
    try (RawClient client = new RawClient(listener.port())) {
      client.send("POST /a/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(501);
    }
    assertStillServing();
  }

  @ParameterizedTest
  @ValueSource(ints = {15_000, 16_000})
  void aHeadUnderSixteenKibibytesIsServed(int size) throws IOException {
    try (RawClient client = new RawClient(listener.port())) {
      client.send(GOOD.replace("\r\n\r\n", "\r\nCookie: a=" + "y".repeat(size) + "\r\n\r\n"));
      assertThat(client.answer().body()).isEqualTo("hello");
      client.send(GOOD.replace("hello", "confirm/" + "y".repeat(size)));
      assertThat(client.answer().body()).hasSize(size);
      assertThat(client.send(GOOD).answer().body()).isEqualTo("hello");
    }
  }

  @Test
  void aBodyOfSixtyFourKibibytesIsTheLargest() throws IOException {
    try (RawClient client = new RawClient(listener.port())) {
      client.send(length(65_536) + "y".repeat(65_536));
      assertThat(client.answer().body()).isEqualTo("65536");
      chunked(client, "8000\r\n" + "y".repeat(32_768) + "\r\n", "8000\r\n" + "y".repeat(32_768));
      client.send("\r\n0\r\n\r\n");
      assertThat(client.answer().body()).isEqualTo("65536");
      client.send(length(65_537) + "y".repeat(65_537));
      assertTooLarge(client);
    }
    try (RawClient client = new RawClient(listener.port())) {
      // Refused by its length: not a byte of it is waited for.
      client.send(length(Integer.MAX_VALUE * 1_000L));
      assertTooLarge(client);
    }
    for (String size : List.of("10001", "7fffffff", "fffffff")) {
      try (RawClient client = new RawClient(listener.port())) {
        chunked(client, size + "\r\n" + "y".repeat(70_000));
        assertTooLarge(client);
      }
    }
    try (RawClient client = new RawClient(listener.port())) {
      chunked(client, ("1000\r\n" + "y".repeat(4_096) + "\r\n").repeat(17));
      assertTooLarge(client);
    }
    try (RawClient client = new RawClient(listener.port())) {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "G",
        "GET /a/hello HTTP/1.1\r\nHost: x\r\n",
        "GET /a/hello HTTP/1.1\r\nHost: x\r\nX: y",
        "POST /a/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhell",
        "POST /a/ignore HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhell",
        "POST /a/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhell",
        "POST /a/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5",
        "POST /a/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n"
      })
  void halfARequestEndsByItsDeadlineOrWithItsClient(String half) throws IOException {
    SEEN.clear();
    try (RawClient waiting = new RawClient(hasty.port());
        RawClient gone = new RawClient(hasty.port());
        RawClient second = new RawClient(hasty.port())) {
      waiting.send(half);
      gone.send(half).end();
      second.send(GOOD + half);
      assertThat(second.answer().body()).isEqualTo("hello");
      boolean answers = half.contains("ignore");
      assertThat(gone.rest()).matches(rest -> rest.isEmpty() || answers);
      assertThat(waiting.rest()).matches(rest -> rest.isEmpty() || answers);
      assertThat(second.rest()).matches(rest -> rest.isEmpty() || answers);
    }
    assertThat(SEEN).isEmpty();
    assertStillServing(hasty);
  }

  @Test
  void aDrippingRequestHasNoMoreTimeThanAnother() throws IOException, InterruptedException {
    Listener quick = listen(Duration.ofMillis(200), Duration.ofMillis(60_000));
    try (RawClient head = new RawClient(quick.port());
        RawClient body = new RawClient(quick.port())) {
      head.send("GET /a/hello HTTP/1.1\r\nHost: x\r\nX: ");
      body.send("POST /a/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
      Thread dripping =
          Thread.startVirtualThread(
              () -> {
                try {
                  for (int i = 0; i < 900; i++) {
                    head.send("y");
                    body.send("y");
                    Thread.sleep(20);
                  }
                } catch (IOException | InterruptedException e) {
                  // The test has ended.
                }
              });
      assertThat(head.rest()).isEmpty();
      assertThat(body.rest()).isEmpty();
      dripping.interrupt();
      dripping.join();
    } finally {
      quick.stop();
    }
  }

  @Test
  void drainingAnswersWhatIsInFlightAndClosesTheRest() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Surface surface =
        new TestSurface(
            "s",
            true,
            routes ->
                routes.get(
                    "/slow",
                    _ -> {
                      entered.countDown();
                      await(released);
                      return TestSurface.text(200, "done");
                    }));
    Listener draining =
        Listener.start(
            Settings.at("127.0.0.1", 0, Proxies.of(List.of())),
            new Router(Routes.of(List.of(surface)), Cors.allowing(List.of("*"))),
            _ -> {},
            InstantSource.system());
    try (RawClient slow = new RawClient(draining.port());
        RawClient idle = new RawClient(draining.port())) {
      assertThat(idle.send(GOOD).answer().status()).isEqualTo(404);
      slow.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
      entered.await();
      Thread drain = Thread.startVirtualThread(() -> draining.drain(Duration.ofSeconds(20)));
      assertThat(idle.rest()).isEmpty();
      released.countDown();
      Answer answer = slow.answer();
      assertThat(answer.body()).isEqualTo("done");
      assertThat(answer.header("Connection")).contains("close");
      assertThat(slow.rest()).isEmpty();
      drain.join();
    }
  }

  @Test
  void stoppingDoesNotWaitForAHandler() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Surface surface =
        new TestSurface(
            "s",
            true,
            routes ->
                routes.get(
                    "/slow",
                    _ -> {
                      entered.countDown();
                      await(released);
                      return TestSurface.text(200, "done");
                    }));
    Listener stopping =
        Listener.start(
            Settings.at("127.0.0.1", 0, Proxies.of(List.of())),
            new Router(Routes.of(List.of(surface)), Cors.allowing(List.of("*"))),
            _ -> {},
            InstantSource.system());
    try (RawClient slow = new RawClient(stopping.port())) {
      slow.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
      entered.await();
      stopping.drain(Duration.ofMillis(50));
      assertThat(slow.rest()).isEmpty();
      released.countDown();
    }
  }

  @Test
  void everyAnswerIsTold() throws IOException {
    EXCHANGES.clear();
    try (RawClient client = new RawClient(listener.port())) {
      client.send("GET /a/confirm/secret?x=secret HTTP/1.1\r\nHost: x\r\n\r\n").answer();
      client.send("GET /a/who HTTP/1.1\r\nHost: x\r\n\r\n" + GOOD);
      assertThat(client.answer().body()).isEqualTo("127.0.0.1true");
      client.answer();
    }
    Exchange first = EXCHANGES.poll();
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.request().template()).isEqualTo("/a/confirm/{token}");
    assertThat(first.request().remoteAddress()).isEqualTo("127.0.0.1");
    assertThat(first.nanos()).isPositive();
    assertThat(first.request().id()).isNotEqualTo(EXCHANGES.poll().request().id());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
    assertStillServing(listener);
  }

  private static void assertStillServing(Listener listener) throws IOException {
    try (RawClient client = new RawClient(listener.port())) {
      assertThat(client.send(GOOD).answer().body()).isEqualTo("hello");
    }
  }
}
