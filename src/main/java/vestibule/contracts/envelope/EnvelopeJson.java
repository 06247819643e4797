package vestibule.contracts.envelope;

import java.util.function.Function;
import vestibule.contracts.MaskedProfile;
import vestibule.core.model.Person;
import vestibule.core.token.RenewableTokens;
import vestibule.core.token.TokenOutcome;
import vestibule.http.Response;
import vestibule.http.body.Json;
import vestibule.http.body.JsonObject;
import vestibule.http.body.JsonObject.Key;

/** The bodies of document B's answers, keys in alphabetical order as jsonify sorts them. */
final class EnvelopeJson {

  private static final int OK = 200;
  private static final String SUCCESS = "success";
  private static final Key DATA = Key.of("data");
  private static final Key MSG = Key.of("msg");
  private static final Key STATUS = Key.of("status");

  static final Response CHECK_EMAIL = ok("Check your email...");
  static final Response CONFIRMED = ok("Your email has been confirmed.");
  static final Response RESET = ok("Your password has been reset.");

  /**
   * The document's {@code "1234"} looks like a slip, but it is what clients were promised
   * (docs/contracts O-2).
   */
  static final Response LOGGED_OUT =
      Response.json(OK, Json.ascii(new Plain("user logout", "1234")));

  static final Response HOME = ok(SUCCESS);

  private static final Function<Person, byte[]> PROFILE = EnvelopeJson::profile;

  private EnvelopeJson() {}

  private record Plain(String msg, String status) {}

  private record Full(Object data, String msg, String status) {}

  private record Token(String token) {}

  static Response ok(String msg) {
    return Response.json(OK, Json.ascii(new Plain(msg, "OK")));
  }

  static Response error(int status, String msg) {
    return Response.json(status, Json.ascii(new Plain(msg, "ERR")));
  }

  static Response token(RenewableTokens.Issued issued) {
    return data(new Token(issued.token()));
  }

  static Response profile(TokenOutcome.Accepted token) {
    return Response.json(OK, token.shown(PROFILE));
  }

  private static byte[] profile(Person person) {
    return JsonObject.ascii()
        .put(DATA, MaskedProfile.of(person))
        .put(MSG, SUCCESS)
        .put(STATUS, "OK")
        .bytes();
  }

  private static Response data(Object data) {
    return Response.json(OK, Json.ascii(new Full(data, SUCCESS, "OK")));
  }
}
