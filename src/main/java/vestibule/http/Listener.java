package vestibule.http;

import io.helidon.common.Builder;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpSecurity;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.http.Connections.Connection;
import vestibule.http.engine.AnswerBytes;
import vestibule.http.engine.Engine;

/** The server socket: takes connections, hands requests to a router, ends in order. */
public final class Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final int HEAD_LIMIT = 16 * 1024;
  private static final Map<Response.Header, byte[]> PREPARED = prepared();

  /** Handlers ask for headers by constants: these are as many as stand in the program. */
  private static final ConcurrentMap<String, HeaderName> NAMES = new ConcurrentHashMap<>();

  /**
   * Where to listen, whom to believe, how long to wait for whom.
   *
   * @param host the address to bind
   * @param port the port, 0 for any free one
   * @param requestTime head and body of one request have this long in all
   * @param idleTime a connection without a request lives this long
   */
  public record Settings(
      String host, int port, Proxies proxies, Duration requestTime, Duration idleTime) {
    /** The times that are in force: 10 s for a request, 30 s idle. */
    public static Settings at(String host, int port, Proxies proxies) {
      return new Settings(host, port, proxies, Duration.ofSeconds(10), Duration.ofSeconds(30));
    }
  }

  /**
   * One answered request, for access log and metrics: its template may be logged, its path not.
   *
   * @param nanos from the end of its head to its answer, the sending not included
   */
  public record Exchange(Request request, int status, long nanos) {}

  private final Settings settings;
  private final Router router;
  private final Consumer<Exchange> answered;
  private final Connections connections;
  private final WebServer server;
  private final String idPrefix;
  private final AtomicLong requests = new AtomicLong();

  private Listener(
      Settings settings, Router router, Consumer<Exchange> answered, InstantSource clock) {
    this.settings = settings;
    this.router = router;
    this.answered = answered;
    this.idPrefix = Long.toString(clock.millis(), Character.MAX_RADIX) + "-";
    this.connections =
        new Connections(
            Engine.http1(HEAD_LIMIT),
            new DoorBuilder(),
            settings.requestTime(),
            settings.idleTime());
    this.server = Engine.server(settings.host(), settings.port(), connections);
  }

  /**
   * Binds and serves.
   *
   * @param answered called before each answer is sent, on the request's own thread, so it must be
   *     quick; not for what is refused before it is a request at all
   * @param clock tells the start, which request ids begin with
   * @throws IllegalStateException when the port cannot be bound
   */
  public static Listener start(
      Settings settings, Router router, Consumer<Exchange> answered, InstantSource clock) {
    Listener listener = new Listener(settings, router, answered, clock);
    listener.server.start();
    if (!listener.server.isRunning()) {
      // Helidon only logs why.
      listener.connections.stop();
      throw new IllegalStateException("cannot listen on " + settings.host + ":" + settings.port);
    }
    return listener;
  }

  /** Loads what a listener needs, so that {@link #start} takes less time. */
  public static void load() {
    Engine.load();
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
      if (connection.requestBytes() > HEAD_LIMIT) {
        throw RequestException.builder()
            .type(EventType.BAD_REQUEST)
            .status(Engine.HEAD_TOO_LARGE)
            .message("head too large")
            .build();
      }
      connection.hosts.require(in.headers().all(HeaderNames.HOST, List::of));
      Incoming incoming = new Incoming(in, connection);
      incoming.requireWhole();
      Request request = request(in, incoming);
      Response response = answer(request, incoming);
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

    private Response answer(Request request, Incoming incoming) {
      try {
        return incoming.isTooLarge()
            ? router.refuse(request, new Fault.BodyTooLarge())
            : router.answer(request);
      } catch (Gone e) {
        throw e.reason();
      } catch (RuntimeException e) {
        LOG.error("request {}: no answer to {}", request.id(), request.template(), e);
        return Response.empty(500);
      }
    }

    private void send(Response response, boolean isHead, boolean close, Connection connection) {
      byte[] body = response.body();
      AnswerBytes answer = new AnswerBytes(response.status(), body.length);
      for (Response.Header header : response.headers()) {
        answer.add(line(header));
      }
      if (close) {
        answer.close();
      }
      answer.endHead(body.length);
      if (!isHead) {
        answer.add(body);
      }
      connection.send(answer);
    }
  }

  /** Helidon takes a routing only from a builder. */
  private final class DoorBuilder implements Builder<DoorBuilder, Door> {
    @Override
    public Door build() {
      return new Door();
    }
  }

  private static Request request(RoutingRequest in, Incoming incoming) {
    HttpPrologue prologue = in.prologue();
    String path = prologue.uriPath().rawPath();
    if (prologue.fragment().hasValue()) {
      // No target has a fragment (RFC 9112 3.2), so this is no path either.
      path = "#";
    } else if (path.regionMatches(true, 0, "http://", 0, 7)
        || path.regionMatches(true, 0, "https://", 0, 8)) {
      int slash = path.indexOf('/', path.indexOf("//") + 2);
      path = slash < 0 ? "/" : path.substring(slash);
    }
    String query = prologue.hasQuery() ? prologue.query().rawValue() : "";
    return new Request(incoming, prologue.method().text(), path, query);
  }

  /** The client went away or broke its body's frame; carries what ends the connection. */
  private static final class Gone extends Router.Broken {
    private static final long serialVersionUID = 1L;

    Gone(RuntimeException reason) {
      super(reason);
    }

    RuntimeException reason() {
      return (RuntimeException) getCause();
    }
  }

  /** One request as it comes in over a connection. */
  private final class Incoming implements Request.Wire {
    private final RoutingRequest in;
    private final ServerRequestHeaders headers;
    private final Connection connection;
    private final long number = requests.incrementAndGet();
    private final boolean chunked;
    private final long length;
    private boolean read;

    Incoming(RoutingRequest in, Connection connection) {
      this.in = in;
      this.headers = in.headers();
      this.connection = connection;
      this.chunked = headers.contains(HeaderNames.TRANSFER_ENCODING);
      this.length = headers.contentLength().orElse(0);
    }

    @Override
    public String id() {
      return idPrefix + number;
    }

    @Override
    public List<String> headers(String name) {
      HeaderName known = NAMES.get(name);
      return headers.all(
          known != null ? known : NAMES.computeIfAbsent(name, Incoming::named), List::of);
    }

    private static HeaderName named(String name) {
      return HeaderNames.create(name.toLowerCase(Locale.ROOT), name);
    }

    @Override
    public List<String> headerNames() {
      return headers.stream().map(Header::name).toList();
    }

    @Override
    public boolean isDirect() {
      HttpPrologue prologue = in.prologue();
      return prologue.protocolVersion().equals("1.1")
          && prologue.uriPath().rawPath().startsWith("/");
    }

    @Override
    public String peer() {
      return connection.peer();
    }

    @Override
    public Proxies proxies() {
      return settings.proxies();
    }

    /** Refuses what the reader of {@link Connections} could not see. */
    void requireWhole() {
      if (headers.contains(HeaderNames.CONNECTION)
          && headers.all(HeaderNames.CONNECTION, List::of).stream()
              .anyMatch(Connections::hasControl)) {
        throw Connections.malformed("Connection header with a control character");
      }
      if ((chunked || length > 0) && headers.contains(HeaderNames.CONTENT_ENCODING)) {
        throw Connections.malformed("no body is decoded");
      }
    }

    boolean asksToClose() {
      return headers.contains(HeaderNames.CONNECTION)
          && headers.containsToken(HeaderValues.CONNECTION_CLOSE);
    }

    boolean isTooLarge() {
      return length > Request.BODY_LIMIT;
    }

    @Override
    public byte[] body() {
      if (!chunked && length == 0) {
        return new byte[0];
      }
      try {
        InputStream stream = in.content().inputStream();
        // Where the length is told, it is never more than the limit here.
        byte[] body = stream.readNBytes(chunked ? Request.BODY_LIMIT + 1 : (int) length);
        if (body.length > Request.BODY_LIMIT) {
          throw new FaultException(new Fault.BodyTooLarge());
        }
        read = true;
        return body;
      } catch (FaultException e) {
        throw e;
      } catch (RequestException | CloseConnectionException e) {
        throw new Gone(e);
      } catch (IOException | RuntimeException e) {
        throw new Gone(Connections.malformed("bad body"));
      }
    }

    /**
     * Whether bytes of the body stay behind, so that the connection cannot be used again. A small
     * body that no handler asked for is read here; one that waits for 100 Continue, or has no
     * length, is not.
     */
    boolean leavesUnread() {
      if (read || (!chunked && length == 0)) {
        return false;
      }
      if (chunked || isTooLarge() || headers.contains(HeaderNames.EXPECT)) {
        return true;
      }
      try {
        body();
        return false;
      } catch (Gone e) {
        return true;
      }
    }
  }
}
