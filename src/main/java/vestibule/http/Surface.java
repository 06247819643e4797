package vestibule.http;

import java.util.Optional;

/** One family of paths with its own words for errors: a contract, the pages, the operators' API. */
public interface Surface {
  /** The name that start-up messages, metrics and tests know this surface by. */
  String name();

  /** Declares every path this surface serves. Called once, before the listener starts. */
  void mount(Routes routes);

  /**
   * Whether every answer on this surface's paths carries CORS headers. True for the contracts and
   * false for pages, operators and metrics (docs/contracts 0.4).
   */
  boolean crossOrigin();

  /**
   * Whether pages of listed origins may call this surface with cookies. True for A and B, which set
   * them, and for our own API, which takes theirs.
   */
  default boolean takesCookies() {
    return false;
  }

  /**
   * Whether the matched path does not exist for this caller. The answer is then that to an unknown
   * path, to the letter and for every method.
   */
  default boolean hides(Request request) {
    return false;
  }

  /**
   * Whether a path's guard comes before the look at the method, so that a stranger is not told
   * which methods the path has. True for C and D (docs/contracts 0.3).
   */
  default boolean asksBeforeMethod() {
    return false;
  }

  /**
   * Words a fault of the protocol in this surface's shape. {@code Allow} and {@code Retry-After}
   * are added to the answer by the router. Must not throw.
   */
  Response answer(Fault fault, Request request);

  /**
   * Words an exception that a handler of this surface threw; empty when it is none this surface
   * knows, which is then logged and answered as {@link Fault.ServerError}.
   */
  default Optional<Response> answer(RuntimeException thrown, Request request) {
    return Optional.empty();
  }
}
