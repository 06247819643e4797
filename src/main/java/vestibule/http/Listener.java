package vestibule.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/** The server socket: takes connections, hands requests to a router, ends in order. */
public final class Listener {
  /**
   * Where to listen and how long to wait for whom.
   *
   * @param host the address to bind
   * @param port the port, 0 for any free one
   * @param requestTime head and body of one request have this long in all
   * @param idleTime a connection without a request lives this long
   */
  public record Settings(
      String host, int port, Proxies proxies, Duration requestTime, Duration idleTime) {
    /** The times that design.md fixes: 10 s for a request, 30 s idle. */
    public static Settings at(String host, int port, Proxies proxies) {
      return new Settings(host, port, proxies, Duration.ofSeconds(10), Duration.ofSeconds(30));
    }
  }

  /** One answered request, for access log and metrics: its template may be logged, its path not. */
  public record Exchange(Request request, int status, long nanos) {}

  private Listener() {}

  /** Binds and serves; {@code answered} is called on the request's thread and must be quick. */
  public static Listener start(
      Settings settings, Router router, Consumer<Exchange> answered, InstantSource clock) {
    throw new UnsupportedOperationException();
  }

  /** The port that is bound. */
  public int port() {
    throw new UnsupportedOperationException();
  }

  /** Takes no new connection, closes each after its answer, waits at most this long, then stops. */
  public void drain(Duration atMost) {
    throw new UnsupportedOperationException();
  }

  /** Stops at once. */
  public void stop() {
    throw new UnsupportedOperationException();
  }
}
