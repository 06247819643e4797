package vestibule.contracts.flask;

import java.util.List;
import java.util.OptionalInt;
import vestibule.contracts.Contract;
import vestibule.contracts.LinkPages;
import vestibule.contracts.Visits;
import vestibule.contracts.flask.JwtExtended.Accepted;
import vestibule.core.address.Confirmations;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.CodeRules;
import vestibule.core.model.Door;
import vestibule.core.model.Language;
import vestibule.core.model.PasswordStrength;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.model.Visit;
import vestibule.core.refusal.Refusal;
import vestibule.core.registration.Registration;
import vestibule.core.reset.Resets;
import vestibule.core.signin.SignIn;
import vestibule.core.signin.SignInStep;
import vestibule.core.token.RenewableTokens;
import vestibule.http.Fault;
import vestibule.http.FaultException;
import vestibule.http.GuardedHandler;
import vestibule.http.Handler;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.RouteGroup;
import vestibule.http.Routes;
import vestibule.http.body.Fields;

/**
 * Contracts A and B, which are one in two wordings: its routes, in the order of both documents. B's
 * {@code GET /} is a surface of its own.
 */
public final class FlaskContract implements Contract {

  /** What documents A, B and E want of codes: each takes what the others mailed. */
  public static final CodeRules CODES = CodeRules.usual(new CodeFamily("USER_ACCOUNT"));

  /** The path of a registration, behind the prefix. */
  public static final String REGISTRATION = "/registration";

  /** The path that proves an address, behind the prefix. */
  public static final String CONFIRM_EMAIL = "/confirm_email/{token}";

  private static final String RESET_PASSWORD = "/reset_password/{token}";
  private static final String CODE = "token";

  public record FlaskUseCases(
      Registration registration, SignIn signIn, Confirmations confirmations, Resets resets) {}

  private final FlaskUseCases core;
  private final Door door;
  private final JwtExtended tokens;
  private final DeviceCookie devices;
  private final LinkPages pages;
  private final FlaskWording wording;
  private final FlaskErrors errors;

  /**
   * One of the two over the account core.
   *
   * @param door as {@link #door} makes it
   * @param pages what a browser shows that follows a mail's link
   */
  public FlaskContract(
      FlaskUseCases core,
      Door door,
      JwtExtended tokens,
      DeviceCookie devices,
      LinkPages pages,
      FlaskWording wording) {
    this.core = core;
    this.door = door;
    this.tokens = tokens;
    this.devices = devices;
    this.pages = pages;
    this.wording = wording;
    this.errors = new FlaskErrors(wording);
  }

  /** The way into the core that the contract of that name is. */
  public static Door door(String name, Door.Links links) {
    return new Door(
        name, Language.ENGLISH, CODES, PasswordStrength.ANY, OptionalInt.empty(), links);
  }

  @Override
  public String name() {
    return wording.name();
  }

  @Override
  public boolean takesCookies() {
    return true;
  }

  @Override
  public boolean isLinkPath(String template) {
    return template.endsWith(CONFIRM_EMAIL) || template.endsWith(RESET_PASSWORD);
  }

  @Override
  public void mount(Routes routes) {
    FlaskCaller caller = new FlaskCaller(tokens, door, wording, core.signIn());
    // A log-in takes no token, so that a stale cookie never stands in its way.
    RouteGroup<Handler> open = routes.open();
    RouteGroup<GuardedHandler<Visit>> resetting = routes.guarded(caller::resetting);
    RouteGroup<GuardedHandler<Accepted>> known = routes.guarded(caller::known);
    RouteGroup<GuardedHandler<Accepted>> changing = routes.guarded(caller::changing);
    for (String prefix : wording.prefixes()) {
      open.post(prefix + "/login", this::login);
      open.post(prefix + REGISTRATION, this::register);
      resetting.post(prefix + "/reset_password_request", this::requestReset);
      known.get(prefix + "/profile_settings", this::profileSettings);
      open.get(prefix + CONFIRM_EMAIL, this::confirmEmail);
      resetting.post(prefix + RESET_PASSWORD, this::resetPassword);
      open.get(prefix + RESET_PASSWORD, this::showReset);
      changing.get(prefix + "/logout", this::logout);
    }
  }

  @Override
  public Response answer(Fault fault, Request request) {
    return errors.answer(fault);
  }

  @Override
  public Response refused(Refusal refusal, Request request) {
    return errors.refused(refusal, request.template());
  }

  private Response login(Request request) {
    Fields body = FlaskBodies.read(request);
    Session.Terms terms = tokens.terms(wording.remembers(body));
    Visit visit = visit(request);
    return switch (core.signIn().signIn(visit, FlaskBodies.login(body), terms)) {
      case SignInStep.Done(SignedIn signedIn) ->
          devices.mark(loggedIn(request, signedIn.session()), visit, signedIn.person().id());
      case SignInStep.FactorWanted wanted -> errors.factorWanted(wanted);
      case SignInStep.EnrolmentWanted _ -> refused(new Refusal.WrongCredentials(), request);
    };
  }

  private Response loggedIn(Request request, Session session) {
    RenewableTokens.Issued issued = tokens.issue(session);
    return tokens.withCookies(request, wording.loggedIn(issued), issued);
  }

  private Response register(Request request) {
    core.registration().register(FlaskBodies.newAccount(FlaskBodies.read(request), visit(request)));
    return checkEmail();
  }

  private Response requestReset(Request request, Visit visit) {
    core.resets().request(FlaskBodies.forgetful(FlaskBodies.read(request)), visit);
    return checkEmail();
  }

  private Response checkEmail() {
    return wording.done("Check your email...");
  }

  private Response profileSettings(Request request, Accepted known) {
    return tokens.renewed(request, wording.profile(known.token()), known);
  }

  private Response confirmEmail(Request request) {
    return pages.confirming(
        this,
        request,
        () -> {
          if (request.isHead()) {
            core.confirmations().peek(request.pathValue(CODE), visit(request));
          } else {
            core.confirmations().confirm(request.pathValue(CODE), visit(request));
          }
          return wording.done("Your email has been confirmed.");
        });
  }

  private Response resetPassword(Request request, Visit visit) {
    String password = FlaskBodies.newPassword(FlaskBodies.read(request));
    core.resets().reset(request.pathValue(CODE), password, visit);
    return wording.done("Your password has been reset.");
  }

  /** The link of a reset mail, followed by a browser (docs/contracts 0.9). */
  private Response showReset(Request request) {
    if (!request.prefersHtml()) {
      throw new FaultException(
          new Fault.MethodNotAllowed(request.methodToken(), List.of("POST", "OPTIONS")));
    }
    return pages.resetting(
        this, request, () -> core.resets().peek(request.pathValue(CODE), visit(request)));
  }

  /** Never renews: that would set the cookies that it clears. */
  private Response logout(Request request, Accepted known) {
    if (request.isHead()) {
      return wording.loggedOut();
    }
    core.signIn().signOut(known.token().session(), visit(request));
    return tokens.withoutCookies(request, wording.loggedOut());
  }

  private Visit visit(Request request) {
    return Visits.of(request, door);
  }
}
