package vestibule.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import vestibule.core.challenge.Purpose;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.TokenRefusal;
import vestibule.http.ChallengeHeaders;
import vestibule.http.Fault;
import vestibule.http.Response;
import vestibule.http.body.Json;

/**
 * What is wrong, as {@code application/problem+json} (RFC 9457). Programs read {@code code}, which
 * never changes its meaning; {@code detail} is for their developers.
 */
final class Problems {

  private static final String TYPE = "application/problem+json";
  private static final String UNAVAILABLE = "unavailable";

  private Problems() {}

  private record Problem(
      String type,
      int status,
      String code,
      String detail,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Flaw> errors) {}

  /**
   * What is wrong with one field or parameter.
   *
   * @param pointer to it (RFC 6901); of a parameter its name behind a slash
   */
  record Flaw(String pointer, String code, String detail) {}

  static Response of(int status, String code, String detail) {
    return of(status, code, detail, List.of());
  }

  static Response of(int status, String code, String detail, List<Flaw> errors) {
    Problem problem = new Problem("about:blank", status, code, detail, errors);
    return Response.of(status, TYPE, Json.compact(problem)).with("Cache-Control", "no-store");
  }

  /** Nobody is known by what the request shows, or by nothing. */
  static Response unauthorized(String code, String detail) {
    return of(401, code, detail).with("WWW-Authenticate", "Bearer");
  }

  static Response of(Fault fault) {
    return switch (fault) {
      case Fault.MalformedBody _ -> of(400, "body_malformed", "The body cannot be read.");
      case Fault.NotAnObject _ -> of(400, "body_malformed", "The body must be a JSON object.");
      case Fault.UnsupportedMediaType _ ->
          of(415, "media_type_unsupported", "The body must be application/json.");
      case Fault.UnsupportedContentCoding _ ->
          of(415, "content_coding_unsupported", "The body must not be encoded.");
      case Fault.UnreadableRequest(var reason) ->
          of(reason.status(), reason.name().toLowerCase(Locale.ROOT), reason.sentence());
      case Fault.BodyTooLarge _ -> of(413, "body_too_large", "The body is too large.");
      case Fault.MethodNotAllowed(String method, var _) ->
          of(405, "method_not_allowed", "This path does not serve " + printable(method) + ".");
      case Fault.Unavailable _ -> unavailable();
      case Fault.ServerError _ -> of(500, "server_error", "That is a mistake of this server.");
    };
  }

  static Response of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.TokenRefused(TokenRefusal token) -> of(token);
      case Refusal.Busy(int seconds) ->
          unavailable().with("Retry-After", Integer.toString(seconds));
      case Refusal.OldSystemAway(int seconds) ->
          unavailable().with("Retry-After", Integer.toString(seconds));
      case Refusal.Throttled(String limit, int seconds) ->
          of(429, "throttled", "Too many tries; the limit is " + limit + ".")
              .with("Retry-After", Integer.toString(seconds));
      case Refusal.AttemptChallenge(int seconds) ->
          ChallengeHeaders.wanted(
              of(429, "challenge_wanted", "A challenge must be solved first.")
                  .with("Retry-After", Integer.toString(seconds)),
              Purpose.ATTEMPT.word());
      case Refusal.AccountUnknown _ -> of(404, "account_unknown", "There is no such account.");
      // No path so far asks for anything that could be refused so.
      case Refusal.OfSignIn _,
          Refusal.OfRegistration _,
          Refusal.OfName _,
          Refusal.OfAddress _,
          Refusal.OfPassword _,
          Refusal.OfCode _,
          Refusal.FieldInvalid _ ->
          of(400, "refused", "That is not allowed.");
    };
  }

  /** Words what a credential is worth that stands for nobody. */
  static Response of(TokenRefusal token) {
    return switch (token) {
      case TokenRefusal.Damaged _, TokenRefusal.WrongKind _ ->
          unauthorized("token_invalid", "The credential is none of this server's.");
      case TokenRefusal.Expired _ -> unauthorized("token_expired", "The credential is too old.");
      case TokenRefusal.Ended _ -> unauthorized("session_ended", "The session has ended.");
      case TokenRefusal.Disabled _ -> unauthorized("account_disabled", "The account is disabled.");
      case TokenRefusal.Gone _ -> unauthorized("account_gone", "The account was deleted.");
    };
  }

  private static Response unavailable() {
    return of(503, UNAVAILABLE, "That cannot be done now; please try again later.");
  }

  /** A method is any token of ASCII; a longer one than all real ones is not repeated. */
  private static String printable(String method) {
    return method.length() <= 20 ? method : "this method";
  }
}
