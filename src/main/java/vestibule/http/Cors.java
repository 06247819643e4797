package vestibule.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vestibule.http.Response.Header;

/**
 * The other origins that may read the contracts' answers (docs/contracts 0.4).
 *
 * <p>Credentials are allowed to listed origins alone, and on the surfaces that take cookies: any
 * origin with its visitor's cookies would be everyone's.
 */
public final class Cors {
  private static final Header EXPOSE =
      new Header("Access-Control-Expose-Headers", "Location, Retry-After");
  private static final Header METHODS =
      new Header("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  private static final Header MAX_AGE = new Header("Access-Control-Max-Age", "86400");
  private static final Header CREDENTIALS = new Header("Access-Control-Allow-Credentials", "true");
  private static final Header VARY_ORIGIN = new Header("Vary", "Origin");
  static final List<Header> ANY = List.of(origin("*"), EXPOSE);
  private static final List<Header> OTHER = List.of(VARY_ORIGIN);

  private final Set<String> allowed;

  private Cors(Set<String> allowed) {
    this.allowed = allowed;
  }

  /** Origins that are allowed: {@code *} for all, or a list of {@code scheme://host[:port]}. */
  public static Cors allowing(List<String> origins) {
    return new Cors(Set.copyOf(origins));
  }

  /** The headers of every answer of a crossing surface, for the origin that asks. */
  List<Header> headers(Request request, Surface surface) {
    return headers(request, surface.takesCookies());
  }

  /** The headers of the answer to an unknown path. */
  List<Header> headers(Request request) {
    return headers(request, false);
  }

  private List<Header> headers(Request request, boolean cookies) {
    if (allowed.contains("*")) {
      return ANY;
    }
    List<String> origins = request.headers("Origin");
    if (origins.size() != 1 || !allowed.contains(origins.getFirst())) {
      return OTHER;
    }
    Header origin = origin(origins.getFirst());
    return cookies
        ? List.of(origin, VARY_ORIGIN, EXPOSE, CREDENTIALS)
        : List.of(origin, VARY_ORIGIN, EXPOSE);
  }

  /** The headers that answer a preflight; empty when the request is a plain OPTIONS. */
  Optional<List<Header>> preflight(Request request, Surface surface) {
    if (request.header("Origin").isEmpty()
        || request.header("Access-Control-Request-Method").isEmpty()) {
      return Optional.empty();
    }
    List<Header> headers = new ArrayList<>(headers(request, surface));
    if (headers.contains(EXPOSE)) {
      headers.add(METHODS);
      request
          .header("Access-Control-Request-Headers")
          .filter(Cors::isHeaderList)
          .ifPresent(asked -> headers.add(new Header("Access-Control-Allow-Headers", asked)));
      headers.add(MAX_AGE);
    }
    return Optional.of(headers);
  }

  /** Only what can be a list of header names is echoed. */
  private static boolean isHeaderList(String asked) {
    return !asked.isEmpty() && asked.chars().allMatch(c -> c >= ' ' && c < 0x7F);
  }

  private static Header origin(String origin) {
    return new Header("Access-Control-Allow-Origin", origin);
  }
}
