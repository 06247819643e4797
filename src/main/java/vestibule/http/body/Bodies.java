package vestibule.http.body;

import java.util.Optional;
import vestibule.http.Fault;
import vestibule.http.FaultException;
import vestibule.http.Request;

/** Which bodies the two families of contracts read, by Content-Type (contracts.md 0.3). */
public final class Bodies {
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/form-data";

  private Bodies() {}

  /**
   * A body as A, B and E read it: JSON only. {@code application/json} with any parameters, or no
   * Content-Type at all.
   *
   * @param trailingCommas whether {@code {"pwd": "1234",}} is read, as A's and B's documents write
   *     it
   * @throws FaultException UnsupportedMediaType, MalformedBody, NotAnObject or BodyTooLarge
   */
  public static Fields flask(Request request, boolean trailingCommas) {
    Optional<String> type = request.mediaType();
    if (type.isPresent() && !type.get().equals(JSON)) {
      throw unsupported(request);
    }
    return Json.object(request.body(), trailingCommas);
  }

  /**
   * A body as C and D read it: {@code application/json}, {@code application/x-www-form-urlencoded}
   * or {@code multipart/form-data}. An empty body without Content-Type is an empty form.
   *
   * @throws FaultException UnsupportedMediaType, MalformedBody, NotAnObject or BodyTooLarge
   */
  public static Fields drf(Request request) {
    return switch (request.mediaType().orElse("")) {
      case JSON -> Json.object(request.body(), false);
      case FORM -> Forms.urlEncoded(request.body());
      case MULTIPART -> Forms.multipart(request.body(), request.header("Content-Type").orElse(""));
      case "" -> {
        if (request.body().length > 0) {
          throw unsupported(request);
        }
        yield Fields.none();
      }
      default -> throw unsupported(request);
    };
  }

  private static FaultException unsupported(Request request) {
    String sent = request.header("Content-Type").orElse("");
    return new FaultException(new Fault.UnsupportedMediaType(sent));
  }
}
