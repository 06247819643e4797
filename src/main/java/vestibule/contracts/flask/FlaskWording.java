package vestibule.contracts.flask;

import java.util.List;
import vestibule.contracts.flask.JwtExtended.HeaderForm;
import vestibule.core.token.RenewableTokens;
import vestibule.core.token.TokenOutcome;
import vestibule.http.Response;

/** The differences between documents A and B, which are one contract otherwise. */
public interface FlaskWording {

  /** The name of its door, its surface and its settings. */
  String name();

  /** What its paths begin with. */
  List<String> prefixes();

  /** The spellings of the Authorization header that it takes. */
  HeaderForm header();

  /** Whether its reset routes are for strangers alone. */
  boolean resetsStrangersAlone();

  /** Whether a log-in may ask to be remembered. */
  boolean remembers();

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

  /** A token is not good, or is missing. */
  Response rejected(JwtExtended.Rejected token);

  /** Something that no document foresees is wrong. */
  Response failed(int status, String sentence);

  /** What a mailed code that opens nothing is told. */
  String wrongCode();

  /** How the sentence about a key or a user ends, on the path with this template. */
  String ending(String template);
}
