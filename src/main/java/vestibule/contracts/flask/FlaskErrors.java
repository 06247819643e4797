package vestibule.contracts.flask;

import java.util.Locale;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.signin.SignInStep;
import vestibule.http.Fault;
import vestibule.http.Response;

/**
 * The sentences of documents A and B for refusals and faults, in the shape of a wording; those of
 * HTTP are Werkzeug's.
 */
public record FlaskErrors(FlaskWording wording) {

  private static final String WRONG = "Wrong username or password";

  /**
   * Words what the core refuses.
   *
   * @param template of the path that was asked
   */
  public Response refused(Refusal refusal, String template) {
    return switch (refusal) {
      case Refusal.OfSignIn _ -> wording.refused(401, WRONG);
      // As the documents word a field; who may register is no field's fault.
      case Refusal.OfRegistration _ ->
          wording.refused(403, "registration is not allowed" + wording.ending(template));
      // What no route of the documents meets.
      case Refusal.OfFactor _ -> notAllowed("otp", template);
      case Refusal.TokenRefused(TokenRefusal token) -> wording.rejected(JwtExtended.refused(token));
      case Refusal.OfName _ -> notAllowed("username", template);
      case Refusal.OfAddress _ -> notAllowed("email", template);
      case Refusal.FieldInvalid(Refusal.ProfileField field) ->
          notAllowed(field.name().toLowerCase(Locale.ROOT), template);
      case Refusal.OfPassword _ -> notAllowed("pwd", template);
      case Refusal.OfCode _ -> ended(wording.wrongCode(), template);
      case Refusal.AccountUnknown _ -> ended("user not found", template);
      case Refusal.Busy _, Refusal.OldSystemAway _ -> wording.failed(503, "Service Unavailable");
      case Refusal.Throttled _, Refusal.AttemptChallenge _ ->
          wording.failed(429, "Too Many Requests");
    };
  }

  public Response answer(Fault fault) {
    return switch (fault) {
      case Fault.MalformedBody _, Fault.NotAnObject _ -> wording.refused(400, "Bad Request");
      case Fault.MethodNotAllowed _ -> wording.failed(405, "Method Not Allowed");
      case Fault.BodyTooLarge _ -> wording.failed(413, "Request Entity Too Large");
      case Fault.UnsupportedMediaType _, Fault.UnsupportedContentCoding _ ->
          wording.failed(415, "Unsupported Media Type");
      case Fault.UnreadableRequest(var reason) -> wording.failed(reason.status(), phrase(reason));
      case Fault.ServerError _ -> wording.failed(500, "Internal Server Error");
      case Fault.Unavailable _ -> wording.failed(503, "Service Unavailable");
    };
  }

  /** The sentence stays that of a wrong password, as clients compare it. */
  Response factorWanted(SignInStep.FactorWanted wanted) {
    return wording.factorWanted(401, WRONG, wanted.refused() ? "wrong" : "required");
  }

  private Response notAllowed(String key, String template) {
    return ended(key + " is not allowed", template);
  }

  private Response ended(String sentence, String template) {
    return wording.refused(400, sentence + wording.ending(template));
  }

  private static String phrase(Fault.Unread reason) {
    return switch (reason) {
      case MALFORMED -> "Bad Request";
      case TARGET_TOO_LONG -> "Request URI Too Long";
      case HEAD_TOO_LARGE -> "Request Header Fields Too Large";
      case CODING_UNKNOWN -> "Not Implemented";
      case VERSION_UNSPOKEN -> "HTTP Version Not Supported";
    };
  }
}
