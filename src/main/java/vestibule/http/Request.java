package vestibule.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One request as handlers see it: what was asked, by whom, with which body.
 *
 * <p>Belongs to the thread that answers it. Values come lazily from the wire, so that a handler
 * pays only for what it reads. The Host header is not offered: no link is ever made from it
 * (docs/contracts 0.9).
 */
public final class Request {
  /** Bytes a body may have where its route says nothing else. */
  public static final int BODY_LIMIT = 64 * 1024;

  /** The methods a path can serve, and OTHER for every token that is none of them. */
  public enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    PATCH,
    DELETE,
    OPTIONS,
    OTHER;

    /** The method of this token, which is case-sensitive (RFC 9110 9.1). */
    public static Method of(String token) {
      return switch (token) {
        case "GET" -> GET;
        case "HEAD" -> HEAD;
        case "POST" -> POST;
        case "PUT" -> PUT;
        case "PATCH" -> PATCH;
        case "DELETE" -> DELETE;
        case "OPTIONS" -> OPTIONS;
        default -> OTHER;
      };
    }
  }

  /** The source of a request: a connection, or a test. */
  public interface Wire {
    /** Unique among this process's requests, printable, at most 32 characters. */
    String id();

    /** Every value of this header in the order sent, whatever the case of its name. */
    List<String> headers(String name);

    /** The name of every header, in any case. */
    List<String> headerNames();

    /**
     * Whether the request line is one that a client sends to a server itself: HTTP/1.1 and a path.
     * To a proxy it sends a whole URL (RFC 9112 3.2.2), and proxies alone speak HTTP/1.0 today, as
     * nginx does to the servers behind it.
     */
    boolean isDirect();

    /** The peer's address as text, without a port or zone. */
    String peer();

    /** The bytes of the body as the head tells them; 0 where it does not. */
    long bodyLength();

    /**
     * Reads the body, once.
     *
     * @throws FaultException BodyTooLarge past so many bytes
     */
    byte[] body(int most);

    /** The addresses whose X-Forwarded-For and Forwarded are believed. */
    Proxies proxies();
  }

  private final Wire wire;
  private final String token;
  private final Method method;
  private final String rawPath;
  private final String rawQuery;
  private Template template = Template.NONE;
  private String surface = "";
  private List<String> values = List.of();
  private byte[] body;
  private int bodyLimit = BODY_LIMIT;
  private String remote;

  /**
   * A request for a target.
   *
   * @param token the method's token as sent
   * @param rawPath the path as sent, undecoded, without the query
   * @param rawQuery what follows the question mark, empty when nothing does
   */
  public Request(Wire wire, String token, String rawPath, String rawQuery) {
    this.wire = wire;
    this.token = token;
    this.method = Method.of(token);
    this.rawPath = rawPath;
    this.rawQuery = rawQuery;
  }

  /** Set by the router once a path is found; a path value of the i-th name is the i-th value. */
  void matched(Routes.Match match) {
    this.template = match.route().template();
    this.values = match.values();
    this.surface = match.route().surface().name();
  }

  /** Set by the router once the route is found; whether the body may be as long as it is said. */
  boolean fits(int limit) {
    this.bodyLimit = limit;
    return wire.bodyLength() <= limit;
  }

  /** Unique among this process's requests; for logs. */
  public String id() {
    return wire.id();
  }

  /** The method asked for. */
  public Method method() {
    return method;
  }

  /** The method's token as it was sent, for the words of a 405. */
  public String methodToken() {
    return token;
  }

  /** Whether only the head of the answer is wanted, so that nothing may be spent or confirmed. */
  public boolean isHead() {
    return method == Method.HEAD;
  }

  /** The path as it was sent. It may hold a secret: never logged. */
  public String rawPath() {
    return rawPath;
  }

  /** The template of the matched path, as the surface declared it; empty for an unknown path. */
  public String template() {
    return template.text();
  }

  /** The name of the surface whose path it is; empty for an unknown path. */
  public String surface() {
    return surface;
  }

  /**
   * The decoded value that stands for {@code {name}} in the path.
   *
   * @throws IllegalArgumentException when the template has no such name
   */
  public String pathValue(String name) {
    int index = template.names().indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("no {" + name + "} in " + template.text());
    }
    return values.get(index);
  }

  /**
   * The first value of this query parameter, decoded: bytes that are no UTF-8 become U+FFFD, a
   * broken percent-encoding stays as it is.
   */
  public Optional<String> query(String name) {
    return Arrays.stream(rawQuery.split("&"))
        .map(pair -> Decoding.Pair.of(pair, UTF_8))
        .filter(pair -> pair.name().equals(name))
        .map(Decoding.Pair::value)
        .findFirst();
  }

  /** The first value of this header. */
  public Optional<String> header(String name) {
    List<String> all = wire.headers(name);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
  }

  /** Every value of this header in the order sent. */
  public List<String> headers(String name) {
    return wire.headers(name);
  }

  /** The id of the trace that the request is a part of: 32 lower-case hex digits. */
  public Optional<String> trace() {
    return Trace.of(wire.headers("traceparent"));
  }

  /** The different values of this cookie in the order sent; damaged pieces are passed over. */
  public List<String> cookies(String name) {
    return Cookies.find(wire.headers("Cookie"), name);
  }

  /**
   * The client's address as text: the peer's, or, when the peer is a trusted proxy, the last
   * address of X-Forwarded-For, or of Forwarded, that is no trusted proxy.
   */
  public String remoteAddress() {
    if (remote == null) {
      remote =
          wire.proxies()
              .client(wire.peer(), wire.headers("X-Forwarded-For"), wire.headers("Forwarded"));
    }
    return remote;
  }

  /**
   * Whether a trusted proxy has sent it, so that what proxies alone write is believed: a header
   * that a client sends too is the proxy's to overwrite.
   */
  public boolean isFromProxy() {
    return wire.proxies().trusts(wire.peer());
  }

  /**
   * Whether this machine itself asks, for a loopback name, and no proxy stands between. Pages that
   * are not for the world answer nobody else.
   */
  public boolean isLocal() {
    return Locality.isLocal(wire);
  }

  /** The Content-Type in lower case without parameters; empty when there is none. */
  public Optional<String> mediaType() {
    return header("Content-Type")
        .map(
            type -> {
              int end = type.indexOf(';');
              return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
            })
        .filter(type -> !type.isEmpty());
  }

  /**
   * The body, read on the first call; the same array each time, not to be changed.
   *
   * @throws FaultException BodyTooLarge past what the route takes
   */
  public byte[] body() {
    if (body == null) {
      body = wire.body(bodyLimit);
    }
    return body;
  }

  /**
   * Whether Accept prefers a page: {@code text/html} has a greater weight than {@code
   * application/json}, each taking the weight of the most specific range that covers it (RFC 9110
   * 12.5.1). So a browser's header does, and {@code *}{@code /*} or none does not.
   */
  public boolean prefersHtml() {
    List<Preference> accepted = Preference.of(wire.headers("Accept"));
    return weight(accepted, "text/html", "text/*")
        > weight(accepted, "application/json", "application/*");
  }

  /** Whether Accept-Encoding names gzip, or any coding, with a weight (RFC 9110 12.5.3). */
  public boolean takesGzip() {
    List<Preference> accepted = Preference.of(wire.headers("Accept-Encoding"));
    return Stream.of("gzip", "*")
        .flatMap(coding -> accepted.stream().filter(each -> each.choice().equals(coding)))
        .findFirst()
        .filter(coding -> coding.weight() > 0)
        .isPresent();
  }

  private static int weight(List<Preference> accepted, String type, String family) {
    return Stream.of(type, family, "*/*")
        .flatMap(range -> accepted.stream().filter(each -> each.choice().equals(range)))
        .findFirst()
        .map(Preference::weight)
        .orElse(0);
  }

  /**
   * The language that Accept-Language gives the greatest weight (RFC 9110 12.5.4); of two of the
   * same weight the one that stands first. {@code *} names none, and a weight of 0 or one that is
   * no weight excludes its language.
   *
   * @param tags the languages there are, in lower case; {@code en} also answers for {@code en-GB}
   */
  public Optional<String> language(List<String> tags) {
    Optional<String> found = Optional.empty();
    int weight = 0;
    for (Preference asked : Preference.of(wire.headers("Accept-Language"))) {
      if (asked.weight() > weight) {
        Optional<String> tag = tags.stream().filter(one -> isOf(asked.choice(), one)).findFirst();
        if (tag.isPresent()) {
          found = tag;
          weight = asked.weight();
        }
      }
    }
    return found;
  }

  private static boolean isOf(String asked, String tag) {
    return asked.equals(tag) || asked.startsWith(tag + "-");
  }
}
