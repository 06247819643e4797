package vestibule.contracts.chat;

import java.util.Optional;
import java.util.OptionalInt;
import vestibule.contracts.LinkPages;
import vestibule.contracts.Visits;
import vestibule.contracts.django.DjangoEmail;
import vestibule.contracts.django.DrfContract;
import vestibule.contracts.django.DrfFields;
import vestibule.contracts.django.DrfFields.Rule;
import vestibule.contracts.django.DrfFields.Text;
import vestibule.core.address.Confirmations;
import vestibule.core.address.Emails;
import vestibule.core.model.Account;
import vestibule.core.model.Address;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.CodeRules;
import vestibule.core.model.Door;
import vestibule.core.model.Language;
import vestibule.core.model.PasswordStrength;
import vestibule.core.model.Person;
import vestibule.core.model.SignedIn;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.registration.Credential;
import vestibule.core.registration.NewAccount;
import vestibule.core.registration.NewAddress;
import vestibule.core.registration.Registration;
import vestibule.core.session.RefreshRotation;
import vestibule.core.signin.Login;
import vestibule.core.signin.SignIn;
import vestibule.core.signin.SignInStep;
import vestibule.core.token.TokenOutcome;
import vestibule.core.token.TokenPairs;
import vestibule.http.Handler;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.RouteGroup;
import vestibule.http.Routes;

/** Contract C: the routes of its document, in the document's order. */
public final class ChatContract implements DrfContract {

  /** The name of its door and its surface. */
  public static final String NAME = "chat";

  private static final String CONFIRM = "/api/register/confirm/{token}";
  private static final String EMAIL = "email";
  private static final String PASSWORD = "password";
  private static final String REFRESH = "refresh";
  private static final String REFRESHING = "/api/token/refresh";

  /**
   * What the contract does.
   *
   * @param rotation of refresh tokens; empty where they work again and again, as documented
   */
  public record ChatUseCases(
      Registration registration,
      SignIn signIn,
      Emails emails,
      Confirmations confirmations,
      Optional<RefreshRotation> rotation) {}

  private final ChatUseCases core;
  private final Door door;
  private final TokenPairs tokens;
  private final ChatCaller caller;
  private final LinkPages pages;

  /**
   * Contract C over the account core.
   *
   * @param pages what a browser shows that follows a mail's link
   */
  public ChatContract(ChatUseCases core, Door door, TokenPairs tokens, LinkPages pages) {
    this.core = core;
    this.door = door;
    this.tokens = tokens;
    this.caller = new ChatCaller(tokens, door, core.signIn());
    this.pages = pages;
  }

  /** The way into the core that this contract is. */
  public static Door door(Door.Links links) {
    return new Door(
        NAME,
        Language.ENGLISH,
        CodeRules.usual(new CodeFamily("CHAT")),
        PasswordStrength.VALIDATED,
        OptionalInt.empty(),
        links);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isLinkPath(String template) {
    return template.equals(CONFIRM);
  }

  @Override
  public void mount(Routes routes) {
    // Only the last route needs a token; the others do not look at one, be it good or bad.
    RouteGroup<Handler> open = routes.open();
    open.post("/api/register", this::register);
    open.get(CONFIRM, this::confirm);
    open.post("/api/token", this::obtain);
    open.post(REFRESHING, this::refresh);
    routes.guarded(caller::known).get("/api/user", (_, known) -> ChatJson.user(known));
  }

  @Override
  public Response refused(Refusal refusal, Request request) {
    return refusal instanceof Refusal.TokenRefused(TokenRefusal token)
            && request.template().equals(REFRESHING)
        ? ChatErrors.refreshRefused(token)
        : ChatErrors.refused(refusal);
  }

  private Response register(Request request) {
    core.registration().requireOpen(Visits.of(request, door));
    DrfFields fields = DrfFields.of(request);
    Optional<Text> email = fields.text(EMAIL, Rule.EMAIL.atMost(Address.LONGEST));
    email
        .filter(text -> core.emails().isTaken(text.value(), Visits.of(request, door).client()))
        .ifPresent(_ -> fields.fail(EMAIL, ChatErrors.ADDRESS_TAKEN));
    Optional<Text> password = fields.text(PASSWORD, Rule.TEXT);
    fields.requireValid();
    NewAccount asked =
        new NewAccount(
            Visits.of(request, door),
            Optional.empty(),
            NewAddress.toConfirm(DjangoEmail.normalized(email.orElseThrow().value())),
            Account.Profile.EMPTY,
            new Credential.NewPassword(password.orElseThrow().value()),
            Optional.empty());
    return ChatJson.user(201, core.registration().register(asked).person());
  }

  /** HEAD tells what GET would, and confirms nothing. */
  private Response confirm(Request request) {
    return pages.confirming(this, request, () -> confirmed(request));
  }

  private Response confirmed(Request request) {
    String token = request.pathValue("token");
    if (request.isHead()) {
      Person claimant = core.confirmations().peek(token, Visits.of(request, door));
      return ChatJson.user(200, claimant.id(), claimant.address(), true);
    }
    return ChatJson.user(200, core.confirmations().confirm(token, Visits.of(request, door)));
  }

  private Response obtain(Request request) {
    Login login = DrfFields.login(request, Login.By.ADDRESS, Login.By.NAME_OR_ADDRESS);
    return switch (core.signIn().signIn(Visits.of(request, door), login, tokens.terms())) {
      case SignInStep.Done(SignedIn signedIn) -> ChatJson.pair(tokens.issue(signedIn.session()));
      case SignInStep.FactorWanted wanted -> ChatErrors.factorWanted(wanted);
      case SignInStep.EnrolmentWanted _ -> refused(new Refusal.WrongCredentials(), request);
    };
  }

  private Response refresh(Request request) {
    DrfFields fields = DrfFields.of(request);
    Optional<Text> refresh = fields.text(REFRESH, Rule.TEXT);
    fields.requireValid();
    return switch (worth(request, refresh.orElseThrow().value())) {
      case TokenOutcome.Accepted token ->
          core.rotation()
              .map(rotation -> rotated(rotation, token, request))
              .orElseGet(() -> refreshed(token));
      case TokenOutcome.Refused(TokenRefusal token) -> {
        core.signIn().tokenRefused(Visits.of(request, door), token);
        yield ChatErrors.refreshRefused(token);
      }
    };
  }

  private TokenOutcome worth(Request request, String refresh) {
    TokenOutcome known = tokens.readRefresh(refresh);
    return known.isForeign() ? tokens.admitRefresh(refresh, Visits.of(request, door)) : known;
  }

  /** One of an installation before, which will be taken for some days only, gives a whole pair. */
  private Response refreshed(TokenOutcome.Accepted token) {
    return token.origin().isPresent()
        ? ChatJson.rotated(tokens.issue(token.session()))
        : ChatJson.access(tokens.refresh(token));
  }

  /** As simplejwt answers with ROTATE_REFRESH_TOKENS: the new refresh token behind the access. */
  private Response rotated(RefreshRotation rotation, TokenOutcome.Accepted token, Request request) {
    RefreshRotation.Step step =
        new RefreshRotation.Step(token.mark(), tokens.next(token), tokens.refreshLife());
    return rotation
        .rotate(token.session(), step, Visits.of(request, door))
        .map(used -> ChatJson.rotated(tokens.rotated(token, used)))
        .orElseGet(() -> ChatErrors.refreshRefused(new TokenRefusal.Ended()));
  }
}
