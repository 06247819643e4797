package vestibule.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * One answer: a status, headers in order, a body. Immutable.
 *
 * <p>Content-Length, Date and Connection are the listener's. The body's bytes are not copied,
 * neither in nor out, so that a constant answer costs nothing: nobody may change an array that was
 * handed over.
 */
public final class Response {
  static final Header JSON_TYPE = new Header("Content-Type", "application/json");
  static final Header HTML_TYPE = new Header("Content-Type", "text/html; charset=utf-8");
  private static final byte[] NOTHING = new byte[0];
  private static final List<Header> JSON_ONLY = List.of(JSON_TYPE);
  private static final List<Header> HTML_ONLY = List.of(HTML_TYPE);

  /** One header line of an answer. A value with CR, LF or NUL is refused. */
  public record Header(String name, String value) {
    public Header {
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if ((c < ' ' && c != '\t') || c >= 0x7F) {
          throw new IllegalArgumentException("header " + name + " has a character it cannot carry");
        }
      }
    }
  }

  private final int status;
  private final List<Header> headers;
  private final byte[] body;

  private Response(int status, List<Header> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** An answer of type {@code application/json}, without charset (docs/contracts 0.3). */
  public static Response json(int status, byte[] body) {
    return new Response(status, JSON_ONLY, body);
  }

  /** A page, sent as UTF-8. */
  public static Response html(int status, String page) {
    return new Response(status, HTML_ONLY, page.getBytes(StandardCharsets.UTF_8));
  }

  /** An answer of any other type. */
  public static Response of(int status, String contentType, byte[] body) {
    return new Response(status, List.of(new Header("Content-Type", contentType)), body);
  }

  /** An answer without a body and without a type. */
  public static Response empty(int status) {
    return new Response(status, List.of(), NOTHING);
  }

  /** The same answer with one more header line; an earlier one of that name stays. */
  public Response with(String name, String value) {
    return with(List.of(new Header(name, value)));
  }

  /** The same answer with these header lines added at the end, in order. */
  public Response with(List<Header> more) {
    if (more.isEmpty()) {
      return this;
    }
    Header[] all = new Header[headers.size() + more.size()];
    for (int i = 0; i < headers.size(); i++) {
      all[i] = headers.get(i);
    }
    for (int i = 0; i < more.size(); i++) {
      all[headers.size() + i] = more.get(i);
    }
    return new Response(status, List.of(all), body);
  }

  /** The status code, 200 to 599. */
  public int status() {
    return status;
  }

  /** The header lines in the order they are sent. */
  public List<Header> headers() {
    return headers;
  }

  /** The first header of this name, whatever its case. */
  public Optional<String> header(String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return Optional.of(header.value());
      }
    }
    return Optional.empty();
  }

  /** The body's bytes: not a copy, so not to be changed. */
  public byte[] body() {
    return body;
  }

  /** The body as text, for tests and logs of constant answers. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
