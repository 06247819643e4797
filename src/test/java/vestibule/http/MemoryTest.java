package vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.http.TestServer.GOOD;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Waiting;
import vestibule.http.Listener.Settings;
import vestibule.http.RawClient.Answer;
import vestibule.http.budget.Budget;
import vestibule.http.budget.Claim.Phase;

/** What many connections may take of a real listener's memory, and who is served meanwhile. */
@Timeout(120)
class MemoryTest {
  private static final String ATTACKER = "127.0.0.2";
  private static final String HONEST = "127.0.0.3";
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String POST = "POST /a/echo HTTP/1.1\r\nHost: x\r\n";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";

  /** Room for 64 connections: one peer may have 32 while it is alone, 8 when it is not. */
  private final Budget budget = new Budget(64 * 24 * 1024, 1_000);

  private TestServer server(Duration requestTime, String... trusted) {
    return server(budget, requestTime, trusted);
  }

  private static TestServer server(Budget budget, Duration requestTime, String... trusted) {
    Proxies proxies = Proxies.of(List.of(trusted));
    return new TestServer(
        new Settings(
            "127.0.0.1", 0, proxies, new Listener.Times(requestTime, LONG), budget, List.of()));
  }

  private static void close(List<RawClient> clients) throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
  }

  private void assertNothingIsLeft() {
    Waiting.until("the end of all connections", LONG, () -> budget.used() == 0);
    assertThat(budget.connections()).isZero();
  }

  private static String attack(String name) {
    return switch (name) {
      case "idle" -> "";
      case "slow head" -> "GET /a/hello HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(5_000);
      case "many headers" ->
          "GET /a/hello HTTP/1.1\r\nHost: x\r\n" + "a: b\r\n".repeat(90) + "X: y";
      case "half a body" -> POST + "Content-Length: 65536\r\n\r\n" + "y".repeat(20_000);
      case "half a chunk" -> CHUNKED + "8000\r\n" + "y".repeat(20_000);
      case "endless chunks" -> CHUNKED + "1\r\ny\r\n".repeat(3_000);
      case "unread answers" -> GOOD.repeat(2_000);
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "idle",
        "slow head",
        "many headers",
        "half a body",
        "half a chunk",
        "endless chunks",
        "unread answers"
      })
  void othersAreServedWhateverOneAddressHolds(String name) throws IOException {
    List<RawClient> held = new ArrayList<>();
    try (TestServer server = server(LONG)) {
      holdAndAsk(server.listener.port(), attack(name), held);
      assertThat(budget.connections()).isLessThanOrEqualTo(budget.mostConnections() / 2 + 2);
      long shed = 0;
      for (Phase phase : Phase.values()) {
        shed += budget.shed(phase);
      }
      assertThat(shed).isPositive();
      assertThat(server.seen).isEmpty();
      close(held);
      assertNothingIsLeft();
    }
  }

  /** Opens connections of one address, and asks from another on an old one and on new ones. */
  private void holdAndAsk(int port, String attack, List<RawClient> held) throws IOException {
    try (RawClient kept = new RawClient(HONEST, port)) {
      for (int i = 0; i < 300; i++) {
        held.add(new RawClient(ATTACKER, port).send(attack));
        assertThat(budget.used()).isLessThanOrEqualTo(budget.limit() * 5 / 4);
        assertThat(kept.send(GOOD).answer().body()).isEqualTo("hello");
        if (i % 10 == 0) {
          try (RawClient fresh = new RawClient(HONEST, port)) {
            assertThat(fresh.send(GOOD).answer().body()).isEqualTo("hello");
          }
        }
      }
    }
  }

  @Test
  void theOldestIdleConnectionIsClosedFirstAndQuietly() throws IOException {
    List<RawClient> held = new ArrayList<>();
    try (TestServer server = server(LONG)) {
      for (int i = 0; i < 33; i++) {
        held.add(new RawClient(ATTACKER, server.listener.port()));
        int open = Math.min(i + 1, 30);
        Waiting.until("connection " + i, LONG, () -> budget.connections() >= open);
      }
      assertThat(held.getFirst().rest()).isEmpty();
      assertThat(held.getLast().send(GOOD).answer().body()).isEqualTo("hello");
      close(held);
      assertNothingIsLeft();
    }
  }

  @Test
  void aTrustedProxyMayHoldAllThatThereIs() throws IOException {
    List<RawClient> held = new ArrayList<>();
    try (TestServer server = server(LONG, ATTACKER)) {
      for (int i = 0; i < 60; i++) {
        RawClient client = new RawClient(ATTACKER, server.listener.port());
        held.add(client);
        assertThat(client.send(GOOD).answer().body()).isEqualTo("hello");
      }
      for (RawClient client : held) {
        assertThat(client.send(GOOD).answer().body()).isEqualTo("hello");
      }
      assertThat(budget.shed(Phase.IDLE)).isZero();
      close(held);
      assertNothingIsLeft();
    }
  }

  @Test
  void aBodyThatThereIsNoRoomForIsRefusedInTheSurfacesWords() throws IOException {
    Budget small = new Budget(10 * 24 * 1024, 1_000);
    try (TestServer server = server(small, LONG);
        RawClient client = new RawClient(HONEST, server.listener.port())) {
      client.send(POST + "Content-Length: 40000\r\n\r\n" + "y".repeat(40_000));
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).isEqualTo("a:Unavailable");
      assertThat(answer.header("Retry-After")).contains("1");
      // It was read, so that the connection is good, and what it took is given back.
      assertThat(client.send(GOOD).answer().body()).isEqualTo("hello");
      assertThat(small.used()).isEqualTo(24 * 1024);
      client.send(POST + "Content-Length: 2\r\n\r\nhi");
      assertThat(client.answer().body()).isEqualTo("hi");
      assertThat(server.seen).containsExactly("hi");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 65000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\nFDE8\r\n"})
  void aBodyWhoseBeginningTakesAllIsRefusedAndItsConnectionClosed(String head) throws IOException {
    Budget small = new Budget(3 * 24 * 1024, 1_000);
    try (TestServer server = server(small, LONG);
        RawClient client = new RawClient(HONEST, server.listener.port())) {
      client.send(POST + head + "y".repeat(65_000));
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).isEqualTo("a:Unavailable");
      assertThat(answer.header("Retry-After")).contains("1");
      assertThat(answer.header("Connection")).contains("close");
      assertThat(client.end().rest()).isEmpty();
      assertThat(server.seen).isEmpty();
      Waiting.until("the end", LONG, () -> small.used() == 0);
    }
  }

  @Test
  void whoComesWhenAllAreAtWorkIsTold() throws Exception {
    Budget two = new Budget(2 * 24 * 1024, 1_000);
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    TestSurface surface =
        new TestSurface(
            "a", true, routes -> routes.open().get("/a/hello", _ -> afterwards(begun, go)));
    Settings settings =
        new Settings(
            "127.0.0.1", 0, Proxies.of(List.of()), new Listener.Times(LONG, LONG), two, List.of());
    Router router = new Router(Routes.of(List.of(surface)), Cors.allowing(List.of("*")));
    Listener listener = Listener.start(settings, router, _ -> {}, InstantSource.system());
    try (RawClient first = new RawClient("127.0.0.4", listener.port());
        RawClient second = new RawClient("127.0.0.5", listener.port())) {
      first.send(GOOD);
      second.send(GOOD);
      begun.await();
      try (RawClient third = new RawClient("127.0.0.6", listener.port())) {
        Answer answer = third.send(GOOD).answer();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("Service temporarily unavailable");
        assertThat(answer.header("Retry-After")).contains("1");
        assertThat(third.end().rest()).isEmpty();
      }
      go.countDown();
      assertThat(first.answer().body()).isEqualTo("hello");
      assertThat(second.answer().body()).isEqualTo("hello");
    } finally {
      go.countDown();
      listener.drain(Duration.ZERO);
    }
    Waiting.until("the end of all", LONG, () -> two.used() == 0);
  }

  private static Response afterwards(CountDownLatch begun, CountDownLatch go) {
    begun.countDown();
    try {
      go.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return TestSurface.text(200, "hello");
  }

  @Test
  void aHundredHeadersAreServedAndMoreAreNot() throws IOException {
    try (TestServer server = server(LONG);
        RawClient client = new RawClient(HONEST, server.listener.port())) {
      String head = "GET /a/hello HTTP/1.1\r\nHost: x\r\n";
      for (int i = 0; i < 2; i++) {
        client.send(head + "a: b\r\n".repeat(99) + "\r\n");
        assertThat(client.answer().body()).isEqualTo("hello");
      }
      client.send(head + "a: b\r\n".repeat(100) + "\r\n");
      assertThat(client.answer().status()).isEqualTo(431);
      assertThat(client.end().rest()).isEmpty();
    }
  }

  @Test
  void whoDoesNotTakeARefusalIsCutToo() throws IOException {
    try (TestServer server = server(Duration.ofMillis(300));
        RawClient client = new RawClient(HONEST, server.listener.port())) {
      // Its writing waits until the server reads, which does not before its answers are read.
      Thread sender =
          Thread.startVirtualThread(
              () -> {
                try {
                  client.send(GOOD.repeat(200_000) + "nonsense\r\n\r\n");
                } catch (IOException e) {
                  // It was cut.
                }
              });
      Waiting.until("the connection", LONG, () -> budget.connections() == 1);
      Waiting.until("its end", LONG, () -> budget.connections() == 0);
      sender.interrupt();
    }
    assertNothingIsLeft();
  }

  @Test
  void nothingIsLeftCountedAfterClientsOfAllKinds() throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    try (TestServer server = server(Duration.ofMillis(200))) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int seed = i;
        threads.add(
            Thread.startVirtualThread(
                () -> {
                  try {
                    visit(server.listener.port(), new Random(seed));
                  } catch (IOException e) {
                    failure.set(e);
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failure.get()).isNull();
      assertNothingIsLeft();
      try (RawClient client = server.client()) {
        assertThat(client.send(GOOD).answer().body()).isEqualTo("hello");
      }
      assertNothingIsLeft();
    }
  }

  private static void visit(int port, Random random) throws IOException {
    List<String> texts = new ArrayList<>(RefusedRequests.all().values());
    texts.addAll(
        List.of(
            GOOD,
            attack("half a body"),
            attack("half a chunk"),
            attack("slow head"),
            attack("unread answers"),
            POST + "Content-Length: 30000\r\n\r\n" + "y".repeat(30_000)));
    List<RawClient> open = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      RawClient client = new RawClient("127.0.0." + (2 + random.nextInt(4)), port);
      open.add(client.send(texts.get(random.nextInt(texts.size()))));
      if (open.size() > 20) {
        open.remove(random.nextInt(open.size())).close();
      }
    }
    close(open);
  }
}
