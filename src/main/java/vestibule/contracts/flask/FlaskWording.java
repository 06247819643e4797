package vestibule.contracts.flask;

import java.util.List;
import java.util.Optional;
import vestibule.contracts.flask.JwtExtended.HeaderForm;
import vestibule.core.token.RenewableTokens;
import vestibule.core.token.TokenOutcome;
import vestibule.http.Response;
import vestibule.http.body.Fields;

/** The differences between documents A and B, which are one contract otherwise. */
public interface FlaskWording {

  /** The name of its door, its surface and its settings. */
  String name();

  /** What its paths begin with. */
  List<String> prefixes();

  /** The spellings of the Authorization header that it takes. */
  HeaderForm header();

  /** The answer of its reset routes to people who are signed in; empty where they may reset too. */
  Optional<Response> alreadySignedIn();

  /** Whether a log-in asks to be remembered. */
  boolean remembers(Fields login);

  /** That something was done. */
  Response done(String sentence);

  Response loggedIn(RenewableTokens.Issued issued);

  /** The profile of somebody who is known by a token. */
  Response profile(TokenOutcome.Accepted token);

  Response loggedOut();

  /**
   * Something that the document foresees is wrong.
   *
   * @param status as document A answers it
   */
  Response refused(int status, String sentence);

  /**
   * The password is right, and a one-time code has to come along (docs/contracts 0.14).
   *
   * @param otp what is wrong with the one of the request
   */
  Response factorWanted(int status, String sentence, String otp);

  /** A token is not good, or is missing. */
  Response rejected(JwtExtended.Rejected token);

  /** Something that no document foresees is wrong. */
  Response failed(int status, String sentence);

  /** What a mailed code that opens nothing is told. */
  String wrongCode();

  /** How the sentence about a key or a user ends, on the path with this template. */
  String ending(String template);
}
