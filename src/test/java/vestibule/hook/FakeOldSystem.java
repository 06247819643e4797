package vestibule.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The system that people come from, on this machine: it verifies signatures by a computation of its
 * own, and answers by what it knows of people or as a test wants it.
 */
public final class FakeOldSystem implements AutoCloseable {

  /** What calls have to be signed with. */
  public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final String MADE_UP = "vestibule-probe-";

  private final HttpServer server;
  private final String scheme;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Map<String, Known> people = new ConcurrentHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile Manner manner = Manner.USUAL;
  private volatile Optional<CyclicBarrier> meeting = Optional.empty();

  private record Known(String password, String line) {}

  /** A call as it came. */
  public record Call(String method, String path, Map<String, List<String>> headers, byte[] body) {

    /** What it asks. */
    public JsonNode question() {
      return JsonMapper.shared().readTree(body);
    }

    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }

    boolean isSigned() {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        byte[] key = Base64.getDecoder().decode(SECRET.substring("whsec_".length()));
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update(header("Webhook-id").getBytes(UTF_8));
        mac.update((byte) '.');
        mac.update(header("Webhook-timestamp").getBytes(UTF_8));
        mac.update((byte) '.');
        String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        return Arrays.asList(header("Webhook-signature").split(" ")).contains(expected);
      } catch (GeneralSecurityException missing) {
        throw new IllegalStateException(missing);
      }
    }
  }

  /** What it does with the next calls. */
  public enum Manner {
    /** What it should do. */
    USUAL(0, "", ""),
    FAILED(500, "application/json", "{\"id\":1,\"username\":\"ada\"}"),
    UNAVAILABLE(503, "application/json", "{}"),
    FORBIDDEN(403, "application/json", "{}"),
    NO_CONTENT(204, "application/json", ""),
    CREATED(201, "application/json", "{\"id\":1,\"username\":\"ada\"}"),
    REDIRECT(302, "application/json", "{\"id\":1,\"username\":\"ada\"}"),
    KEPT_REDIRECT(307, "application/json", ""),
    EMPTY(200, "application/json", ""),
    GARBAGE(200, "application/json", "<html>ada</html>"),
    TWO_LINES(200, "application/json", "{\"id\":1,\"username\":\"ada\"}\n{\"id\":2}"),
    ARRAY(200, "application/json", "[{\"id\":1,\"username\":\"ada\"}]"),
    TWICE(200, "application/json", "{\"id\":1,\"username\":\"eve\",\"username\":\"ada\"}"),
    DEEP(200, "application/json", "[".repeat(10_000)),
    NO_ID(200, "application/json", "{\"username\":\"ada\"}"),
    WRONG_FIELD(200, "application/json", "{\"id\":1,\"username\":\"ada\",\"emails\":7}"),
    WRONG_TIME(
        200,
        "application/json",
        "{\"id\":1,\"username\":\"ada\",\"created_at\":\"+1000000000-12-31T23:59:59Z\"}"),
    LONG_ID(200, "application/json", "{\"id\":\"" + "7".repeat(201) + "\",\"username\":\"ada\"}"),
    NUL_ID(200, "application/json", "{\"id\":\"a\\u0000b\",\"username\":\"ada\"}"),
    HTML(200, "text/html", "{\"id\":1,\"username\":\"ada\"}"),
    NO_TYPE(200, "", "{\"id\":1,\"username\":\"ada\"}"),
    HUGE(
        200,
        "application/json",
        "{\"id\":1,\"username\":\"ada\",\"pad\":\"" + "x".repeat(1 << 20) + "\"}"),
    HUGE_REFUSAL(401, "text/plain", "x".repeat(1 << 20)),
    SILENT(200, "application/json", "{}"),
    HALF(200, "application/json", "{\"id\":1,"),
    CUT(200, "application/json", "{\"id\":1,");

    private final int status;
    private final String type;
    private final String body;

    Manner(int status, String type, String body) {
      this.status = status;
      this.type = type;
      this.body = body;
    }
  }

  /** Listens on a free port, without encryption. */
  public FakeOldSystem() {
    this(Optional.empty());
  }

  /** Listens on a free port. */
  FakeOldSystem(Optional<SSLContext> tls) {
    try {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      if (tls.isPresent()) {
        HttpsServer secure = HttpsServer.create(any, 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
        server = secure;
      } else {
        server = HttpServer.create(any, 0);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    scheme = tls.isPresent() ? "https" : "http";
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Where it is to be asked. */
  public URI uri() {
    return URI.create(scheme + "://localhost:" + server.getAddress().getPort() + "/check/");
  }

  /** Knows somebody by one more log-in string. */
  public void knows(String login, String password, String line) {
    people.put(login, new Known(password, line));
  }

  public void manner(Manner next) {
    this.manner = next;
  }

  /** From now on two questions about people are answered at the same moment; none for no more. */
  public void answersTogether(Optional<CyclicBarrier> two) {
    this.meeting = two;
  }

  /** All calls that came, in order. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** The log-in strings of people that were asked about. */
  public List<String> asked() {
    return calls.stream()
        .map(call -> call.question().path("login").stringValue(""))
        .filter(login -> !login.startsWith(MADE_UP))
        .toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Call call =
        new Call(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders()),
            exchange.getRequestBody().readAllBytes());
    calls.add(call);
    Manner now = manner;
    if (now == Manner.USUAL) {
      answerUsually(exchange, call);
    } else {
      answer(exchange, now);
    }
  }

  private void answerUsually(HttpExchange exchange, Call call) throws IOException {
    JsonNode question = call.question();
    String login = question.path("login").stringValue("");
    if (!login.startsWith(MADE_UP)) {
      meeting.ifPresent(FakeOldSystem::meet);
    }
    Known known = people.get(login);
    if (!call.isSigned()) {
      send(exchange, 400, "application/json", "{\"detail\":\"signature\"}");
    } else if (known == null) {
      send(exchange, 404, "application/json", "{\"detail\":\"nobody\"}");
    } else if (!known.password().equals(question.path("password").stringValue(""))) {
      send(exchange, 401, "application/json", "{\"detail\":\"wrong\"}");
    } else {
      send(exchange, 200, "application/json; charset=utf-8", known.line());
    }
  }

  private static void meet(CyclicBarrier two) {
    try {
      two.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
      throw new IllegalStateException(alone);
    }
  }

  private void answer(HttpExchange exchange, Manner now) throws IOException {
    if (now == Manner.SILENT) {
      await();
    }
    if (now == Manner.REDIRECT || now == Manner.KEPT_REDIRECT) {
      exchange.getResponseHeaders().set("Location", uri() + "?again");
    }
    byte[] body = now.body.getBytes(UTF_8);
    boolean half = now == Manner.HALF || now == Manner.CUT;
    if (!now.type.isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", now.type);
    }
    exchange.sendResponseHeaders(now.status, half ? body.length + 5 : length(body));
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().flush();
    }
    if (now == Manner.HALF) {
      await();
    }
    exchange.close();
  }

  /** As the JDK's server counts: 0 would be a body of any length. */
  private static long length(byte[] body) {
    return body.length == 0 ? -1 : body.length;
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, length(body));
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void await() {
    try {
      ended.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    server.stop(0);
    threads.close();
  }
}
