package vestibule.web.admin;

import java.util.List;
import java.util.Optional;
import vestibule.core.administration.OperatorDesk;
import vestibule.core.factor.StepUp;
import vestibule.core.operator.OperatorRefusal;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.rights.RightsAdministration;
import vestibule.core.ring.KeyRefusal;
import vestibule.core.service.ServiceRefusal;
import vestibule.core.signin.SignIn;
import vestibule.core.webhook.WebhookRefusal;
import vestibule.http.Fault;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.http.Surface;
import vestibule.web.Renderer;
import vestibule.web.account.AccountPages;
import vestibule.web.frame.BrowserVisits;
import vestibule.web.frame.PageCaller;
import vestibule.web.frame.SentAwayException;
import vestibule.web.frame.Sheets;
import vestibule.web.frame.Ways;

/** The pages of operators as one surface, which nobody else finds. */
public final class Console implements Surface {

  static final String ROOT = "/admin";

  /** Its pages, in the order in which they are listed. */
  public static final List<String> WAYS =
      List.of(
          ROOT,
          AccountDesk.ALL,
          RightsDesk.ALL,
          LimitDesk.ALL,
          MailDesk.ALL,
          WebhookDesk.ALL,
          ServiceDesk.ALL,
          KeyDesk.ALL,
          SettingsDesk.ALL,
          ImportDesk.ALL,
          Ways.ME);

  private final Renderer renderer;
  private final ConsoleCaller caller;
  private final AccountDesk accounts;
  private final GivenRights given;
  private final RightsDesk rights;
  private final ServiceDesk services;
  private final KeyDesk keys;
  private final SettingsDesk settings;
  private final ImportDesk imports;
  private final Dashboard dashboard;
  private final LimitDesk limits;
  private final MailDesk mails;
  private final WebhookDesk webhooks;

  /**
   * The pages of those who come in by the pages of accounts.
   *
   * @param secondFactor whether operators need one
   */
  public Console(
      OperatorDesk desk,
      AccountPages.Entry entry,
      SignIn signIn,
      StepUp stepUp,
      Renderer renderer,
      boolean secondFactor) {
    this.renderer = renderer;
    BrowserVisits visits = new BrowserVisits(entry.door(), entry.device());
    PageCaller pages = new PageCaller(entry.proof().cookies(), entry.keys(), signIn, visits);
    this.caller = new ConsoleCaller(pages, visits, stepUp, renderer, secondFactor);
    OperatorForms forms = new OperatorForms(new Sheets(renderer, entry.proof()));
    this.accounts = new AccountDesk(desk, forms);
    this.given = new GivenRights(desk, forms);
    this.rights = new RightsDesk(desk, forms);
    this.services = new ServiceDesk(desk, forms);
    this.keys = new KeyDesk(desk, forms);
    this.settings = new SettingsDesk(desk.settings(), forms);
    this.imports = new ImportDesk(desk, forms);
    this.dashboard = new Dashboard(desk.overview(), forms);
    this.limits = new LimitDesk(desk, forms);
    this.mails = new MailDesk(desk, forms);
    this.webhooks = new WebhookDesk(desk, forms);
  }

  @Override
  public String name() {
    return "console";
  }

  @Override
  public boolean crossOrigin() {
    return false;
  }

  @Override
  public boolean hides(Request request) {
    return caller.isStranger(request);
  }

  @Override
  public void mount(Routes routes) {
    dashboard.mount(routes, caller);
    limits.mount(routes, caller);
    mails.mount(routes, caller);
    webhooks.mount(routes, caller);
    accounts.mount(routes, caller);
    given.mount(routes, caller);
    rights.mount(routes, caller);
    services.mount(routes, caller);
    keys.mount(routes, caller);
    settings.mount(routes, caller);
    imports.mount(routes, caller);
  }

  @Override
  public Response answer(Fault fault, Request request) {
    return renderer.fault(fault, request);
  }

  @Override
  public Optional<Response> answer(RuntimeException thrown, Request request) {
    return switch (thrown) {
      case SentAwayException away -> Optional.of(away.response());
      case NothingThereException _, RightsAdministration.GoneException _ ->
          Optional.of(renderer.message(404, "nowhere", request));
      case ServiceRefusal refused -> Optional.of(of(refused.why(), request));
      case WebhookRefusal refused -> Optional.of(of(refused.why(), request));
      case KeyRefusal _ -> Optional.of(refused(409, "console.key-refused", request));
      case RefusedHereException refused -> Optional.of(refused(409, refused.key(), request));
      case OperatorRefusal refused -> Optional.of(of(refused.why(), request));
      case RefusedException refused -> Optional.of(of(refused.refusal(), request));
      default -> Optional.empty();
    };
  }

  /** With a way back to the page of what was pressed. */
  private Response refused(int status, String key, Request request) {
    return renderer.message(status, key, request, Ways.near(request.rawPath()));
  }

  private Response of(ServiceRefusal.Why why, Request request) {
    return switch (why) {
      case UNKNOWN -> renderer.message(404, "nowhere", request);
      case NAME_WRONG, NAME_TAKEN, SCOPE_MISSING, FULL, CHANGED ->
          refused(409, "console.changed", request);
    };
  }

  private Response of(WebhookRefusal.Why why, Request request) {
    return switch (why) {
      case UNKNOWN -> renderer.message(404, "nowhere", request);
      case NO_URL, NOT_ENCRYPTED, NOT_PUBLIC, NOT_KEPT, FULL, CHANGED ->
          refused(409, "console.changed", request);
    };
  }

  private Response of(OperatorRefusal.Why why, Request request) {
    return switch (why) {
      case GONE -> renderer.message(404, "nowhere", request);
      case PROTECTED -> refused(403, "console.protected", request);
      case OWN_ACCOUNT -> refused(409, "console.own", request);
      case OWN_DUTY -> refused(409, "console.own-duty", request);
      case RESERVED -> refused(409, "console.reserved", request);
    };
  }

  private Response of(Refusal refusal, Request request) {
    return switch (refusal) {
      case Refusal.OfAccess _ -> renderer.message(404, "nowhere", request);
      case Refusal.OfLoad load ->
          renderer
              .message(503, "later", request)
              .with("Retry-After", Integer.toString(load.retryAfterSeconds()));
      case Refusal.OfAddress _,
          Refusal.OfFactor _,
          Refusal.OfSignIn _,
          Refusal.OfRegistration _,
          Refusal.OfName _,
          Refusal.OfPassword _,
          Refusal.OfCode _,
          Refusal.FieldInvalid _ ->
          refused(409, "console.refused", request);
    };
  }
}
