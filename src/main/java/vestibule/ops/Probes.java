package vestibule.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.BooleanSupplier;
import vestibule.http.Fault;
import vestibule.http.Handler;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.RouteGroup;
import vestibule.http.Routes;
import vestibule.http.Surface;

/**
 * Answers load balancers and metrics collectors: whether the process lives, whether it is ready,
 * and its figures.
 */
public final class Probes implements Surface {

  private static final Response UP = status(200, "UP");
  private static final Response DOWN = status(503, "DOWN");
  private static final String METRICS = "/metrics";

  private final BooleanSupplier ready;
  private final Meters meters;
  private final boolean ownPort;

  /**
   * Probes of one server.
   *
   * @param ownPort whether they have a port of their own, where everyone who reaches it may read
   *     the metrics; else only this machine itself may
   */
  public Probes(BooleanSupplier ready, Meters meters, boolean ownPort) {
    this.ready = ready;
    this.meters = meters;
    this.ownPort = ownPort;
  }

  @Override
  public String name() {
    return "probes";
  }

  @Override
  public boolean crossOrigin() {
    return false;
  }

  @Override
  public void mount(Routes routes) {
    RouteGroup<Handler> open = routes.open();
    open.get("/health/live", _ -> UP);
    open.get("/health/ready", _ -> ready.getAsBoolean() ? UP : DOWN);
    open.get(METRICS, _ -> Response.of(200, Meters.CONTENT_TYPE, meters.scrape().getBytes(UTF_8)));
  }

  @Override
  public boolean hides(Request request) {
    return !ownPort && request.template().equals(METRICS) && !request.isLocal();
  }

  @Override
  public Response answer(Fault fault, Request request) {
    return switch (fault) {
      case Fault.MethodNotAllowed _ -> detail(405, "Method not allowed.");
      case Fault.BodyTooLarge _ -> detail(413, "Request body too large.");
      case Fault.UnreadableRequest(var reason) -> detail(reason.status(), reason.sentence());
      case Fault.Unavailable _ -> detail(503, "Service temporarily unavailable.");
      case Fault.ServerError _ -> detail(500, "A server error occurred.");
      // None of their bodies is read.
      case Fault.UnsupportedMediaType _,
          Fault.UnsupportedContentCoding _,
          Fault.MalformedBody _,
          Fault.NotAnObject _ ->
          detail(400, "Malformed body.");
    };
  }

  private static Response detail(int status, String text) {
    return Response.json(status, ("{\"detail\":\"" + text + "\"}").getBytes(UTF_8));
  }

  private static Response status(int status, String text) {
    return Response.json(status, ("{\"status\":\"" + text + "\"}").getBytes(UTF_8));
  }
}
