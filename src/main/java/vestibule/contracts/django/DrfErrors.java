package vestibule.contracts.django;

import java.util.List;
import java.util.Map;
import vestibule.http.Fault;
import vestibule.http.Response;
import vestibule.http.body.Json;

/** The error bodies of Django REST framework, which C and D run on (docs/contracts 0.3, 0.8). */
public final class DrfErrors {

  /** The key of what is wrong with a body as a whole. */
  public static final String NO_FIELD = "non_field_errors";

  private DrfErrors() {}

  /** {@code {"detail": …}}. */
  public record Detail(String detail) {}

  /** An answer with one sentence. */
  public static Response detail(int status, String sentence) {
    return Response.json(status, Json.compact(new Detail(sentence)));
  }

  /** A 400 with the sentences about each field, in the map's order. */
  public static Response fields(Map<String, List<String>> errors) {
    return Response.json(400, Json.compact(errors));
  }

  /** A 400 with one sentence about one field. */
  public static Response field(String name, String sentence) {
    return fields(Map.of(name, List.of(sentence)));
  }

  /** Words a fault of the protocol. */
  public static Response fault(Fault fault) {
    return switch (fault) {
      case Fault.MalformedBody malformed -> detail(400, malformed.sentence());
      case Fault.NotAnObject(String type) -> field(NO_FIELD, notAnObject(type));
      case Fault.UnsupportedMediaType(String type) -> unsupported(type);
      case Fault.UnsupportedContentCoding(String coding) -> unsupported(coding);
      case Fault.UnreadableRequest(var reason) -> detail(reason.status(), reason.sentence());
      case Fault.BodyTooLarge() -> detail(413, "Request body too large.");
      case Fault.MethodNotAllowed(String method, var _) ->
          detail(405, "Method \"" + method + "\" not allowed.");
      case Fault.Unavailable(int _) -> unavailable();
      case Fault.ServerError() -> detail(500, "A server error occurred.");
    };
  }

  private static Response unsupported(String type) {
    return detail(415, "Unsupported media type \"" + type + "\" in request.");
  }

  /** A 503; the caller adds Retry-After. */
  public static Response unavailable() {
    return detail(503, "Service temporarily unavailable, try again later.");
  }

  /** The framework takes null for no body at all. */
  private static String notAnObject(String type) {
    return type.equals("NoneType")
        ? "No data provided"
        : "Invalid data. Expected a dictionary, but got " + type + ".";
  }
}
