package vestibule.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.RoutingRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import vestibule.http.Connections.Connection;

/** One request as it comes in over a connection. */
final class Incoming implements Request.Wire {
  /** Handlers ask for headers by constants: these are as many as stand in the program. */
  private static final ConcurrentMap<String, HeaderName> NAMES = new ConcurrentHashMap<>();

  private final String id;
  private final RoutingRequest in;
  private final ServerRequestHeaders headers;
  private final Connection connection;
  private final Proxies proxies;
  private final boolean chunked;
  private final long length;
  private boolean read;
  private boolean broken;

  Incoming(String id, RoutingRequest in, Connection connection, Proxies proxies) {
    this.id = id;
    this.in = in;
    this.headers = in.headers();
    this.connection = connection;
    this.proxies = proxies;
    this.chunked = headers.contains(HeaderNames.TRANSFER_ENCODING);
    this.length = headers.contentLength().orElse(0);
  }

  /** The request that comes in by this wire. */
  static Request request(String method, HttpPrologue prologue, Request.Wire wire) {
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
    return new Request(wire, method, path, query);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public List<String> headers(String name) {
    return values(headers, name);
  }

  @Override
  public List<String> headerNames() {
    return headers.stream().map(Header::name).toList();
  }

  @Override
  public boolean isDirect() {
    return !connection.reader.isOld() && in.prologue().uriPath().rawPath().startsWith("/");
  }

  private static List<String> values(ServerRequestHeaders headers, String name) {
    HeaderName known = NAMES.get(name);
    return headers.all(
        known != null ? known : NAMES.computeIfAbsent(name, Incoming::named), List::of);
  }

  private static HeaderName named(String name) {
    return HeaderNames.create(name.toLowerCase(Locale.ROOT), name);
  }

  @Override
  public String peer() {
    return connection.peer();
  }

  @Override
  public Proxies proxies() {
    return proxies;
  }

  /** The fault that shows in the head, whatever the path. */
  Optional<Fault> fault(boolean headTooLarge) {
    broken = headTooLarge || !isHostGood() || (connection.reader.isOld() && chunked);
    Fault.Unread why = headTooLarge ? Fault.Unread.HEAD_TOO_LARGE : Fault.Unread.MALFORMED;
    return broken ? Optional.of(new Fault.UnreadableRequest(why)) : Optional.empty();
  }

  /** HTTP/1.0 needs no Host (RFC 9112 3.2), and no version may have two or a broken one. */
  private boolean isHostGood() {
    List<String> hosts = headers.all(HeaderNames.HOST, List::of);
    return (hosts.isEmpty() && connection.reader.isOld()) || connection.hosts.areGood(hosts);
  }

  /** HTTP/1.0 has one request a connection: its keep-alive is none that proxies agree on. */
  boolean asksToClose() {
    return connection.reader.isOld()
        || (headers.contains(HeaderNames.CONNECTION)
            && headers.containsToken(HeaderValues.CONNECTION_CLOSE));
  }

  @Override
  public long bodyLength() {
    return length;
  }

  @Override
  public byte[] body(int limit) {
    if (!chunked && length == 0) {
      return new byte[0];
    }
    requireIdentity(String.join(", ", headers.all(HeaderNames.CONTENT_ENCODING, List::of)));
    return readBody(limit);
  }

  /** No body is decoded; "identity" says that there is nothing to decode. */
  private static void requireIdentity(String codings) {
    for (String coding : codings.split(",")) {
      if (!coding.isBlank() && !coding.strip().equalsIgnoreCase("identity")) {
        throw new FaultException(new Fault.UnsupportedContentCoding(codings));
      }
    }
  }

  private byte[] readBody(int limit) {
    if (length > limit) {
      throw new FaultException(new Fault.BodyTooLarge());
    }
    try {
      int most = chunked ? limit + 1 : (int) length;
      connection.reader.takeBodyUpTo(limit);
      connection.bodyBegins(most);
      InputStream stream = in.content().inputStream();
      byte[] body = stream.readNBytes(most);
      if (body.length > limit) {
        throw new FaultException(new Fault.BodyTooLarge());
      }
      read = true;
      connection.bodyEnds(body.length);
      return body;
    } catch (FaultException e) {
      throw e;
    } catch (CloseConnectionException e) {
      throw new Router.Broken(e);
    } catch (RequestException e) {
      broken = !read;
      throw new FaultException(Incoming.fault(e.status().code()));
    } catch (IOException | RuntimeException e) {
      broken = true;
      throw new FaultException(new Fault.UnreadableRequest(Fault.Unread.MALFORMED));
    }
  }

  private static Fault fault(int status) {
    if (status == Status.SERVICE_UNAVAILABLE_503.code()) {
      return new Fault.Unavailable(Connections.RETRY);
    }
    return status == 413
        ? new Fault.BodyTooLarge()
        : new Fault.UnreadableRequest(Fault.Unread.of(status));
  }

  /**
   * Whether bytes of the request stay behind, so that the connection cannot be used again. A small
   * body that no handler asked for is read here; one that waits for 100 Continue, or has no length,
   * is not.
   */
  boolean leavesUnread() {
    if (broken) {
      return true;
    }
    if (read || (!chunked && length == 0)) {
      return false;
    }
    if (chunked || length > Request.BODY_LIMIT || headers.contains(HeaderNames.EXPECT)) {
      return true;
    }
    try {
      readBody(Request.BODY_LIMIT);
      return false;
    } catch (Router.Broken | FaultException e) {
      return true;
    }
  }

  /**
   * One that cannot be read as a request: its request line as far as it came, and the headers that
   * were read whole.
   */
  record Refused(String id, ServerRequestHeaders all, Connection connection, Proxies proxies)
      implements Request.Wire {

    /** The request that it would be, of no path where it names none. */
    Request request() {
      String[] line = connection.reader.requestLine().split(" ", 3);
      String target = line.length > 1 ? line[1] : "";
      // Its method may be none, and does not matter.
      HttpPrologue prologue =
          HttpPrologue.create("HTTP/1.1", "HTTP", "1.1", Method.GET, target, false);
      return Incoming.request(line[0], prologue, this);
    }

    /** Why it is refused. */
    Fault fault(int status) {
      // HTTP/1.0 has no transfer codings, so that there is none to implement.
      return Incoming.fault(status == 501 && connection.reader.isOld() ? 400 : status);
    }

    /** CORS asks for the Origin, which may have come before what is wrong. */
    @Override
    public List<String> headers(String name) {
      String origin = connection.reader.origin();
      return name.equals("Origin") && !origin.isEmpty() ? List.of(origin) : values(all, name);
    }

    @Override
    public List<String> headerNames() {
      return all.stream().map(Header::name).toList();
    }

    /** A broken request may have come by anything. */
    @Override
    public boolean isDirect() {
      return false;
    }

    @Override
    public String peer() {
      return connection.peer();
    }

    /** Not known: its head may be broken. */
    @Override
    public long bodyLength() {
      return 0;
    }

    /** Never asked for: no handler is. */
    @Override
    public byte[] body(int most) {
      return new byte[0];
    }
  }
}
