package vestibule.web.frame;

import java.util.Optional;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.signin.SignIn;
import vestibule.core.token.BearerReader;
import vestibule.core.token.TokenOutcome;
import vestibule.http.Request;

/**
 * Finds out who asks for a page, by the cookie of the pages alone.
 *
 * @param keys what the cookie's text is worth
 */
public record PageCaller(
    PageCookies cookies, BearerReader keys, SignIn signIn, BrowserVisits visits) {

  /** Who is signed in; empty for strangers. */
  public Optional<Resident> find(Request request) {
    return cookies.session(request).map(keys::read).flatMap(outcome -> judged(request, outcome));
  }

  /**
   * Who is signed in.
   *
   * @throws SentAwayException to the page of signing in, for strangers
   */
  public Resident known(Request request) {
    return find(request)
        .orElseThrow(() -> new SentAwayException(cookies.signOut(Ways.toSignIn(request))));
  }

  private Optional<Resident> judged(Request request, TokenOutcome outcome) {
    return switch (outcome) {
      case TokenOutcome.Accepted token ->
          Optional.of(new Resident(token.session(), token.person()));
      case TokenOutcome.Refused(TokenRefusal why) -> {
        signIn.tokenRefused(visits.of(request), why);
        yield Optional.empty();
      }
    };
  }
}
