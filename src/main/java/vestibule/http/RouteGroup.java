package vestibule.http;

import java.util.function.Function;
import vestibule.http.Request.Method;

/**
 * Declares paths for which the same is asked of a request. {@link Routes#open} and {@link
 * Routes#guarded} make groups; what else holds for all paths of a group is said here too.
 *
 * @param <H> a {@link Handler} where anybody may ask, a {@link GuardedHandler} behind a guard
 */
public final class RouteGroup<H> {
  private final Routes routes;
  private final Guard<?> guard;
  private final Function<H, Handler> behindGuard;
  private final int bodyLimit;

  RouteGroup(Routes routes, Guard<?> guard, Function<H, Handler> behindGuard, int bodyLimit) {
    this.routes = routes;
    this.guard = guard;
    this.behindGuard = behindGuard;
    this.bodyLimit = bodyLimit;
  }

  /**
   * Paths for which the same is asked, but whose bodies may have up to so many bytes, where others
   * have {@link Request#BODY_LIMIT}.
   */
  public RouteGroup<H> withBodiesUpTo(int bytes) {
    return new RouteGroup<>(routes, guard, behindGuard, bytes);
  }

  /** Declares a GET, which serves HEAD too. */
  public void get(String template, H handler) {
    declare(Method.GET, template, handler);
  }

  /** Declares a POST. */
  public void post(String template, H handler) {
    declare(Method.POST, template, handler);
  }

  /** Declares a PUT. */
  public void put(String template, H handler) {
    declare(Method.PUT, template, handler);
  }

  /** Declares a PATCH. */
  public void patch(String template, H handler) {
    declare(Method.PATCH, template, handler);
  }

  /** Declares a DELETE. */
  public void delete(String template, H handler) {
    declare(Method.DELETE, template, handler);
  }

  private void declare(Method method, String template, H handler) {
    Routes.Endpoint endpoint = new Routes.Endpoint(behindGuard.apply(handler), bodyLimit);
    routes.declare(method, template, endpoint, guard);
  }
}
