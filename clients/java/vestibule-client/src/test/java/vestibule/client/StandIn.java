package vestibule.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server that answers as it is told, for answers that a real one never gives on demand. */
final class StandIn implements AutoCloseable {

  private final HttpServer server;
  private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
  private volatile Said said = new Said(200, "application/json", "{}");

  StandIn() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  record Asked(String request, Map<String, List<String>> headers, String body) {}

  record Said(int status, String type, String body, Map<String, String> headers) {
    Said(int status, String type, String body) {
      this(status, type, body, Map.of());
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void says(int status, String type, String body) {
    said = new Said(status, type, body);
  }

  void says(Said next) {
    said = next;
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      asked.add(
          new Asked(
              exchange.getRequestMethod() + " " + exchange.getRequestURI(),
              Map.copyOf(exchange.getRequestHeaders()),
              body));
      Said now = said;
      exchange.getResponseHeaders().set("Content-Type", now.type());
      now.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = now.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(now.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
