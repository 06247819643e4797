package vestibule.contracts.useraccount;

import java.util.Locale;
import vestibule.contracts.flask.JwtExtended;
import vestibule.contracts.flask.Phrases;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.TokenRefusal;
import vestibule.http.Fault;
import vestibule.http.Response;

/** Document A's words for what is refused; those of the library and of HTTP where it has none. */
final class UserAccountErrors {

  private UserAccountErrors() {}

  /**
   * "requires NO auth cookies or headers": the answer to a good token, with or without its CSRF
   * value (docs/contracts O-8).
   */
  static Response alreadyAuthenticated() {
    return UserAccountJson.message(403, "user is already authenticated");
  }

  static Response rejected(JwtExtended.Rejected token) {
    return UserAccountJson.message(token.status(), token.words());
  }

  static Response refused(Refusal refusal) {
    return switch (refusal) {
      case Refusal.OfSignIn _ -> UserAccountJson.message(401, "Wrong username or password");
      case Refusal.TokenRefused(TokenRefusal token) -> rejected(JwtExtended.refused(token));
      case Refusal.OfName _ -> notAllowed("username");
      case Refusal.OfAddress _ -> notAllowed("email");
      case Refusal.FieldInvalid(Refusal.ProfileField field) ->
          notAllowed(field.name().toLowerCase(Locale.ROOT));
      case Refusal.OfPassword _ -> notAllowed("pwd");
      case Refusal.OfCode _ -> UserAccountJson.message(400, "Wrong token");
      case Refusal.AccountUnknown _ -> UserAccountJson.message(400, "user not found");
      case Refusal.Busy _ -> UserAccountJson.message(503, "Service Unavailable");
    };
  }

  static Response answer(Fault fault) {
    return switch (fault) {
      case Fault.MalformedBody _, Fault.NotAnObject _ ->
          UserAccountJson.message(400, "Bad Request");
      case Fault.MethodNotAllowed _ -> UserAccountJson.message(405, "Method Not Allowed");
      case Fault.BodyTooLarge _ -> UserAccountJson.message(413, "Request Entity Too Large");
      case Fault.UnsupportedMediaType _, Fault.UnsupportedContentCoding _ ->
          UserAccountJson.message(415, "Unsupported Media Type");
      case Fault.UnreadableRequest(var reason) ->
          UserAccountJson.message(reason.status(), Phrases.of(reason));
      case Fault.ServerError _ -> UserAccountJson.message(500, "Internal Server Error");
      case Fault.Unavailable _ -> UserAccountJson.message(503, "Service Unavailable");
    };
  }

  private static Response notAllowed(String key) {
    return UserAccountJson.message(400, key + " is not allowed");
  }
}
