package vestibule.v1.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import vestibule.core.factor.Enrolment;
import vestibule.core.factor.SecondFactors;
import vestibule.core.model.SignedIn;
import vestibule.core.model.Visit;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.core.password.Passwords;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.session.RefreshRotation;
import vestibule.core.signin.Completion;
import vestibule.core.signin.Login;
import vestibule.core.signin.MailedCodeSignIn;
import vestibule.core.signin.SignIn;
import vestibule.core.signin.SignInStep;
import vestibule.core.token.RotatingTokens;
import vestibule.core.token.TokenOutcome;
import vestibule.http.Origins;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.caller.Visitors;
import vestibule.v1.factor.FactorJson;
import vestibule.v1.factor.PasskeyJson;
import vestibule.v1.form.Answers;
import vestibule.v1.form.Form;
import vestibule.v1.form.Once;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/**
 * {@code POST /v1/sessions} and what follows it: a session begins by a password or a mailed code
 * and maybe another factor, or by a passkey, and goes on by its refresh token.
 */
public final class SigningIn {

  static final String COMPLETE = OwnSessions.ALL + "/complete";
  static final String ENROLMENT = OwnSessions.ALL + "/enrolment";
  private static final String PASSKEYS = OwnSessions.ALL + "/passkeys";
  private static final String MAILED = OwnSessions.ALL + "/mailed";
  private static final String REFRESH = OwnSessions.ALL + "/refresh";

  private static final String COOKIES = "cookies";
  private static final String TICKET = "ticket";
  private static final String ANSWER = "answer";

  private final Core core;
  private final HandedOut handing;
  private final UnaryOperator<String> picture;
  private final Visitors visitors;

  /** What the paths do. */
  public record Core(
      SignIn signIn,
      MailedCodeSignIn byMail,
      SecondFactors factors,
      RefreshRotation rotation,
      Passwords passwords) {}

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

  /**
   * The paths.
   *
   * @param picture draws a text that applications read
   */
  public SigningIn(
      Core core,
      Handing handing,
      UnaryOperator<String> picture,
      Visitors visitors,
      InstantSource clock) {
    this.core = core;
    this.handing = new HandedOut(handing, visitors, clock);
    this.picture = picture;
    this.visitors = visitors;
  }

  /** Declares the paths by which somebody comes in. */
  public void mount(Routes routes, Once once) {
    routes.open().post(OwnSessions.ALL, once.by(this::signIn));
    routes.open().post(COMPLETE, once.by(this::complete));
    routes.open().post(ENROLMENT, this::offerTotp);
    routes.open().post(PASSKEYS, this::offerPasskey);
    routes.open().post(PASSKEYS + "/complete", once.by(this::signInByPasskey));
    routes.open().post(MAILED, once.by(this::mailCode));
    routes.open().post(MAILED + "/complete", once.by(this::signInByCode));
    routes.open().post(REFRESH, once.by(this::refresh));
  }

  private Response signIn(Request request) {
    Form form = Form.of(request);
    String login = form.text("login");
    String password = form.text("password");
    boolean inCookie = form.truth(COOKIES);
    form.requireValid();
    Visit visit = handing.visit(request, inCookie);
    Login by = new Login(login, Login.By.NAME_OR_ADDRESS, List.of(password));
    return answered(core.signIn().signIn(visit, by, handing.terms(inCookie)), visit);
  }

  private Response answered(SignInStep step, Visit visit) {
    return switch (step) {
      case SignInStep.Done(SignedIn signedIn) -> handing.begun(signedIn, visit);
      case SignInStep.FactorWanted(String ticket, var _) -> factorWanted(visit, ticket);
      case SignInStep.EnrolmentWanted(String ticket) -> FactorWantedJson.enrolment(ticket);
    };
  }

  private Response factorWanted(Visit visit, String ticket) {
    Completion.Waiting waiting = core.signIn().completion().waiting(visit, ticket);
    return FactorWantedJson.factor(
        ticket,
        waiting.wanted(),
        Optional.of(EnrolledFactor.Kind.PASSKEY.word())
            .filter(waiting.wanted()::contains)
            .map(_ -> PasskeyJson.of(core.factors().stepUp().request(waiting.account()))));
  }

  /** The same whether anybody is named so or not. */
  private Response mailCode(Request request) {
    Form form = Form.of(request);
    String login = form.text("login");
    form.requireValid();
    requireMailed();
    String ticket = core.byMail().begin(login, visitors.of(request));
    return Answers.json(202, new MailedJson(ticket, MailedCodeSignIn.LIFE.toSeconds()));
  }

  private record MailedJson(String ticket, @JsonProperty("expires_in") long expiresIn) {}

  private Response signInByCode(Request request) {
    Form form = Form.of(request);
    String ticket = form.text(TICKET);
    String code = form.text("code");
    boolean inCookie = form.truth(COOKIES);
    form.requireValid();
    requireMailed();
    Visit visit = handing.visit(request, inCookie);
    return answered(core.byMail().complete(visit, ticket, code, handing.terms(inCookie)), visit);
  }

  private void requireMailed() {
    if (!core.byMail().isOn()) {
      throw new ProblemException(
          Problems.of(403, "mailed_codes_off", "Nobody signs in by a mailed code here."));
    }
  }

  private Response complete(Request request) {
    Form form = Form.of(request);
    String ticket = form.text(TICKET);
    String answer = form.text(ANSWER);
    Optional<String> enrolment = form.optionalText("enrolment");
    boolean inCookie = form.truth(COOKIES);
    form.requireValid();
    Visit visit = handing.visit(request, inCookie);
    Completion completion = core.signIn().completion();
    if (enrolment.isEmpty()) {
      return handing.begun(completion.complete(visit, ticket, answer), visit);
    }
    Enrolment.First first = new Enrolment.First("", enrolment.get(), answer);
    Enrolment.Entered entered = core.factors().enrolment().enter(completion, visit, ticket, first);
    return handing.begun(entered.signedIn(), visit, Optional.of(entered.codes()));
  }

  /** For somebody whose sign-in waits for a factor that is to be added first. */
  private Response offerTotp(Request request) {
    Form form = Form.of(request);
    String ticket = form.text(TICKET);
    form.requireValid();
    Completion.Waiting waiting = core.signIn().completion().waiting(visitors.of(request), ticket);
    if (!waiting.wanted().isEmpty()) {
      throw new RefusedException(new Refusal.FactorPresent());
    }
    return Answers.json(
        200, FactorJson.Offer.of(core.factors().enrolment().offerTotp(waiting.account()), picture));
  }

  private Response offerPasskey(Request request) {
    Form.of(request).requireValid();
    return Answers.json(200, PasskeyJson.of(core.factors().passkeySignIn().request()));
  }

  private Response signInByPasskey(Request request) {
    Form form = Form.of(request);
    String answer = form.text(ANSWER);
    boolean inCookie = form.truth(COOKIES);
    form.requireValid();
    Visit visit = handing.visit(request, inCookie);
    return handing.begun(
        core.factors().passkeySignIn().signIn(visit, answer, handing.terms(inCookie)), visit);
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
        .map(used -> handing.handed(200, token.session(), tokens.rotated(token, used)))
        .orElseGet(() -> Problems.of(new TokenRefusal.Ended()));
  }
}
