package vestibule.http;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vestibule.http.Request.Method;

/**
 * Every path of the server with its handlers, by surface; complete before the first request.
 *
 * <p>A template is written without a slash at its end and served with and without one
 * (docs/contracts 0.2). {@code {name}} stands for one segment that is not empty, {@code
 * {name:digits}} for one of ASCII digits. A literal path wins over a template.
 */
public final class Routes {
  /** Answers one method of a path, the guard first; and how many bytes a body may have. */
  record Endpoint(Handler handler, int bodyLimit) {}

  /** The route of a path, and its values in the order of the template's names. */
  record Match(Route route, List<String> values) {}

  /** Lets everybody in; the request itself tells all that is known of the caller. */
  private static final Guard<Request> ANYBODY = request -> request;

  /** By their paths, with and without the slash at the end. */
  private final Map<String, Route> literal = new HashMap<>();

  private final List<Route> withValues = new ArrayList<>();
  private final List<Route> all = new ArrayList<>();
  private Optional<Surface> mounting = Optional.empty();
  private Optional<Handler> unknownPage = Optional.empty();

  private Routes() {}

  /**
   * Mounts every surface, in order.
   *
   * @throws IllegalStateException when templates of two surfaces can match one path, or two of one
   *     surface can and neither is a literal path; the message names both
   */
  public static Routes of(List<Surface> surfaces) {
    Routes routes = new Routes();
    for (Surface surface : surfaces) {
      routes.mounting = Optional.of(surface);
      surface.mount(routes);
    }
    routes.mounting = Optional.empty();
    return routes;
  }

  /** Paths that anybody may ask for. */
  public RouteGroup<Handler> open() {
    return new RouteGroup<>(this, ANYBODY, handler -> handler, Request.BODY_LIMIT);
  }

  /** Paths that a guard watches: their handlers are told who asks, and run for nobody else. */
  public <C> RouteGroup<GuardedHandler<C>> guarded(Guard<C> guard) {
    return new RouteGroup<>(
        this,
        guard,
        handler -> request -> handler.handle(request, guard.admit(request)),
        Request.BODY_LIMIT);
  }

  /** Declares the page that people see at a path that no surface has. */
  public void unknown(Handler page) {
    unknownPage = Optional.of(page);
  }

  /** Every route, in the order of its declaration. */
  List<Route> all() {
    return List.copyOf(all);
  }

  /** The page for a path that no surface has; empty where there are no pages. */
  Optional<Handler> unknownPage() {
    return unknownPage;
  }

  /** The route of a raw path; empty for an unknown path and for one that {@link Paths} refuses. */
  Optional<Match> find(String rawPath) {
    return findLiteral(rawPath).or(() -> Paths.decode(rawPath).flatMap(this::findDecoded));
  }

  private Optional<Match> findLiteral(String path) {
    return Optional.ofNullable(literal.get(path)).map(route -> new Match(route, List.of()));
  }

  private Optional<Match> findDecoded(String path) {
    Optional<Match> known = findLiteral(path);
    if (known.isPresent()) {
      return known;
    }
    for (Route route : withValues) {
      Optional<List<String>> values = route.template().match(path);
      if (values.isPresent()) {
        return values.map(found -> new Match(route, found));
      }
    }
    return Optional.empty();
  }

  void declare(Method method, String text, Endpoint endpoint, Guard<?> guard) {
    Surface surface =
        mounting.orElseThrow(() -> new IllegalStateException("paths are declared in mount only"));
    Template template = Template.parse(text);
    for (Route route : all) {
      if (route.surface() == surface && route.template().text().equals(text)) {
        route.add(method, endpoint, guard);
        return;
      }
      refuseOverlap(route, surface, template);
    }
    Route route = new Route(surface, template, guard, new EnumMap<>(Method.class));
    route.add(method, endpoint, guard);
    all.add(route);
    if (!template.isLiteral()) {
      withValues.add(route);
    } else {
      literal.put(text, route);
      literal.put(text.equals("/") ? text : text + "/", route);
    }
  }

  private static void refuseOverlap(Route route, Surface surface, Template template) {
    boolean literalWins =
        route.surface() == surface && (template.isLiteral() != route.template().isLiteral());
    if (!literalWins && route.template().overlaps(template)) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s claims %s, which %s already claims by %s",
              surface.name(),
              template.text(),
              route.surface().name(),
              route.template().text()));
    }
  }

  /** One template with its owner and what answers each method. */
  record Route(
      Surface surface, Template template, Guard<?> guard, Map<Method, Endpoint> endpoints) {

    private void add(Method method, Endpoint endpoint, Guard<?> watching) {
      if (watching != guard && surface.asksBeforeMethod()) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "%s asks who calls %s before the method is known, so it has one guard",
                surface.name(),
                template.text()));
      }
      if (endpoints.putIfAbsent(method, endpoint) != null) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT, "%s declares %s %s twice", surface.name(), method, template.text()));
      }
    }

    /** The endpoint of a method; HEAD has that of GET. */
    Optional<Endpoint> endpoint(Method method) {
      return Optional.ofNullable(endpoints.get(method == Method.HEAD ? Method.GET : method));
    }

    /** Ends a request of a method that is not served; the caller may have to be known first. */
    Response unserved(Request request) {
      if (surface.asksBeforeMethod()) {
        guard.admit(request);
      }
      throw new FaultException(new Fault.MethodNotAllowed(request.methodToken(), allow()));
    }

    /** The methods that are answered, as an Allow header lists them. */
    List<String> allow() {
      List<String> allow = new ArrayList<>();
      for (Method method : endpoints.keySet()) {
        allow.add(method.name());
        if (method == Method.GET) {
          allow.add(Method.HEAD.name());
        }
      }
      allow.add(Method.OPTIONS.name());
      return allow;
    }
  }
}
