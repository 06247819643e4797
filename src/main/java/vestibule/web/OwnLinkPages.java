package vestibule.web;

import java.util.List;
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
 * Where the links in the mails of our own API lead, unless the settings name a front-end's pages,
 * and those of contracts whose settings say so. Programs follow links and spend nothing by it: only
 * a button does.
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
   * @param own our own door, whose links lead here by default
   * @param doors all doors: the links of the others lead here where the settings say so
   * @param again where the page of a dead link asks for a new mail; empty where nobody mails one
   * @param onward the pages of people, where they have some
   */
  public record Links(
      Door own, List<Door> doors, Resets resets, Optional<Again> again, Optional<Onward> onward) {

    /** Where people sign in; "" where they have no page for that. */
    String signIn() {
      return onward.map(Onward::signIn).orElse("");
    }

    /** The page that mails another link to confirm an address by; "" where there is none. */
    String confirmation() {
      return onward.map(Onward::confirmation).orElse("");
    }

    /** The page that mails another link to a new password; "" where there is none. */
    String reset() {
      return onward.map(Onward::reset).orElse("");
    }
  }

  /** Pages that work without a script. */
  public record Onward(String signIn, String confirmation, String reset) {}

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

  /**
   * The paths here of the links of a contract. They name its door, as a code works at the doors of
   * its family alone (docs/contracts 0.9).
   */
  public static Door.Links paths(Door contract) {
    return new Door.Links(
        named(CONFIRM, contract), contract.links().reset().map(_ -> named(RESET, contract)));
  }

  private static String named(String path, Door contract) {
    return path.replace("{token}", contract.name() + "/{token}");
  }

  void mount(Routes routes) {
    mount(routes, links.own(), new Door.Links(CONFIRM, Optional.of(RESET)));
    links.doors().stream()
        .filter(door -> !door.name().equals(links.own().name()))
        .forEach(door -> mount(routes, door, paths(door)));
  }

  private void mount(Routes routes, Door door, Door.Links paths) {
    routes.open().get(paths.confirm(), request -> confirmForm(request, door));
    routes.open().post(paths.confirm(), request -> confirm(request, door));
    paths
        .reset()
        .ifPresent(
            path -> {
              routes.open().get(path, request -> resetForm(request, door));
              routes.open().post(path, request -> reset(request, door));
            });
  }

  private Visit visit(Request request, Door door) {
    return new Visit(door, visits.apply(request).client());
  }

  private Response confirmForm(Request request, Door door) {
    String code = request.pathValue(TOKEN);
    return confirmations.hasProved(code, door.codes().family(), visit(request, door))
        ? done("confirmed", request)
        : proving(200, request, door);
  }

  private Response proving(int status, Request request, Door door) {
    return renderer.page(
        status,
        "prove",
        request,
        Map.of("password", door.codes().confirmsByPassword(), "refused", status != 200));
  }

  private Response confirm(Request request, Door door) {
    String code = request.pathValue(TOKEN);
    if (!door.codes().confirmsByPassword()) {
      confirmations.confirm(code, visit(request, door));
      return done("confirmed", request);
    }
    try {
      confirmations.confirm(code, List.of(password(request)), visit(request, door));
      return done("confirmed", request);
    } catch (RefusedException refused) {
      if (refused.refusal() instanceof Refusal.WrongCredentials) {
        return proving(422, request, door);
      }
      throw refused;
    }
  }

  /** What cannot be stored is nobody's. */
  private static String password(Request request) {
    return Bodies.form(request)
        .text("password")
        .filter(text -> !Fields.isUnstorable(text))
        .orElse("");
  }

  private Response resetForm(Request request, Door door) {
    try {
      links.resets().peek(request.pathValue(TOKEN), visit(request, door));
    } catch (RefusedException refused) {
      if (refused.refusal() instanceof Refusal.OfCode) {
        return resetGone(request);
      }
      throw refused;
    }
    return choosing(200, request, door);
  }

  /** A script sends codes of our own door to our own API, which knows no others. */
  private Response choosing(int status, Request request, Door door) {
    return renderer.page(
        status,
        "own-reset",
        request,
        Map.of(
            "code",
            request.pathValue(TOKEN),
            "scripted",
            door.equals(links.own()),
            "refused",
            status != 200));
  }

  /** What a browser without the script sends; the code in the path says whose page it was. */
  private Response reset(Request request, Door door) {
    try {
      links.resets().reset(request.pathValue(TOKEN), password(request), visit(request, door));
    } catch (RefusedException refused) {
      return switch (refused.refusal()) {
        case Refusal.OfCode _ -> resetGone(request);
        case Refusal.OfPassword _ -> choosing(422, request, door);
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
        200,
        "message",
        request,
        Map.of("key", key, "back", links.signIn(), "label", "sign-in.title"));
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
                    Map.of("again", again.path(), "field", again.field(), "plain", links.reset())))
        .orElseGet(() -> renderer.message(400, "reset-closed", request));
  }
}
