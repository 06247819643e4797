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
  abstract static class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(Throwable cause) {
      super("the request ended early", cause, false, false);
    }
  }

  private final Routes routes;
  private final Cors cors;

  /** Answers by these routes. */
  public Router(Routes routes, Cors cors) {
    this.routes = routes;
    this.cors = cors;
  }

  /**
   * The answer to this request, the body included for HEAD too: who sends it leaves that out.
   * Answers whatever a client sends and whatever a handler throws.
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
    boolean unreadable = refused.orElse(null) instanceof Fault.UnreadableRequest;
    if (match.isEmpty()) {
      return unknown(request, refused);
    }
    Route route = match.get().route();
    request.matched(route, match.get().values());
    if (route.surface().hides(request)) {
      return unknown(request, refused);
    }
    if (request.method() == Method.OPTIONS && !unreadable) {
      return options(route, request);
    }
    Response response =
        refused.isPresent()
            ? worded(refused.get(), route.surface(), request)
            : handled(route, request);
    return route.surface().crossOrigin()
        ? response.with(cors.headers(request, route.surface()))
        : response;
  }

  /** What is no request is told so in the form of docs/contracts 0.8, be its path known or not. */
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
    Optional<Handler> page = routes.unknownPage().filter(_ -> request.prefersHtml());
    return page.isPresent() ? page.get().handle(request) : NOT_FOUND.with(cors.headers(request));
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
      Optional<Response> answer = surface.answer(thrown, request);
      return answer.isPresent() ? answer.get() : failed(thrown, surface, request);
    } catch (Broken e) {
      throw e;
    } catch (FaultException e) {
      return worded(e.fault(), surface, request);
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
      // Which codings would have been taken (RFC 9110 15.5.16).
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
