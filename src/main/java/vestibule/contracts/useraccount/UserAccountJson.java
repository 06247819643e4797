package vestibule.contracts.useraccount;

import java.util.function.Function;
import vestibule.contracts.MaskedProfile;
import vestibule.core.model.Person;
import vestibule.core.token.RenewableTokens;
import vestibule.core.token.TokenOutcome;
import vestibule.http.Response;
import vestibule.http.body.Json;

/** The bodies of document A's answers, keys in alphabetical order as jsonify sorts them. */
final class UserAccountJson {

  private static final int OK = 200;

  static final Response CHECK_EMAIL = message("Check your email...");
  static final Response CONFIRMED = message("Your email has been confirmed.");
  static final Response RESET = message("Your password has been reset.");
  static final Response LOGGED_OUT = message("logout successful");

  private static final Function<Person, byte[]> PROFILE =
      person -> MaskedProfile.of(person).bytes();

  private UserAccountJson() {}

  private record Message(String msg) {}

  private record LoggedIn(String msg, String token) {}

  static Response message(int status, String msg) {
    return Response.json(status, Json.ascii(new Message(msg)));
  }

  static Response message(String msg) {
    return message(OK, msg);
  }

  static Response loggedIn(RenewableTokens.Issued issued) {
    return Response.json(OK, Json.ascii(new LoggedIn("login successful", issued.token())));
  }

  static Response profile(TokenOutcome.Accepted token) {
    return Response.json(OK, token.shown(PROFILE));
  }
}
