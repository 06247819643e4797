package vestibule.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import vestibule.core.address.Confirmations;
import vestibule.core.departure.Keeping;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.Door;
import vestibule.core.model.Language;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.reset.Alarms;
import vestibule.http.ChallengeHeaders;
import vestibule.http.Fault;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.http.Surface;

/** The pages that people see, on paths of their own or handed to the contract that owns one. */
public final class Pages implements Surface {

  private static final String DISOWN = "/v1/disown/{token}";
  private static final String NOT_ME = "/v1/not-me/{token}";
  private static final String KEEP = "/v1/keep/{token}";
  private static final String TOKEN = "token";
  private static final String RESET_REQUEST = "/reset_password_request";

  private final MailLinks links;
  private final Confirmations confirmations;
  private final Renderer renderer;
  private final Optional<DevMailPages> devMail;
  private final CodeFamily keyed;
  private final OwnLinkPages own;

  /**
   * What the links of mails do that lead to pages of their own.
   *
   * @param keyed whose codes prove an address together with the password
   * @param resets the door whose links lead to a new password after an alarm
   * @param own what those of our own API do
   */
  public record MailLinks(
      Confirmations confirmations,
      Alarms alarms,
      Keeping keeping,
      CodeFamily keyed,
      Door resets,
      OwnLinkPages.Links own) {}

  /**
   * The pages of a service.
   *
   * @param links what links of mails do
   * @param devMail the mails of the data folder; empty where a mail server sends them
   */
  public Pages(MailLinks links, Renderer renderer, Optional<DevMail> devMail) {
    this.links = links;
    this.confirmations = links.confirmations();
    this.renderer = renderer;
    this.keyed = links.keyed();
    this.own = new OwnLinkPages(links.own(), confirmations, renderer, this::visit);
    this.devMail = devMail.map(mail -> new DevMailPages(mail, renderer));
  }

  /** What draws them, for pages elsewhere. */
  public Renderer renderer() {
    return renderer;
  }

  @Override
  public String name() {
    return "web";
  }

  @Override
  public boolean crossOrigin() {
    return false;
  }

  @Override
  public void mount(Routes routes) {
    routes.open().get("/confirm-email", this::confirmForm);
    routes.open().get(DISOWN, this::disownForm);
    routes.open().post(DISOWN, this::disown);
    routes.open().get(NOT_ME, this::notMeForm);
    routes.open().post(NOT_ME, this::notMe);
    routes.open().get(KEEP, this::keepForm);
    routes.open().post(KEEP, this::keep);
    own.mount(routes);
    devMail.ifPresent(mails -> routes.open().get(DevMailPages.PATH, mails::show));
    routes.unknown(request -> renderer.message(404, "nowhere", request));
    renderer.assets().mount(routes);
    renderer.look().files().forEach(file -> routes.open().get(file.path(), file::answer));
  }

  /** The mails of the data folder are the developer's: for others there is no such path. */
  @Override
  public boolean hides(Request request) {
    return request.template().equals(DevMailPages.PATH)
        && devMail.filter(mails -> mails.isFor(request)).isEmpty();
  }

  /** {@code GET /} for a browser: says whose accounts are kept here, and nothing of how. */
  public Response home(Request request) {
    return renderer.page(200, "home", request, Map.of());
  }

  /** {@code GET /} for a developer's browser: which doors there are, by their names. */
  public Response doors(Request request, List<String> doors) {
    return renderer.page(200, "doors", request, Map.of("doors", doors));
  }

  /** After a link that proves an address, at every contract. */
  public Response confirmed(Request request) {
    return renderer.message(200, "confirmed", request);
  }

  /** After a link that does not work any more: asks for a new mail. */
  public Response confirmGone(int status, Request request) {
    return renderer.page(
        status, "confirm-gone", request, Map.of("plain", links.own().confirmation()));
  }

  /**
   * The form that a reset link of A or B leads to. It posts to the path that it stands on, so that
   * the contract judges token and password; showing it spends nothing.
   */
  public Response resetForm(Request request) {
    return renderer.page(200, "reset", request, Map.of());
  }

  /** After a reset link that does not work any more: asks the same contract for a new mail. */
  public Response resetGone(int status, Request request) {
    String path = request.template();
    return resetGone(
        status, request, Optional.of(path.substring(0, path.lastIndexOf("/reset_password/"))));
  }

