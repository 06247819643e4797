package vestibule.web;

import java.util.Map;
import java.util.Optional;
import vestibule.core.Refusal;
import vestibule.core.RefusedException;
import vestibule.core.email.Confirmations;
import vestibule.http.Fault;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.http.Surface;

/** The pages that people see, on paths of their own or handed to the contract that owns one. */
public final class Pages implements Surface {

  /** Characters of the longest key that document D mails. */
  private static final int LONGEST_KEY = 64;

  private final Confirmations confirmations;
  private final Assets assets;
  private final Renderer renderer;
  private final Optional<DevMailPages> devMail;

  /**
   * The pages of a service.
   *
   * @param service the name that pages call it by
   * @param devMail the mails of the data folder; empty where a mail server sends them
   */
  public Pages(
      Confirmations confirmations, Assets assets, String service, Optional<DevMail> devMail) {
    this.confirmations = confirmations;
    this.assets = assets;
    this.renderer = new Renderer(assets, service);
    this.devMail = devMail.map(mail -> new DevMailPages(mail, renderer));
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
    routes.get("/confirm-email", this::confirmForm);
    routes.get("/v1/disown/{token}", request -> renderer.page(200, "disown", request, Map.of()));
    routes.post("/v1/disown/{token}", this::disown);
    devMail.ifPresent(mails -> routes.get(DevMailPages.PATH, mails::show));
    assets.mount(routes);
  }

  /** Whether this path is not for who asks: the mails of the data folder are the developer's. */
  @Override
  public boolean hides(Request request) {
    return request.template().equals(DevMailPages.PATH)
        && devMail.filter(mails -> mails.isFor(request)).isEmpty();
  }

  /** {@code GET /} for a browser: whose accounts are kept here, and nothing of how. */
  public Response home(Request request) {
    return renderer.page(200, "home", request, Map.of());
  }

  /**
   * The form that a reset link of A or B leads to. It posts to the path that it stands on, so that
   * the contract judges token and password; showing it spends nothing.
   */
  public Response resetForm(Request request) {
    return renderer.page(200, "reset", request, Map.of());
  }

  /** The form that document D's mails lead to; it posts key and password to the contract. */
  private Response confirmForm(Request request) {
    return request
        .query("key")
        .filter(key -> !key.isEmpty() && key.length() <= LONGEST_KEY)
        .map(key -> renderer.page(200, "confirm", request, Map.of("key", key)))
        .orElseGet(() -> renderer.message(400, "link", request));
  }

  /** "I did not register here": only the button does it, as programs follow links (0.11). */
  private Response disown(Request request) {
    confirmations.disown(request.pathValue("token"));
    return renderer.message(200, "disowned", request);
  }

  @Override
  public Response answer(Fault fault, Request request) {
    return switch (fault) {
      case Fault.MalformedBody _, Fault.NotAnObject _ -> wrong(400, request);
      case Fault.MethodNotAllowed _ -> wrong(405, request);
      case Fault.BodyTooLarge _ -> wrong(413, request);
      case Fault.UnsupportedMediaType _ -> wrong(415, request);
      case Fault.ServerError _ -> renderer.message(500, "failed", request);
      case Fault.Unavailable _ -> renderer.message(503, "later", request);
    };
  }

  @Override
  public Optional<Response> answer(RuntimeException thrown, Request request) {
    return thrown instanceof RefusedException refused
        ? Optional.of(refused(refused.refusal(), request))
        : Optional.empty();
  }

  private Response wrong(int status, Request request) {
    return renderer.message(status, "wrong", request);
  }

  private Response refused(Refusal refusal, Request request) {
    return switch (refusal) {
      case Refusal.CodeInvalid _, Refusal.CodeExpired _ -> renderer.message(400, "link", request);
      case Refusal.Throttled(int seconds) -> later(429, seconds, request);
      case Refusal.Busy(int seconds) -> later(503, seconds, request);
      case Refusal.WrongCredentials _,
          Refusal.UnverifiedAddress _,
          Refusal.TokenRefused _,
          Refusal.NameInvalid _,
          Refusal.NameTaken _,
          Refusal.AddressInvalid _,
          Refusal.AddressTaken _,
          Refusal.FieldInvalid _,
          Refusal.PasswordInvalid _,
          Refusal.PasswordChangeInvalid _,
          Refusal.PasswordUnchanged _,
          Refusal.AccountUnknown _,
          Refusal.AddressUnknown _,
          Refusal.AddressUnverified _,
          Refusal.AddressPrimary _,
          Refusal.AddressesFull _ ->
          wrong(400, request);
    };
  }

  private Response later(int status, int seconds, Request request) {
    return renderer
        .message(status, "later", request)
        .with("Retry-After", Integer.toString(seconds));
  }
}
