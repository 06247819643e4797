package vestibule.contracts.envelope;

import java.util.Locale;
import vestibule.contracts.flask.JwtExtended;
import vestibule.contracts.flask.Phrases;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.TokenRefusal;
import vestibule.http.Fault;
import vestibule.http.Response;

/**
 * Document B's words for what is refused: ":statuscode 200" is its only one, so that only what it
 * never thought of has another.
 */
final class EnvelopeErrors {

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;

  private EnvelopeErrors() {}

  /** How the document ends the texts of an endpoint's errors. */
  enum Ending {
    /** "username is not allowed." of registration, "user not found." of confirm_email. */
    FULL_STOP("."),
    /** "user not found" of both reset endpoints. */
    NOTHING("");

    private final String text;

    Ending(String text) {
      this.text = text;
    }

    static Ending of(String template) {
      return template.equals(EnvelopeContract.REGISTRATION)
              || template.equals(EnvelopeContract.CONFIRM_EMAIL)
          ? FULL_STOP
          : NOTHING;
    }
  }

  /** A's text for the case; the status tells clients that do not look at the envelope. */
  static Response rejected(JwtExtended.Rejected token) {
    return EnvelopeJson.error(UNAUTHORIZED, token.words());
  }

  static Response refused(Refusal refusal, Ending ending) {
    return switch (refusal) {
      case Refusal.OfSignIn _ -> EnvelopeJson.error(OK, "Wrong username or password");
      case Refusal.TokenRefused(TokenRefusal token) -> rejected(JwtExtended.refused(token));
      case Refusal.OfName _ -> notAllowed("username", ending);
      case Refusal.OfAddress _ -> notAllowed("email", ending);
      case Refusal.FieldInvalid(Refusal.ProfileField field) ->
          notAllowed(field.name().toLowerCase(Locale.ROOT), ending);
      case Refusal.OfPassword _ -> notAllowed("pwd", ending);
      case Refusal.OfCode _, Refusal.AccountUnknown _ ->
          EnvelopeJson.error(OK, "user not found" + ending.text);
      case Refusal.Busy _ -> EnvelopeJson.error(503, "Service Unavailable");
    };
  }

  static Response answer(Fault fault) {
    return switch (fault) {
      case Fault.MalformedBody _, Fault.NotAnObject _ -> EnvelopeJson.error(OK, "Bad Request");
      case Fault.MethodNotAllowed _ -> EnvelopeJson.error(405, "Method Not Allowed");
      case Fault.BodyTooLarge _ -> EnvelopeJson.error(413, "Request Entity Too Large");
      case Fault.UnsupportedMediaType _, Fault.UnsupportedContentCoding _ ->
          EnvelopeJson.error(415, "Unsupported Media Type");
      case Fault.UnreadableRequest(var reason) ->
          EnvelopeJson.error(reason.status(), Phrases.of(reason));
      case Fault.ServerError _ -> EnvelopeJson.error(500, "Internal Server Error");
      case Fault.Unavailable _ -> EnvelopeJson.error(503, "Service Unavailable");
    };
  }

  private static Response notAllowed(String key, Ending ending) {
    return EnvelopeJson.error(OK, key + " is not allowed" + ending.text);
  }
}
