package vestibule.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A system that is told of events, on this machine: it verifies signatures by a computation of its
 * own, and answers as a test wants it.
 */
public final class FakeReceiver implements AutoCloseable {

  private final HttpServer server;
  private final String scheme;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Told> all = new CopyOnWriteArrayList<>();
  private volatile ToIntFunction<Told> answer = _ -> 204;

  /** A message as it came. */
  public record Told(String id, String timestamp, String signature, String body) {

    /** What it says. */
    public JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }

    /** What happened. */
    public String type() {
      return json().get("type").asString();
    }

    /** To whom. */
    public String account() {
      return json().at("/data/account/id").asString();
    }

    /** Whether one of its signatures is by that secret. */
    public boolean isSignedBy(String secret) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] sum = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
        String expected = "v1," + Base64.getEncoder().encodeToString(sum);
        return Arrays.asList(signature.split(" ")).contains(expected);
      } catch (GeneralSecurityException missing) {
        throw new IllegalStateException(missing);
      }
    }
  }

  /** Listens without encryption. */
  public FakeReceiver(int port) {
    this(port, Optional.empty());
  }

  /**
   * Listens.
   *
   * @param port 0 for any that is free
   */
  public FakeReceiver(int port, Optional<SSLContext> tls) {
    try {
      InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      if (tls.isPresent()) {
        HttpsServer secure = HttpsServer.create(local, 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
        server = secure;
      } else {
        server = HttpServer.create(local, 0);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    scheme = tls.isPresent() ? "https" : "http";
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  /** With which status it answers from now on. */
  public void answers(ToIntFunction<Told> status) {
    this.answer = status;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Where it is told. */
  public String url() {
    return scheme + "://localhost:" + port() + "/events";
  }

  /** All that came, whatever it answered, in order. */
  public List<Told> all() {
    return List.copyOf(all);
  }

  private void take(HttpExchange exchange) throws IOException {
    Told told =
        new Told(
            exchange.getRequestHeaders().getFirst("webhook-id"),
            exchange.getRequestHeaders().getFirst("webhook-timestamp"),
            exchange.getRequestHeaders().getFirst("webhook-signature"),
            new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    all.add(told);
    exchange.sendResponseHeaders(answer.applyAsInt(told), -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
