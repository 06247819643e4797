package vestibule.v1.session;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import vestibule.core.model.Door;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.model.Visit;
import vestibule.core.token.RotatingTokens;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.v1.caller.Visitors;
import vestibule.v1.form.Answers;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/** Hands out what a client holds of a session: tokens, or a cookie. */
final class HandedOut {

  private final SigningIn.Handing what;
  private final Visitors visitors;
  private final Visitors browsers;
  private final InstantSource clock;

  HandedOut(SigningIn.Handing what, Visitors visitors, InstantSource clock) {
    this.what = what;
    this.visitors = visitors;
    Door keyed = visitors.door().handingOut(OwnCookie.DIGITS);
    this.browsers = new Visitors(keyed, visitors.device());
    this.clock = clock;
  }

  RotatingTokens tokens() {
    return what.tokens();
  }

  /** A page of another site could sign its visitor in as somebody else (decision 20). */
  Visit visit(Request request, boolean inCookie) {
    if (inCookie && !what.origins().prove(request)) {
      throw new ProblemException(
          Problems.of(403, "origin_foreign", "Only a page of this server's own gets a cookie."));
    }
    return (inCookie ? browsers : visitors).of(request);
  }

  Session.Terms terms(boolean inCookie) {
    Session.Terms terms = tokens().terms();
    return inCookie ? new Session.Terms(OptionalInt.empty(), true, terms.idle()) : terms;
  }

  Response begun(SignedIn signedIn, Visit visit) {
    return begun(signedIn, visit, Optional.empty());
  }

  /**
   * A session that begins.
   *
   * @param codes for the loss of a factor that was added on the way in
   */
  Response begun(SignedIn signedIn, Visit visit, Optional<List<String>> codes) {
    Session session = signedIn.session();
    return signedIn
        .key()
        .map(key -> inCookie(session, key, visit, codes))
        .orElseGet(() -> handed(201, session, tokens().issue(session), codes));
  }

  private Response inCookie(
      Session session, String key, Visit visit, Optional<List<String>> codes) {
    Response begun = Answers.json(201, TokensJson.inCookie(session, codes));
    return what.devices().mark(what.cookie().set(begun, key), visit, session.account());
  }

  Response handed(int status, Session session, RotatingTokens.Pair pair) {
    return handed(status, session, pair, Optional.empty());
  }

  private Response handed(
      int status, Session session, RotatingTokens.Pair pair, Optional<List<String>> codes) {
    return Answers.json(
        status,
        TokensJson.of(session, pair, clock.instant().truncatedTo(ChronoUnit.SECONDS), codes));
  }
}
