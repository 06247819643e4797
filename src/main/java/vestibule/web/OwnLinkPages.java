package vestibule.web;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import vestibule.core.address.Confirmations;
import vestibule.core.model.Door;
import vestibule.core.model.Visit;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.reset.Resets;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.http.body.Bodies;
import vestibule.http.body.Fields;

/**
 * Where the links in the mails of our own API lead, unless the settings name a front-end's pages.
 * Programs follow links and spend nothing by it: only a button does.
 */
public final class OwnLinkPages {

  static final String CONFIRM = "/v1/confirm/{token}";
  static final String RESET = "/v1/reset/{token}";

  private static final String TOKEN = "token";

  private final Links links;
  private final Confirmations confirmations;
  private final Renderer renderer;
  private final Function<Request, Visit> visits;

  /**
   * What the links do.
   *
   * @param door whose links they are
   * @param again where the page of a dead link asks for a new mail; empty where nobody mails one
   * @param signIn where people sign in; empty where they have no page for that
   */
  public record Links(Door door, Resets resets, Optional<Again> again, Optional<String> signIn) {}

  /** A path that mails a link to a new password, and the field that says to whom. */
  public record Again(String path, String field) {}

  OwnLinkPages(
      Links links,
      Confirmations confirmations,
      Renderer renderer,
      Function<Request, Visit> visits) {
    this.links = links;
    this.confirmations = confirmations;
    this.renderer = renderer;
    this.visits = visits;
  }

  void mount(Routes routes) {
    routes.open().get(CONFIRM, this::confirmForm);
    routes.open().post(CONFIRM, this::confirm);
    routes.open().get(RESET, this::resetForm);
    routes.open().post(RESET, this::reset);
  }

  private Visit visit(Request request) {
    return new Visit(links.door(), visits.apply(request).client());
  }

  private Response confirmForm(Request request) {
    String code = request.pathValue(TOKEN);
    return confirmations.hasProved(code, links.door().codes().family(), visit(request))
        ? done("confirmed", request)
        : renderer.page(200, "prove", request, Map.of());
  }

  private Response confirm(Request request) {
    confirmations.confirm(request.pathValue(TOKEN), visit(request));
    return done("confirmed", request);
  }

  private Response resetForm(Request request) {
    String code = request.pathValue(TOKEN);
    try {
      links.resets().peek(code, visit(request));
    } catch (RefusedException refused) {
      if (refused.refusal() instanceof Refusal.OfCode) {
        return resetGone(request);
      }
      throw refused;
    }
    return renderer.page(200, "own-reset", request, Map.of("code", code));
  }

  /** What a browser without the script sends; the code in the path says whose page it was. */
  private Response reset(Request request) {
    String code = request.pathValue(TOKEN);
    Fields form = Bodies.form(request);
    String password = form.text("password").filter(text -> !Fields.isUnstorable(text)).orElse("");
    try {
      links.resets().reset(code, password, visit(request));
    } catch (RefusedException refused) {
      return switch (refused.refusal()) {
        case Refusal.OfCode _ -> resetGone(request);
        case Refusal.OfPassword _ ->
            renderer.page(422, "own-reset", request, Map.of("code", code, "refused", true));
        case Refusal.OfSignIn _,
            Refusal.OfRegistration _,
            Refusal.OfName _,
            Refusal.OfAddress _,
            Refusal.OfFactor _,
            Refusal.OfAccess _,
            Refusal.OfLoad _,
            Refusal.FieldInvalid _ ->
            throw refused;
      };
    }
    return done("was-reset", request);
  }

  private Response done(String key, Request request) {
    return renderer.page(
        200, "message", request, Map.of("key", key, "next", links.signIn().orElse("")));
  }

  private Response resetGone(Request request) {
    return links
        .again()
        .map(
            again ->
                renderer.page(
                    400,
                    "reset-gone",
                    request,
                    Map.of("again", again.path(), "field", again.field())))
        .orElseGet(() -> renderer.message(400, "reset-closed", request));
  }
}
