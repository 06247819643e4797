package vestibule.contracts.useraccount;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import vestibule.contracts.flask.FlaskWording;
import vestibule.contracts.flask.JwtExtended;
import vestibule.contracts.flask.JwtExtended.HeaderForm;
import vestibule.contracts.flask.MaskedProfile;
import vestibule.core.model.Person;
import vestibule.core.token.RenewableTokens;
import vestibule.core.token.TokenOutcome;
import vestibule.http.Response;
import vestibule.http.body.Fields;
import vestibule.http.body.Json;

/** Document A's own words; keys in alphabetical order, as jsonify sorts them. */
public final class UserAccountWording implements FlaskWording {

  /** The name of this contract's door, of its surface and of its settings. */
  public static final String NAME = "useraccount";

  private static final Function<Person, byte[]> PROFILE =
      person -> Json.ascii(MaskedProfile.of(person));

  private record Message(String msg) {}

  private record FactorWanted(String msg, String otp) {}

  private record LoggedIn(String msg, String token) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> prefixes() {
    return List.of("/user_account", "/api/user_account");
  }

  @Override
  public HeaderForm header() {
    return HeaderForm.BEARER;
  }

  /**
   * "requires NO auth cookies or headers": so to a good token with or without its CSRF value
   * (docs/contracts O-8).
   */
  @Override
  public Optional<Response> alreadySignedIn() {
    return Optional.of(message(403, "user is already authenticated"));
  }

  @Override
  public boolean remembers(Fields login) {
    return false;
  }

  @Override
  public Response done(String sentence) {
    return message(200, sentence);
  }

  @Override
  public Response loggedIn(RenewableTokens.Issued issued) {
    return Response.json(200, Json.ascii(new LoggedIn("login successful", issued.token())));
  }

  @Override
  public Response profile(TokenOutcome.Accepted token) {
    return Response.json(200, token.shown(PROFILE));
  }

  @Override
  public Response loggedOut() {
    return done("logout successful");
  }

  @Override
  public Response refused(int status, String sentence) {
    return message(status, sentence);
  }

  @Override
  public Response factorWanted(int status, String sentence, String otp) {
    return Response.json(status, Json.ascii(new FactorWanted(sentence, otp)));
  }

  @Override
  public Response rejected(JwtExtended.Rejected token) {
    return message(token.status(), token.words());
  }

  @Override
  public Response failed(int status, String sentence) {
    return message(status, sentence);
  }

  @Override
  public String wrongCode() {
    return "Wrong token";
  }

  @Override
  public String ending(String template) {
    return "";
  }

  private static Response message(int status, String msg) {
    return Response.json(status, Json.ascii(new Message(msg)));
  }
}
