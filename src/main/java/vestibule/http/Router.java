package vestibule.http;

/**
 * Answers requests: finds the path's handler, words faults, adds CORS headers; knows no network.
 */
public final class Router {
  private final Routes routes;
  private final Cors cors;

  /** Answers by these routes. */
  public Router(Routes routes, Cors cors) {
    this.routes = routes;
    this.cors = cors;
  }

  /** The answer to this request; never throws for anything a client sends or a handler does. */
  public Response answer(Request request) {
    throw new UnsupportedOperationException();
  }
}
