package vestibule.http;

import io.helidon.common.Builder;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpSecurity;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.net.BindException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.http.Connections.Connection;
import vestibule.http.budget.Budget;
import vestibule.http.engine.AnswerBytes;
import vestibule.http.engine.Engine;

/** The server socket: takes connections, hands requests to a router, ends in order. */
public final class Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  static final int HEAD_LIMIT = 16 * 1024;

  private static final byte[] NO_STORE = AnswerBytes.line("Cache-Control", "no-store");

  /** An answer that a browser is made to show as a page loads nothing and stands in no frame. */
  private static final byte[] NO_CONTENT =
      AnswerBytes.line("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

  private static final Map<Response.Header, byte[]> PREPARED = prepared();

  /**
   * The settings of one listener.
   *
   * @param host the address to bind
   * @param port the port, 0 for any free one
   * @param budget what its connections may take; listeners of one process share one
   * @param always what every answer says
   */
  public record Settings(
      String host,
      int port,
      Proxies proxies,
      Times times,
      Budget budget,
      List<Response.Header> always) {
    /** With the times that are in force. */
    public static Settings at(
        String host, int port, Proxies proxies, Budget budget, List<Response.Header> always) {
      return new Settings(host, port, proxies, Times.USUAL, budget, always);
    }
  }

  /**
   * How long connections live.
   *
   * @param request head and body of one request have this long in all
   * @param idle a connection without a request lives this long
   */
  public record Times(Duration request, Duration idle) {
    static final Times USUAL = new Times(Duration.ofSeconds(10), Duration.ofSeconds(30));
  }

  /**
   * One answered request, for access log and metrics: its template may be logged, its path not.
   *
   * @param nanos from the end of its head to its answer, the sending not included
   */
  public record Exchange(Request request, int status, long nanos) {}

  private final Settings settings;
  private final List<byte[]> always;
  private final Router router;
  private final Consumer<Exchange> answered;
  private final Connections connections;
  private final WebServer server;
  private final String idPrefix;
  private final AtomicLong requests = new AtomicLong();

  private Listener(
      Settings settings, Router router, Consumer<Exchange> answered, InstantSource clock) {
    this.settings = settings;
    this.always =
        settings.always().stream()
            .map(header -> AnswerBytes.line(header.name(), header.value()))
            .toList();
    this.router = router;
    this.answered = answered;
    this.idPrefix = Long.toString(clock.millis(), Character.MAX_RADIX) + "-";
    this.connections =
        new Connections(Engine.http1(HEAD_LIMIT), new DoorBuilder(), this::refuse, settings);
    this.server =
        Engine.server(
            settings.host(), settings.port(), settings.budget().mostSockets(), connections);
  }

  /**
   * Binds and serves.
   *
   * @param answered called before each answer is sent, on the request's own thread, so it must be
   *     quick
   * @param clock tells the start, which request ids begin with
   * @throws UnboundException when the port cannot be bound
   */
  public static Listener start(
      Settings settings, Router router, Consumer<Exchange> answered, InstantSource clock) {
    Binding.requireFree(settings.host, settings.port);
    Listener listener = new Listener(settings, router, answered, clock);
    listener.server.start();
    if (!listener.server.isRunning()) {
      // Helidon only logs why.
      listener.connections.stop();
      throw Binding.unbound(
          settings.host, settings.port, new BindException("another program was faster"));
    }
    return listener;
  }

  /** The port that is bound. */
  public int port() {
    return server.port();
  }

  /** Still takes connections, each for one answer: a proxy must see first that this node ends. */
  public void announceEnd() {
    connections.announceEnd();
  }

  /** Takes no new connection, ends each after its answer, cuts what is late, and returns then. */
  public void drain(Duration atMost) {
    connections.drain();
    Thread stopping = Thread.ofPlatform().daemon().name("listener-stop").start(server::stop);
    try {
      stopping.join(atMost);
      connections.stop();
      stopping.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<Response.Header, byte[]> prepared() {
    // Those of the constants themselves: comparing texts would take longer than what it saves.
    Map<Response.Header, byte[]> prepared = new IdentityHashMap<>();
    prepare(prepared, Response.JSON_TYPE);
    prepare(prepared, Response.HTML_TYPE);
    Cors.ANY.forEach(header -> prepare(prepared, header));
    return prepared;
  }

  private static void prepare(Map<Response.Header, byte[]> prepared, Response.Header header) {
    prepared.put(header, AnswerBytes.line(header.name(), header.value()));
  }

  private static byte[] line(Response.Header header) {
    byte[] known = PREPARED.get(header);
    return known != null ? known : AnswerBytes.line(header.name(), header.value());
  }

  private String number() {
    return idPrefix + requests.incrementAndGet();
  }

  /** Answers an unreadable request in the words of the path that it names, if it names one. */
  private RuntimeException refuse(Connection connection, int status, ServerRequestHeaders headers) {
    Incoming.Refused refused =
        new Incoming.Refused(number(), headers, connection, settings.proxies());
    Request request = refused.request();
    Response response = router.refuse(request, refused.fault(status));
    answered.accept(new Exchange(request, response.status(), 0));
    send(response, request.isHead(), true, connection);
    return connection.end(true);
  }

  private void send(Response response, boolean isHead, boolean close, Connection connection) {
    byte[] body = response.body();
    AnswerBytes answer = new AnswerBytes(response.status(), body.length);
    boolean kept = false;
    boolean shown = false;
    for (Response.Header header : response.headers()) {
      answer.add(line(header));
      kept |= header.name().equals("Cache-Control");
      shown |= header.name().equals("Content-Security-Policy");
    }
    if (!kept) {
      // Nearly every answer tells of a person, and none is worth to be kept that does not say so.
      answer.add(NO_STORE);
    }
    if (!shown) {
      answer.add(NO_CONTENT);
    }
    always.forEach(answer::add);
    if (close) {
      answer.close();
    }
    answer.endHead(body.length);
    if (!isHead) {
      answer.add(body);
    }
    connection.send(answer);
  }

  /** Helidon's routing, all of it: one door to the router. */
  private final class Door implements HttpRouting {
    private final HttpSecurity security = HttpSecurity.create();

    @Override
    public HttpSecurity security() {
      return security;
    }

    @Override
    public void route(ConnectionContext context, RoutingRequest in, RoutingResponse out) {
      Connection connection = (Connection) context;
      long begin = System.nanoTime();
      long headBytes = connection.requestBytes();
      connection.reader.headRead(headBytes);
      Incoming incoming = new Incoming(number(), in, connection, settings.proxies());
      Request request = Incoming.request(in.prologue().method().text(), in.prologue(), incoming);
      Optional<Fault> fault = incoming.fault(headBytes > HEAD_LIMIT);
      Response response = Trace.within(request.trace(), () -> answer(request, fault));
      boolean unread = incoming.leavesUnread();
      boolean close = unread || connection.isClosing() || incoming.asksToClose();
      // Told before it is sent, so that nobody sees an answer that is not counted yet.
      answered.accept(new Exchange(request, response.status(), System.nanoTime() - begin));
      send(response, request.isHead(), close, connection);
      if (close) {
        throw connection.end(unread);
      }
      connection.answered();
    }

    private Response answer(Request request, Optional<Fault> fault) {
      try {
        return fault.isPresent() ? router.refuse(request, fault.get()) : router.answer(request);
      } catch (Router.Broken e) {
        throw e.reason();
      } catch (RuntimeException e) {
        LOG.error("request {}: no answer to {}", request.id(), request.template(), e);
        return Response.empty(500);
      }
    }
  }

  /** Helidon takes a routing only from a builder. */
  private final class DoorBuilder implements Builder<DoorBuilder, Door> {
    @Override
    public Door build() {
      return new Door();
    }
  }
}
