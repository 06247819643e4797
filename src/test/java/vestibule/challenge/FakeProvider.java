package vestibule.challenge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A provider on this machine that answers as a test wants it. */
public final class FakeProvider implements AutoCloseable {

  private final HttpServer server;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Says says = Says.TRUE;

  /** What it does with the next requests. */
  public enum Says {
    TRUE(200, "{\"success\":true,\"hostname\":\"example.org\"}"),
    FALSE(200, "{\"success\":false,\"error-codes\":[\"timeout-or-duplicate\"]}"),
    UNLIKELY(200, "{\"success\":true,\"score\":0.1}"),
    OUR_MISTAKE(200, "{\"success\":false,\"error-codes\":[\"invalid-input-secret\"]}"),
    GARBAGE(200, "<html>true</html>"),
    NO_TRUTH(200, "{\"success\":\"true\"}"),
    DEEP(200, "[".repeat(10_000)),
    HUGE(200, "{\"success\":true,\"pad\":\"" + "x".repeat(1 << 20) + "\"}"),
    FAILED(500, "{\"success\":true}"),
    REDIRECT(302, "{\"success\":true}"),
    SILENT(0, ""),
    HALF(200, "{\"success\":");

    private final int status;
    private final String body;

    Says(int status, String body) {
      this.status = status;
      this.body = body;
    }
  }

  /** Listens on a free port. */
  public FakeProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/siteverify");
  }

  public void says(Says next) {
    this.says = next;
  }

  /** The bodies that came, in order. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Says now = says;
    asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    byte[] body = now.body.getBytes(UTF_8);
    if (now == Says.SILENT) {
      await();
    }
    if (now == Says.REDIRECT) {
      exchange.getResponseHeaders().set("Location", uri() + "?again");
    }
    exchange.sendResponseHeaders(
        now.status == 0 ? 200 : now.status, now == Says.HALF ? body.length + 5 : body.length);
    exchange.getResponseBody().write(body);
    exchange.getResponseBody().flush();
    if (now == Says.HALF) {
      await();
    }
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
  }
}
