package vestibule.contracts.django;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vestibule.contracts.PythonText;
import vestibule.http.Fault;
import vestibule.http.Fault.JsonType;
import vestibule.http.Response;
import vestibule.http.body.Json;

/** The error bodies of Django REST framework, which C and D run on (docs/contracts 0.3, 0.8). */
public final class DrfErrors {

  /** The key of what is wrong with a body as a whole. */
  public static final String NO_FIELD = "non_field_errors";

  private DrfErrors() {}

  /** What an address is told of whose domain nobody registers. */
  public static final String DOMAIN_CLOSED = "Registration with this email domain is not allowed.";

  /** {@code {"detail": …}}. */
  public record Detail(String detail) {}

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

  /** A 403, as the framework words what a permission class refuses. */
  public static Response registrationClosed(boolean byInvitation) {
    return detail(
        403, byInvitation ? "Registration is by invitation only." : "Registration is closed.");
  }

  /** The same, of who has not shown to be a person. */
  public static Response registrationChallenge() {
    return detail(403, "Registration needs a solved challenge.");
  }

  public static Response fault(Fault fault) {
    return switch (fault) {
      case Fault.MalformedBody malformed -> detail(400, malformed(malformed));
      case Fault.NotAnObject(JsonType type) -> field(NO_FIELD, notAnObject(type));
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
  public static Response throttled(int seconds) {
    return detail(429, "Request was throttled. Expected available in " + seconds + " seconds.");
  }

  public static Response unavailable() {
    return detail(503, "Service temporarily unavailable, try again later.");
  }

  /** The framework takes null for no body at all. */
  private static String notAnObject(JsonType type) {
    return type == JsonType.NULL
        ? "No data provided"
        : "Invalid data. Expected a dictionary, but got " + PythonText.type(type) + ".";
  }

  /** The sentence about a body that its parser cannot read. */
  public static String malformed(Fault.MalformedBody malformed) {
    String parser =
        switch (malformed.kind()) {
          case JSON -> "JSON parse error - ";
          case FORM -> "Form parse error - ";
          case MULTIPART -> "Multipart form parse error - ";
        };
    return parser + words(malformed.flaw());
  }

  /** Where Python's {@code json} has many words for broken syntax, its commonest stand for all. */
  private static String words(Fault.BodyFlaw flaw) {
    return switch (flaw) {
      case Fault.BodyFlaw.Syntax(Fault.Breach breach, int line, int column, long offset) ->
          String.format(
              Locale.ROOT, "%s: line %d column %d (char %d)", words(breach), line, column, offset);
      case Fault.BodyFlaw.Undecodable(String charset) ->
          "'" + charset + "' codec can't decode the body: line 1 column 1 (char 0)";
      case Fault.BodyFlaw.TooManyFields() -> "too many fields";
      case Fault.BodyFlaw.NoBoundary(Optional<String> sent) ->
          "Invalid boundary in multipart: " + sent.orElse("None");
      case Fault.BodyFlaw.Framing() -> "parts are not set apart";
      case Fault.BodyFlaw.Unstorable() -> "a text holds what cannot be stored";
    };
  }

  private static String words(Fault.Breach breach) {
    return switch (breach) {
      case VALUE_EXPECTED -> "Expecting value";
      case TAIL -> "Extra data";
      case BYTE_ORDER_MARK -> "Unexpected UTF-8 BOM (decode using utf-8-sig)";
    };
  }
}
