package vestibule.contracts.envelope;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import vestibule.contracts.flask.FlaskContract;
import vestibule.contracts.flask.FlaskWording;
import vestibule.contracts.flask.JwtExtended;
import vestibule.contracts.flask.JwtExtended.HeaderForm;
import vestibule.contracts.flask.MaskedProfile;
import vestibule.core.model.Person;
import vestibule.core.token.RenewableTokens;
import vestibule.core.token.TokenOutcome;
import vestibule.http.Response;
import vestibule.http.body.Field;
import vestibule.http.body.Fields;
import vestibule.http.body.Json;

/**
 * Document B's own words; keys in alphabetical order, as jsonify sorts them. ":statuscode 200" is
 * its only one, so that only what it never thought of has another.
 */
public final class EnvelopeWording implements FlaskWording {

  /** The name of this contract's door, of its surface and of its settings. */
  public static final String NAME = "envelope";

  private static final String SUCCESS = "success";

  private static final Function<Person, byte[]> PROFILE =
      person -> Json.ascii(new Full(MaskedProfile.of(person), SUCCESS, "OK"));

  private record Plain(String msg, String status) {}

  private record FactorWanted(String msg, String otp, String status) {}

  private record Full(Object data, String msg, String status) {}

  private record Token(String token) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> prefixes() {
    return List.of("/api");
  }

  /** The document does not tell how: as at A, and by a bare token too (docs/contracts B.0). */
  @Override
  public HeaderForm header() {
    return HeaderForm.ANY;
  }

  @Override
  public Optional<Response> alreadySignedIn() {
    return Optional.empty();
  }

  @Override
  public boolean remembers(Fields login) {
    return login.field("remember").equals(Optional.of(new Field.Truth(true)));
  }

  @Override
  public Response done(String sentence) {
    return plain(200, sentence, "OK");
  }

  @Override
  public Response loggedIn(RenewableTokens.Issued issued) {
    return Response.json(200, Json.ascii(new Full(new Token(issued.token()), SUCCESS, "OK")));
  }

  @Override
  public Response profile(TokenOutcome.Accepted token) {
    return Response.json(200, token.shown(PROFILE));
  }

  /**
   * The document's {@code "1234"} looks like a slip, but it is what clients were promised
   * (docs/contracts O-2).
   */
  @Override
  public Response loggedOut() {
    return plain(200, "user logout", "1234");
  }

  @Override
  public Response refused(int status, String sentence) {
    return failed(200, sentence);
  }

  @Override
  public Response factorWanted(int status, String sentence, String otp) {
    return Response.json(200, Json.ascii(new FactorWanted(sentence, otp, "ERR")));
  }

  /** A's text for the case; the status tells clients that do not look at the envelope. */
  @Override
  public Response rejected(JwtExtended.Rejected token) {
    return failed(401, token.words());
  }

  @Override
  public Response failed(int status, String sentence) {
    return plain(status, sentence, "ERR");
  }

  @Override
  public String wrongCode() {
    return "user not found";
  }

  /**
   * "username is not allowed." of registration, "user not found." of confirm_email; "user not
   * found" of both reset endpoints.
   */
  @Override
  public String ending(String template) {
    return template.endsWith(FlaskContract.REGISTRATION)
            || template.endsWith(FlaskContract.CONFIRM_EMAIL)
        ? "."
        : "";
  }

  private static Response plain(int status, String msg, String word) {
    return Response.json(status, Json.ascii(new Plain(msg, word)));
  }
}