  /**
   * The same where the link's contract is switched off.
   *
   * @param prefix of the paths of another one that is asked; empty where none mails such links
   */
  public Response resetGone(int status, Request request, Optional<String> prefix) {
    return prefix
        .map(
            asked ->
                renderer.page(
                    status,
                    "reset-gone",
                    request,
                    Map.of(
                        "again",
                        asked + RESET_REQUEST,
                        "field",
                        "username",
                        "plain",
                        links.own().reset())))
        .orElseGet(() -> renderer.message(status, "reset-closed", request));
  }

  /** While nothing can be looked up. */
  public Response later(int status, Request request) {
    return renderer.message(status, "later", request);
  }

  /**
   * The form for codes that want the password too, which it posts beside the code. One that has
   * worked already is a success, as a second visit is at the other contracts.
   */
  private Response confirmForm(Request request) {
    String key = request.query("key").orElse("");
    return confirmations.hasProved(key, keyed, visit(request))
        ? confirmed(request)
        : renderer.page(200, "confirm", request, Map.of("key", key));
  }

  /** Only the button frees the address, as programs follow links (docs/contracts 0.11). */
  private Response disownForm(Request request) {
    confirmations.peekDisown(request.pathValue(TOKEN), visit(request));
    return renderer.page(200, "disown", request, Map.of());
  }

  private Response disown(Request request) {
    confirmations.disown(request.pathValue(TOKEN), visit(request));
    return renderer.message(200, "disowned", request);
  }

  /** Who asks, for limits and challenges. */
  static UserAgent client(Request request) {
    return new UserAgent(
        "",
        request.remoteAddress(),
        Language.ENGLISH,
        Optional.empty(),
        request.header(ChallengeHeaders.ANSWER));
  }

  /** Only the button raises the alarm, as programs follow links. */
  private Response notMeForm(Request request) {
    links.alarms().peek(request.pathValue(TOKEN), visit(request));
    return renderer.page(200, "not-me", request, Map.of());
  }

  private Response notMe(Request request) {
    links.alarms().raise(request.pathValue(TOKEN), visit(request));
    return renderer.message(200, "not-me-done", request);
  }

  /** Only the button keeps the account, as programs follow links. */
  private Response keepForm(Request request) {
    links.keeping().peek(request.pathValue(TOKEN), visit(request));
    return renderer.page(200, "keep", request, Map.of());
  }

  private Response keep(Request request) {
    links.keeping().keep(request.pathValue(TOKEN), visit(request));
    return renderer.message(200, "keep-done", request, links.own().signIn(), "sign-in.title");
  }

  private Visit visit(Request request) {
    Language language = Language.asked(request::language).orElse(links.resets().language());
    return new Visit(
        links.resets(),
        new UserAgent(
            request.header("User-Agent").orElse(""),
            request.remoteAddress(),
            language,
            Optional.empty(),
            request.header(ChallengeHeaders.ANSWER)));
  }

  @Override
  public Response answer(Fault fault, Request request) {
    return renderer.fault(fault, request);
  }

  @Override
  public Optional<Response> answer(RuntimeException thrown, Request request) {
    return thrown instanceof RefusedException refused
        ? Optional.of(refused(refused.refusal(), request))
        : Optional.empty();
  }

  private Response refused(Refusal refusal, Request request) {
    return switch (refusal) {
      case Refusal.OfCode _ -> gone(request);
      case Refusal.OfLoad load ->
          later(load instanceof Refusal.Busy ? 503 : 429, request)
              .with("Retry-After", Integer.toString(load.retryAfterSeconds()));
      // No page asks for anything else than what a code opens.
      case Refusal.OfSignIn _,
          Refusal.OfRegistration _,
          Refusal.OfName _,
          Refusal.OfFactor _,
          Refusal.OfAddress _,
          Refusal.FieldInvalid _,
          Refusal.OfPassword _,
          Refusal.OfAccess _ ->
          renderer.message(400, "wrong", request);
    };
  }

  private Response gone(Request request) {
    return switch (request.template()) {
      case DISOWN -> renderer.message(400, "disown-gone", request);
      case NOT_ME -> renderer.message(400, "not-me-gone", request);
      case KEEP -> renderer.message(400, "keep-gone", request);
      default -> confirmGone(400, request);
    };
  }
}
