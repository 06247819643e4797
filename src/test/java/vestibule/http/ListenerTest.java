package vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vestibule.http.TestServer.GOOD;

import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vestibule.http.Listener.Exchange;
import vestibule.http.Listener.Settings;
import vestibule.http.RawClient.Answer;
import vestibule.http.budget.Budget;

/** What a listener serves, how it keeps and closes connections, and how it ends. */
@Timeout(60)
class ListenerTest {
  private static final TestServer SERVER =
      new TestServer(Duration.ofSeconds(10), Duration.ofSeconds(20));

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void aGoodRequestIsAnsweredAndTheConnectionKept() throws IOException {
    try (RawClient client = SERVER.client()) {
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
    try (RawClient client = SERVER.client()) {
      client.send("GET /a/hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(client.answer().header("Connection")).contains("close");
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
    try (RawClient client = SERVER.client()) {
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
    try (RawClient client = SERVER.client()) {
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
    try (RawClient client = SERVER.client()) {
      chunked(client, "1\r\na\r\n", "2\r\nbc\r\n", "00A\r\n0123456789\r\n", "0\r\n\r\n");
      assertThat(client.answer().body()).isEqualTo("abc0123456789");
      assertThat(client.send(GOOD).answer().body()).isEqualTo("hello");
    }
  }

  @Test
  void expectContinueIsAnsweredBeforeTheBody() throws IOException {
    try (RawClient client = SERVER.client()) {
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
    try (RawClient client = SERVER.client()) {
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
    try (RawClient client = SERVER.client()) {
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
    try (RawClient client = SERVER.client()) {
      Answer empty = client.send("DELETE /a/echo HTTP/1.1\r\nHost: x\r\n\r\n").answer();
      assertThat(empty.status()).isEqualTo(204);
      // "A server MUST NOT send a Content-Length header field in any response with a status code of
      // 1xx (Informational) or 204 (No Content)" (RFC 9110 8.6).
      assertThat(empty.header("Content-Length")).isEmpty();
      Answer cookies = client.send("GET /a/cookies HTTP/1.1\r\nHost: x\r\n\r\n").answer();
      assertThat(cookies.headers()).contains("Set-Cookie: a=1", "Set-Cookie: b=2");
      assertThat(cookies.header("Content-Length")).contains("0");
    }
  }

  @Test
  void methodsAreOptionsAndRefusals() throws IOException {
    try (RawClient client = SERVER.client()) {
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

  @Test
  void drainingAnswersWhatIsInFlightAndClosesTheRest() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Listener draining = slow(entered, released);
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
  void beforeItsEndIsSeenItAnswersEveryConnectionOnceMore() throws Exception {
    Listener ending = slow(new CountDownLatch(1), new CountDownLatch(0));
    try (RawClient kept = new RawClient(ending.port())) {
      assertThat(kept.send(GOOD).answer().header("Connection")).isEmpty();
      ending.announceEnd();
      Answer last = kept.send(GOOD).answer();
      assertThat(last.status()).isEqualTo(404);
      assertThat(last.header("Connection")).contains("close");
      assertThat(kept.rest()).isEmpty();
      try (RawClient late = new RawClient(ending.port())) {
        Answer answer = late.send(GOOD).answer();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Connection")).contains("close");
      }
    } finally {
      ending.drain(Duration.ofSeconds(20));
    }
  }

  @Test
  void stoppingDoesNotWaitForAHandler() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Listener stopping = slow(entered, released);
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
    SERVER.exchanges.clear();
    try (RawClient client = SERVER.client()) {
      client.send("GET /a/confirm/secret?x=secret HTTP/1.1\r\nHost: x\r\n\r\n").answer();
      client.send("GET /a/who HTTP/1.1\r\nHost: localhost\r\n\r\n" + GOOD);
      assertThat(client.answer().body()).isEqualTo("127.0.0.1true");
      client.answer();
    }
    Exchange first = SERVER.exchanges.poll();
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.request().template()).isEqualTo("/a/confirm/{token}");
    assertThat(first.request().remoteAddress()).isEqualTo("127.0.0.1");
    assertThat(first.nanos()).isPositive();
    assertThat(first.request().id()).isNotEqualTo(SERVER.exchanges.poll().request().id());
  }

  /** A listener whose one path waits until it is released. */
  private static Listener slow(CountDownLatch entered, CountDownLatch released) {
    Handler handler =
        _ -> {
          entered.countDown();
          await(released);
          return TestSurface.text(200, "done");
        };
    Surface surface = new TestSurface("s", true, routes -> routes.open().get("/slow", handler));
    return Listener.start(
        Settings.at("127.0.0.1", 0, Proxies.of(List.of()), new Budget(64_000_000, 100), List.of()),
        new Router(Routes.of(List.of(surface)), Cors.allowing(List.of("*"))),
        _ -> {},
        InstantSource.system());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void headersAreFoundWhateverTheirCase() throws IOException {
    try (RawClient client = SERVER.client()) {
      client.send(
          "GET /a/headers HTTP/1.1\r\nhost: x\r\nauthorization: Token t\r\nX-ONE: 1\r\n"
              + "COOKIE: c=1; c=2\r\nx-One:\t2 \r\ncookie: c=3\r\n\r\n");
      assertThat(client.answer().body()).isEqualTo("[1, 2]Optional[Token t][1, 2, 3]");
    }
  }

  @Test
  void aPortThatIsTakenStopsTheStart() {
    Settings taken =
        Settings.at(
            "127.0.0.1",
            SERVER.listener.port(),
            Proxies.of(List.of()),
            new Budget(64_000_000, 100),
            List.of());
    Router router = new Router(Routes.of(List.of()), Cors.allowing(List.of("*")));
    assertThatThrownBy(() -> Listener.start(taken, router, _ -> {}, InstantSource.system()))
        .isInstanceOf(UnboundException.class)
        .hasMessage("cannot listen on 127.0.0.1:" + taken.port())
        .hasCauseInstanceOf(BindException.class);
  }

  private static void chunked(RawClient client, String... pieces) throws IOException {
    client.send("POST /a/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (String piece : pieces) {
      client.send(piece);
    }
  }
}
