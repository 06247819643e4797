package vestibule.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One answer: a status, headers in order, a body. Immutable.
 *
 * <p>Content-Length, Date and Connection are the listener's. The body's bytes are not copied,
 * neither in nor out, so that a constant answer costs nothing: nobody may change an array that was
 * handed over.
 *
 * @param status 200 to 599
 */
public record Response(int status, List<Header> headers, byte[] body) {
  static final Header JSON_TYPE = new Header("Content-Type", "application/json");
  static final Header HTML_TYPE = new Header("Content-Type", "text/html; charset=utf-8");
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

  /** An answer of type {@code application/json}, without charset (docs/contracts 0.3). */
  public static Response json(int status, byte[] body) {
    return new Response(status, JSON_ONLY, body);
  }

  /** A page. */
  public static Response html(int status, String page) {
    return html(status, page.getBytes(StandardCharsets.UTF_8));
  }

  /** The same in UTF-8. */
  public static Response html(int status, byte[] page) {
    return new Response(status, HTML_ONLY, page);
  }

  /** An answer of any other type. */
  public static Response of(int status, String contentType, byte[] body) {
    return new Response(status, List.of(new Header("Content-Type", contentType)), body);
  }

  /** An answer without a body and without a type. */
  public static Response empty(int status) {
    return new Response(status, List.of(), new byte[0]);
  }

  /** The same answer with one more header line; an earlier one of that name stays. */
  public Response with(String name, String value) {
    return with(List.of(new Header(name, value)));
  }

  /** The same answer with these header lines added at the end, in order. */
  public Response with(List<Header> more) {
    List<Header> all = new ArrayList<>(headers);
    all.addAll(more);
    return new Response(status, List.copyOf(all), body);
  }

  /** The first header of this name, whatever its case. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  /** The body as text, for tests. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Hides cookies and bodies. */
  @Override
  public String toString() {
    return "Response[" + status + "]";
  }
}
