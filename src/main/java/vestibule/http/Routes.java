package vestibule.http;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vestibule.http.Paths.Template;
import vestibule.http.Request.Method;

/**
 * Every path of the server with its handlers, by surface; complete before the first request.
 *
 * <p>A template is written without a slash at its end and served with and without one
 * (docs/contracts 0.2). {@code {name}} stands for one segment that is not empty, {@code
 * {name:digits}} for one of ASCII digits. Lookups go by a hash of the whole path first, then by
 * templates of as many segments.
 */
public final class Routes {
  /** One declared path, for metrics and for the test that every contract is wired. */
  public record Mounted(String surface, String template, List<String> methods) {}

  /** What answers one method of a path, its guard before it, and the bytes that a body may have. */
  record Endpoint(Handler handler, int bodyLimit) {}

  /** What a path found: the route, and its values in the order of the template's names. */
  record Match(Route route, List<String> values) {}

  /** Lets everybody in, of whom the request tells all that is known. */
  private static final Guard<Request> ANYBODY = request -> request;

  private final Map<String, Route> exact = new HashMap<>();
  private final List<List<Route>> byLength = new ArrayList<>();
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

  /** The page for a path that no surface has; empty where there are no pages. */
  Optional<Handler> unknownPage() {
    return unknownPage;
  }

  /** Every declared path with the methods it answers, in the order mounted. */
  public List<Mounted> mounted() {
    return all.stream()
        .map(route -> new Mounted(route.surface().name(), route.template().text(), route.allow()))
        .toList();
  }

  /** The route of a raw path; empty for an unknown path and for one that {@link Paths} refuses. */
  Optional<Match> find(String rawPath) {
    Route known = exact.get(rawPath);
    if (known != null) {
      return Optional.of(known.withoutValues());
    }
    return Paths.decode(rawPath).flatMap(this::findDecoded);
  }

  private Optional<Match> findDecoded(String decoded) {
    String path = withoutLastSlash(decoded);
    Route known = exact.get(path);
    if (known != null) {
      return Optional.of(known.withoutValues());
    }
    List<String> segments = Template.split(path);
    if (segments.size() >= byLength.size()) {
      return Optional.empty();
    }
    for (Route route : byLength.get(segments.size())) {
      if (route.template().matches(segments)) {
        return Optional.of(new Match(route, route.template().values(segments)));
      }
    }
    return Optional.empty();
  }

  void declare(Method method, String text, Endpoint endpoint, Guard<?> guard) {
    Surface surface =
        mounting.orElseThrow(() -> new IllegalStateException("paths are declared in mount only"));
    Template template = Template.parse(text);
    for (Route route : all) {
      if (route.surface() == surface && route.template().equals(template)) {
        route.add(method, endpoint, guard);
        return;
      }
      refuseOverlap(route, surface, template);
    }
    Route route = new Route(surface, template, guard);
    route.add(method, endpoint, guard);
    all.add(route);
    if (template.isLiteral()) {
      exact.put(text, route);
    } else {
      while (byLength.size() <= template.segments().size()) {
        byLength.add(new ArrayList<>());
      }
      byLength.get(template.segments().size()).add(route);
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

  private static String withoutLastSlash(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** One template with its owner and a handler per method. */
  static final class Route {
    private final Surface surface;
    private final Template template;
    private final Guard<?> guard;
    private final List<String> names;
    private final Map<Method, Endpoint> endpoints = new EnumMap<>(Method.class);
    private final Match withoutValues = new Match(this, List.of());

    Route(Surface surface, Template template, Guard<?> guard) {
      this.surface = surface;
      this.template = template;
      this.guard = guard;
      this.names = template.names();
    }

    Surface surface() {
      return surface;
    }

    Template template() {
      return template;
    }

    List<String> names() {
      return names;
    }

    /** The match of a path that is this literal template; one object for all requests. */
    Match withoutValues() {
      return withoutValues;
    }

    void add(Method method, Endpoint endpoint, Guard<?> watching) {
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

    /** What answers a method: what answers GET for HEAD. */
    Optional<Endpoint> endpoint(Method method) {
      return Optional.ofNullable(endpoints.get(method == Method.HEAD ? Method.GET : method));
    }

    /** Ends a request of a method that is not served; who asks may have to be known first. */
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
