package vestibule.http.body;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import vestibule.http.Fault;
import vestibule.http.FaultException;
import vestibule.http.Request;

/** Reads bodies by their Content-Type, in the two ways of the contracts (docs/contracts 0.3). */
public final class Bodies {
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  static final String MULTIPART = "multipart/form-data";

  private Bodies() {}

  /**
   * JSON only: {@code application/json} with any parameters, {@code application/}…{@code +json}, or
   * no Content-Type at all. Its charset is told by its first bytes, and a byte order mark is passed
   * over.
   *
   * @param trailingCommas whether {@code {"pwd": "1234",}} is read
   * @throws FaultException UnsupportedMediaType, MalformedBody, NotAnObject or BodyTooLarge
   */
  public static Fields json(Request request, boolean trailingCommas) {
    Optional<String> type = request.mediaType();
    if (type.isPresent() && !isJson(type.get())) {
      throw unsupported(request);
    }
    byte[] body = request.body();
    Charset charset = Charsets.ofJson(body);
    return Json.object(withoutMark(body, charset), charset, trailingCommas);
  }

  private static boolean isJson(String type) {
    return type.equals(JSON) || (type.startsWith("application/") && type.endsWith("+json"));
  }

  /**
   * {@code application/json}, {@code application/x-www-form-urlencoded} or {@code
   * multipart/form-data}, each in the charset that its Content-Type names. A body without a byte is
   * an empty form, whatever its type.
   *
   * @throws FaultException UnsupportedMediaType, MalformedBody, NotAnObject or BodyTooLarge
   */
  public static Fields jsonOrForm(Request request) {
    byte[] body = request.body();
    if (body.length == 0) {
      return Fields.none();
    }
    String type = request.header("Content-Type").orElse("");
    return switch (request.mediaType().orElse("")) {
      // A range is served by the first parser that it covers.
      case JSON, "application/*", "*/*" -> Json.object(body, Charsets.of(type), false);
      case FORM -> Forms.urlEncoded(body, type);
      case MULTIPART, "multipart/*" -> Forms.multipart(body, type);
      default -> throw unsupported(request);
    };
  }

  /**
   * {@code application/x-www-form-urlencoded} alone.
   *
   * @throws FaultException UnsupportedMediaType, MalformedBody or BodyTooLarge
   */
  public static Fields form(Request request) {
    if (!request.mediaType().equals(Optional.of(FORM))) {
      throw unsupported(request);
    }
    return Forms.urlEncoded(request.body(), request.header("Content-Type").orElse(""));
  }

  private static byte[] withoutMark(byte[] body, Charset charset) {
    byte[] mark = "\ufeff".getBytes(charset);
    boolean marked =
        body.length >= mark.length && Arrays.equals(body, 0, mark.length, mark, 0, mark.length);
    return marked ? Arrays.copyOfRange(body, mark.length, body.length) : body;
  }

  private static FaultException unsupported(Request request) {
    String sent = request.header("Content-Type").orElse("");
    return new FaultException(new Fault.UnsupportedMediaType(sent));
  }
}
