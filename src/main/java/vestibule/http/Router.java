package vestibule.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.http.Request.Method;
import vestibule.http.Response.Header;
import vestibule.http.Routes.Endpoint;
import vestibule.http.Routes.Match;
import vestibule.http.Routes.Route;

/**
 * Answers requests: finds the path's handler, words faults, adds CORS headers; knows no network.
 */
public final class Router {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);
  private static final Response NOT_FOUND = detail(404, "Not found.");

  /**
   * Thrown by a {@link Request.Wire} whose client is gone; passes the router, answered by nobody.
   */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(RuntimeException reason) {
      super("the request ended early", reason, false, false);
    }

    /** What ends the connection. */
    RuntimeException reason() {
      return (RuntimeException) getCause();
    }
  }

  private final Routes routes;
  private final Cors cors;

  public Router(Routes routes, Cors cors) {
    this.routes = routes;
    this.cors = cors;
  }

  /**
   * The answer to this request, whatever a client sends and a handler throws. For HEAD too it has a
   * body, which the sender leaves out.
   *
   * <p>An unknown path is {@code 404 {"detail":"Not found."}} for every method (docs/contracts
   * 0.1), or a page for a browser; a known one answers OPTIONS by itself, and any method it does
   * not serve by 405.
   */
  public Response answer(Request request) {
    return answer(request, Optional.empty());
  }

  /** The answer to a request that this fault already ends, in the words of its path's surface. */
  Response refuse(Request request, Fault fault) {
    return answer(request, Optional.of(fault));
  }

  private Response answer(Request request, Optional<Fault> refused) {
    Optional<Match> match = routes.find(request.rawPath());
    match.ifPresent(request::matched);
    Optional<Route> found =
        match.map(Match::route).filter(route -> !route.surface().hides(request));
    if (found.isEmpty()) {
      return unknown(request, refused);
    }
    Route route = found.get();
    Surface surface = route.surface();
    if (request.method() == Method.OPTIONS
        && !(refused.orElse(null) instanceof Fault.UnreadableRequest)) {
      return options(route, request);
    }
    Response response =
        refused.isPresent() ? worded(refused.get(), surface, request) : handled(route, request);
    return surface.crossOrigin() ? response.with(cors.headers(request, surface)) : response;
  }

  /**
   * An unreadable request is told so in the form of docs/contracts 0.8, also on an unknown path.
   */
  private Response unknown(Request request, Optional<Fault> refused) {
    Fault fault = refused.orElse(null);
    if (fault instanceof Fault.UnreadableRequest(var reason)) {
      return detail(reason.status(), reason.sentence()).with(cors.headers(request));
    }
    if (fault instanceof Fault.Unavailable(int seconds)) {
      return detail(503, "Service temporarily unavailable, try again later.")
          .with("Retry-After", Integer.toString(seconds))
          .with(cors.headers(request));
    }
    return routes
        .unknownPage()
        .filter(_ -> request.prefersHtml())
        .map(page -> page.handle(request))
        .orElseGet(() -> NOT_FOUND.with(cors.headers(request)));
  }

  private static Response detail(int status, String sentence) {
    byte[] body = ("{\"detail\":\"" + sentence + "\"}").getBytes(StandardCharsets.US_ASCII);
    return Response.json(status, body);
  }

  private Response options(Route route, Request request) {
    Response allowed = Response.empty(200).with("Allow", String.join(", ", route.allow()));
    if (!route.surface().crossOrigin()) {
      return allowed;
    }
    return cors.preflight(request, route.surface())
        .map(headers -> Response.empty(200).with(headers))
        .orElseGet(() -> allowed.with(cors.headers(request, route.surface())));
  }

  private static Response handled(Route route, Request request) {
    Optional<Endpoint> endpoint = route.endpoint(request.method());
    if (!request.fits(endpoint.map(Endpoint::bodyLimit).orElse(Request.BODY_LIMIT))) {
      return worded(new Fault.BodyTooLarge(), route.surface(), request);
    }
    return endpoint.isPresent()
        ? answered(endpoint.get().handler(), route.surface(), request)
        : with(
            answered(route::unserved, route.surface(), request),
            "Allow",
            String.join(", ", route.allow()));
  }

  private static Response answered(Handler handler, Surface surface, Request request) {
    try {
      return handler.handle(request);
    } catch (Broken e) {
      throw e;
    } catch (FaultException e) {
      return worded(e.fault(), surface, request);
    } catch (RuntimeException e) {
      return offered(e, surface, request);
    } catch (Error e) {
      return failed(e, surface, request);
    }
  }

  private static Response offered(RuntimeException thrown, Surface surface, Request request) {
    try {
      return surface.answer(thrown, request).orElseGet(() -> failed(thrown, surface, request));
    } catch (RuntimeException e) {
      return failed(e, surface, request);
    }
  }

  private static Response failed(Throwable thrown, Surface surface, Request request) {
    // The template, never the path: that may hold a code.
    LOG.error(
        "request {}: {} {} failed", request.id(), request.method(), request.template(), thrown);
    return worded(new Fault.ServerError(), surface, request);
  }

  private static Response worded(Fault fault, Surface surface, Request request) {
    Response response = surface.answer(fault, request);
    return switch (fault) {
      case Fault.MethodNotAllowed(String _, List<String> allow) ->
          with(response, "Allow", String.join(", ", allow));
      case Fault.Unavailable(int seconds) ->
          with(response, "Retry-After", Integer.toString(seconds));
      // It tells which codings are taken (RFC 9110 15.5.16).
      case Fault.UnsupportedContentCoding _ -> with(response, "Accept-Encoding", "identity");
      case Fault.MalformedBody _,
          Fault.NotAnObject _,
          Fault.UnsupportedMediaType _,
          Fault.BodyTooLarge _,
          Fault.UnreadableRequest _,
          Fault.ServerError _ ->
          response;
    };
  }

  private static Response with(Response response, String name, String value) {
    return response.header(name).isPresent()
        ? response
        : response.with(List.of(new Header(name, value)));
  }
}
