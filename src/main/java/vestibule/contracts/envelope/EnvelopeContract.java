package vestibule.contracts.envelope;

import java.util.List;
import java.util.Optional;
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
import vestibule.http.Handler;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.RouteGroup;
import vestibule.http.Routes;
import vestibule.http.body.Field;
import vestibule.http.body.Fields;

/**
 * Contract B: the routes of its document, in the document's order; {@code GET /} is {@link
 * EnvelopeHome}'s.
 */
public final class EnvelopeContract implements Contract {

  /** The name of this contract's door, of its surface and of its settings. */
  public static final String NAME = "envelope";

  static final String REGISTRATION = "/api/registration";
  static final String CONFIRM_EMAIL = "/api/confirm_email/{token}";

  private static final String RESET_PASSWORD = "/api/reset_password/{token}";
  private static final String CODE = "token";

  private final FlaskUseCases core;
  private final Door door;
  private final EnvelopeCaller caller;
  private final LinkPages pages;

  /**
   * Contract B over the account core.
   *
   * @param pages what a browser shows that follows a mail's link
   */
  public EnvelopeContract(FlaskUseCases core, Door door, JwtExtended tokens, LinkPages pages) {
    this.core = core;
    this.door = door;
    this.caller = new EnvelopeCaller(tokens);
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
    RouteGroup<Handler> open = routes.open();
    open.post("/api/login", this::login);
    open.post(REGISTRATION, this::register);
    open.post("/api/reset_password_request", this::requestReset);
    routes.guarded(caller::known).get("/api/profile_settings", this::profileSettings);
    open.get(CONFIRM_EMAIL, this::confirmEmail);
    open.post(RESET_PASSWORD, this::resetPassword);
    open.get(RESET_PASSWORD, this::showReset);
    routes.guarded(caller::changing).get("/api/logout", this::logout);
  }

  @Override
  public Response answer(Fault fault, Request request) {
    return EnvelopeErrors.answer(fault);
  }

  @Override
  public Response refused(Refusal refusal, Request request) {
    return EnvelopeErrors.refused(refusal, EnvelopeErrors.Ending.of(request.template()));
  }

  private Response login(Request request) {
    Fields body = FlaskBodies.read(request);
    Login login = FlaskBodies.login(body);
    boolean remember = body.field("remember").equals(Optional.of(new Field.Truth(true)));
    Session.Terms terms = caller.tokens().terms(remember);
    return switch (core.signIn().signIn(visit(request), login, terms)) {
      case SignInStep.Done(SignedIn signedIn) -> loggedIn(request, signedIn.session());
      // The document has no word for it (docs/contracts O-15).
      case SignInStep.FactorWanted _ -> refused(new Refusal.WrongCredentials(), request);
    };
  }

  private Response loggedIn(Request request, Session session) {
    RenewableTokens.Issued issued = caller.tokens().issue(session);
    return caller.tokens().withCookies(request, EnvelopeJson.token(issued), issued);
  }

  private Response register(Request request) {
    core.registration().register(FlaskBodies.newAccount(FlaskBodies.read(request), visit(request)));
    return EnvelopeJson.CHECK_EMAIL;
  }

  private Response requestReset(Request request) {
    core.resets().request(FlaskBodies.forgetful(FlaskBodies.read(request)), visit(request));
    return EnvelopeJson.CHECK_EMAIL;
  }

  private Response profileSettings(Request request, Accepted known) {
    return caller.tokens().renewed(request, EnvelopeJson.profile(known.token()), known);
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
          return EnvelopeJson.CONFIRMED;
        });
  }

  private Response resetPassword(Request request) {
    String password = FlaskBodies.newPassword(FlaskBodies.read(request));
    core.resets().reset(request.pathValue(CODE), password, visit(request));
    return EnvelopeJson.RESET;
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
      return EnvelopeJson.LOGGED_OUT;
    }
    core.signIn().signOut(known.token().session(), visit(request));
    return caller.tokens().withoutCookies(request, EnvelopeJson.LOGGED_OUT);
  }

  private Visit visit(Request request) {
    return Visits.of(request, door);
  }
}
