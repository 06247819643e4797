package vestibule.contracts.useraccount;

import java.util.List;
import java.util.OptionalInt;
import vestibule.contracts.Contract;
import vestibule.contracts.LinkPages;
import vestibule.contracts.SharedCodes;
import vestibule.contracts.Visits;
import vestibule.contracts.flask.FlaskBodies;
import vestibule.contracts.flask.FlaskUseCases;
import vestibule.contracts.flask.JwtExtended;
import vestibule.contracts.flask.JwtExtended.Accepted;
import vestibule.core.model.Door;
import vestibule.core.model.Language;
import vestibule.core.model.PasswordStrength;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.model.Visit;
import vestibule.core.refusal.Refusal;
import vestibule.core.signin.Login;
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

/** Contract A: the routes of its document, in the document's order. */
public final class UserAccountContract implements Contract {

  /** The name of this contract's door, of its surface and of its settings. */
  public static final String NAME = "useraccount";

  private static final List<String> PREFIXES = List.of("/user_account", "/api/user_account");
  private static final String CODE = "token";

  private final FlaskUseCases core;
  private final Door door;
  private final UserAccountCaller caller;
  private final LinkPages pages;

  /**
   * Contract A over the account core.
   *
   * @param pages what a browser shows that follows a mail's link
   */
  public UserAccountContract(FlaskUseCases core, Door door, JwtExtended tokens, LinkPages pages) {
    this.core = core;
    this.door = door;
    this.caller = new UserAccountCaller(tokens, door);
    this.pages = pages;
  }

  /** The way into the core that this contract is. */
  public static Door door(Door.Links links) {
    return new Door(
        NAME,
        Language.ENGLISH,
        SharedCodes.RULES,
        PasswordStrength.ANY,
        OptionalInt.empty(),
        links);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean takesCookies() {
    return true;
  }

  @Override
  public void mount(Routes routes) {
    // A log-in takes no token, so that a stale cookie never stands in its way.
    RouteGroup<Handler> open = routes.open();
    RouteGroup<GuardedHandler<Visit>> strangers = routes.guarded(caller::stranger);
    RouteGroup<GuardedHandler<Accepted>> known = routes.guarded(caller::known);
    RouteGroup<GuardedHandler<Accepted>> changing = routes.guarded(caller::changing);
    for (String prefix : PREFIXES) {
      open.post(prefix + "/login", this::login);
      open.post(prefix + "/registration", this::register);
      strangers.post(prefix + "/reset_password_request", this::requestReset);
      known.get(prefix + "/profile_settings", this::profileSettings);
      open.get(prefix + "/confirm_email/{token}", this::confirmEmail);
      strangers.post(prefix + "/reset_password/{token}", this::resetPassword);
      open.get(prefix + "/reset_password/{token}", this::showReset);
      changing.get(prefix + "/logout", this::logout);
    }
  }

  @Override
  public Response answer(Fault fault, Request request) {
    return UserAccountErrors.answer(fault);
  }

  @Override
  public Response refused(Refusal refusal, Request request) {
    return UserAccountErrors.refused(refusal);
  }

  private Response login(Request request) {
    Login login = FlaskBodies.login(FlaskBodies.read(request));
    Session.Terms terms = caller.tokens().terms(false);
    return switch (core.signIn().signIn(visit(request), login, terms)) {
      case SignInStep.Done(SignedIn signedIn) -> loggedIn(request, signedIn.session());
      // The document has no word for it (docs/contracts O-15).
      case SignInStep.FactorWanted _ -> refused(new Refusal.WrongCredentials(), request);
    };
  }

  private Response loggedIn(Request request, Session session) {
    RenewableTokens.Issued issued = caller.tokens().issue(session);
    return caller.tokens().withCookies(request, UserAccountJson.loggedIn(issued), issued);
  }

  private Response register(Request request) {
    core.registration().register(FlaskBodies.newAccount(FlaskBodies.read(request), visit(request)));
    return UserAccountJson.CHECK_EMAIL;
  }

  private Response requestReset(Request request, Visit visit) {
    core.resets().request(FlaskBodies.forgetful(FlaskBodies.read(request)), visit);
    return UserAccountJson.CHECK_EMAIL;
  }

  private Response profileSettings(Request request, Accepted known) {
    return caller.tokens().renewed(request, UserAccountJson.profile(known.token()), known);
  }

  private Response confirmEmail(Request request) {
    return pages.confirming(
        this,
        request,
        () -> {
          if (request.isHead()) {
            core.confirmations().peek(request.pathValue(CODE), door.codes().family());
          } else {
            core.confirmations().confirm(request.pathValue(CODE), visit(request));
          }
          return UserAccountJson.CONFIRMED;
        });
  }

  private Response resetPassword(Request request, Visit visit) {
    String password = FlaskBodies.newPassword(FlaskBodies.read(request));
    core.resets().reset(request.pathValue(CODE), password, visit);
    return UserAccountJson.RESET;
  }

  /** The link of a reset mail, followed by a browser (docs/contracts 0.9). */
  private Response showReset(Request request) {
    if (!request.prefersHtml()) {
      throw new FaultException(
          new Fault.MethodNotAllowed(request.methodToken(), List.of("POST", "OPTIONS")));
    }
    return pages.resetting(
        this, request, () -> core.resets().peek(request.pathValue(CODE), door.codes().family()));
  }

  /** Never renews: that would set the cookies that it clears. */
  private Response logout(Request request, Accepted known) {
    if (request.isHead()) {
      return UserAccountJson.LOGGED_OUT;
    }
    core.signIn().signOut(known.token().session(), visit(request));
    return caller.tokens().withoutCookies(request, UserAccountJson.LOGGED_OUT);
  }

  private Visit visit(Request request) {
    return Visits.of(request, door);
  }
}
