package vestibule.v1.session;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;
import vestibule.core.model.Door;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.model.Visit;
import vestibule.core.password.Passwords;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.session.RefreshRotation;
import vestibule.core.signin.FurtherFactors;
import vestibule.core.signin.Login;
import vestibule.core.signin.SignIn;
import vestibule.core.signin.SignInStep;
import vestibule.core.token.RotatingTokens;
import vestibule.core.token.TokenOutcome;
import vestibule.http.Origins;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.caller.V1Caller;
import vestibule.v1.caller.V1Caller.Known;
import vestibule.v1.caller.Visitors;
import vestibule.v1.form.Answers;
import vestibule.v1.form.Form;
import vestibule.v1.form.Once;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/**
 * {@code POST /v1/sessions} and what follows it: a session begins by a password and maybe another
 * factor, goes on by its refresh token, and its person is asked for the password once more.
 */
public final class SigningIn {

  private static final String COMPLETE = OwnSessions.ALL + "/complete";
  private static final String REFRESH = OwnSessions.ALL + "/refresh";
  private static final String PROOF = OwnSessions.ALL + "/current/proof";

  private static final String PASSWORD = "password";
  private static final String COOKIES = "cookies";

  private final Core core;
  private final Handing handing;
  private final Visitors visitors;
  private final Visitors browsers;
  private final InstantSource clock;

  /** What the paths do. */
  public record Core(SignIn signIn, RefreshRotation rotation, Passwords passwords) {}

  /**
   * What is handed out.
   *
   * @param origins whose pages may have a cookie
   * @param devices marks the browser that somebody signed in by
   */
  public record Handing(
      RotatingTokens tokens, OwnCookie cookie, Origins origins, Devices devices) {}

  /** Marks the device that somebody signed in on. */
  @FunctionalInterface
  public interface Devices {
    /** An answer that signs a browser in, with a mark where it has none of the account. */
    Response mark(Response answer, Visit visit, long account);
  }

  public SigningIn(Core core, Handing handing, Visitors visitors, InstantSource clock) {
    this.core = core;
    this.handing = handing;
    this.visitors = visitors;
    Door keyed = visitors.door().handingOut(OwnCookie.DIGITS);
    this.browsers = new Visitors(keyed, visitors.device());
    this.clock = clock;
  }

  /** Declares the paths by which somebody comes in. */
  public void mountWaysIn(Routes routes, Once once) {
    routes.open().post(OwnSessions.ALL, once.by(this::signIn));
    routes.open().post(COMPLETE, once.by(this::complete));
    routes.open().post(REFRESH, once.by(this::refresh));
  }

  /** Declares the path for who is in. */
  public void mount(Routes routes, V1Caller caller, Once once) {
    routes.guarded(caller::changing).post(PROOF, once.by(Known::name, this::prove));
  }

  private Response signIn(Request request) {
    Form form = Form.of(request);
    String login = form.text("login");
    String password = form.text(PASSWORD);
    boolean inCookie = form.truth(COOKIES);
    form.requireValid();
    Visit visit = visit(request, inCookie);
    Login by = new Login(login, Login.By.NAME_OR_ADDRESS, List.of(password));
    return switch (core.signIn().signIn(visit, by, terms(inCookie))) {
      case SignInStep.Done(SignedIn signedIn) -> begun(signedIn, visit);
      case SignInStep.FactorWanted(String ticket) -> factorWanted(ticket);
    };
  }

  private Response complete(Request request) {
    Form form = Form.of(request);
    String ticket = form.text("ticket");
    String answer = form.text("answer");
    boolean inCookie = form.truth(COOKIES);
    form.requireValid();
    Visit visit = visit(request, inCookie);
    return begun(core.signIn().complete(visit, ticket, answer), visit);
  }

  /** A page of another site could sign its visitor in as somebody else (decision 20). */
  private Visit visit(Request request, boolean inCookie) {
    if (inCookie && !handing.origins().prove(request)) {
      throw new ProblemException(
          Problems.of(403, "origin_foreign", "Only a page of this server's own gets a cookie."));
    }
    return (inCookie ? browsers : visitors).of(request);
  }

  private Session.Terms terms(boolean inCookie) {
    Session.Terms terms = handing.tokens().terms();
    return inCookie ? new Session.Terms(OptionalInt.empty(), true, terms.idle()) : terms;
  }

  private Response begun(SignedIn signedIn, Visit visit) {
    Session session = signedIn.session();
    return signedIn
        .key()
        .map(key -> inCookie(session, key, visit))
        .orElseGet(() -> handed(201, session, handing.tokens().issue(session)));
  }

  private Response inCookie(Session session, String key, Visit visit) {
    Response begun = Answers.json(201, TokensJson.inCookie(session));
    return handing.devices().mark(handing.cookie().set(begun, key), visit, session.account());
  }

  private Response handed(int status, Session session, RotatingTokens.Pair pair) {
    return Answers.json(
        status, TokensJson.of(session, pair, clock.instant().truncatedTo(ChronoUnit.SECONDS)));
  }

  /** What every problem says, and what is to be sent to the path that completes the sign-in. */
  private record FactorWanted(
      String type, int status, String code, String detail, String ticket, long expires_in) {}

  private static Response factorWanted(String ticket) {
    int status = 401;
    return Problems.of(
            status,
            new FactorWanted(
                "about:blank",
                status,
                "factor_wanted",
                "The password is right; send the ticket with the answer to " + COMPLETE + ".",
                ticket,
                FurtherFactors.LIFE.toSeconds()))
        .with("WWW-Authenticate", "Bearer");
  }

  private Response refresh(Request request) {
    Form form = Form.of(request);
    String refresh = form.text("refresh_token");
    form.requireValid();
    Visit visit = visitors.of(request);
    return switch (handing.tokens().readRefresh(refresh)) {
      case TokenOutcome.Accepted token -> rotated(token, visit);
      case TokenOutcome.Refused(TokenRefusal why) -> {
        core.signIn().tokenRefused(visit, why);
        yield Problems.of(why);
      }
    };
  }

  private Response rotated(TokenOutcome.Accepted token, Visit visit) {
    RotatingTokens tokens = handing.tokens();
    RefreshRotation.Step step =
        new RefreshRotation.Step(token.mark(), tokens.next(token), tokens.known());
    return core.rotation()
        .rotate(token.session(), step, visit)
        .map(used -> handed(200, token.session(), tokens.rotated(token, used)))
        .orElseGet(() -> Problems.of(new TokenRefusal.Ended()));
  }

  private Response prove(Request request, Known known) {
    Form form = Form.of(request);
    String password = form.text(PASSWORD);
    form.requireValid();
    core.passwords().prove(known.session(), List.of(password), visitors.of(request));
    return Answers.done();
  }
}
