package vestibule.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import vestibule.http.Listener.Exchange;
import vestibule.http.Listener.Settings;
import vestibule.http.budget.Budget;

/** A real listener on a free port, over a surface that says what it got. */
final class TestServer implements AutoCloseable {
  static final String GOOD = "GET /a/hello HTTP/1.1\r\nHost: x\r\n\r\n";

  final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
  final ConcurrentLinkedQueue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
  final Listener listener;

  TestServer(Duration requestTime, Duration idleTime) {
    this(
        new Settings(
            "127.0.0.1",
            0,
            Proxies.of(List.of()),
            new Listener.Times(requestTime, idleTime),
            new Budget(64_000_000, 1_000),
            List.of()));
  }

  TestServer(Settings settings) {
    listener =
        Listener.start(
            settings,
            new Router(Routes.of(List.of(surface())), Cors.allowing(List.of("*"))),
            exchanges::add,
            InstantSource.system());
  }

  private Surface surface() {
    return new TestSurface(
        "a",
        true,
        routes -> {
          routes.open().get("/a/hello", _ -> TestSurface.text(200, "hello"));
          routes.open().get("/a/confirm/{token}", r -> TestSurface.text(200, r.pathValue("token")));
          routes.open().get("/a/trace", _ -> TestSurface.text(200, Trace.current().orElse("-")));
          routes.open().post("/a/echo", this::echo);
          routes.open().withBodiesUpTo(16).post("/a/small", this::echo);
          routes.open().withBodiesUpTo(200_000).post("/a/large", this::echo);
          routes.open().post("/a/ignore", _ -> TestSurface.text(200, "ignored"));
          routes.open().post("/a/both", r -> TestSurface.text(200, text(r) + r.headers("x-one")));
          routes
              .open()
              .get("/a/kept", _ -> TestSurface.text(200, "").with("Cache-Control", "public"));
          routes.open().delete("/a/echo", _ -> Response.empty(204));
          routes
              .open()
              .get(
                  "/a/cookies",
                  _ -> Response.empty(200).with("Set-Cookie", "a=1").with("Set-Cookie", "b=2"));
          routes.open().get("/a/who", r -> TestSurface.text(200, r.remoteAddress() + r.isLocal()));
          routes
              .open()
              .get(
                  "/a/headers",
                  r ->
                      TestSurface.text(
                          200,
                          r.headers("x-one") + "" + r.header("AUTHORIZATION") + r.cookies("c")));
        });
  }

  private Response echo(Request request) {
    String body = text(request);
    seen.add(body);
    return TestSurface.text(200, body.length() > 100 ? "" + body.length() : body);
  }

  private static String text(Request request) {
    return new String(request.body(), StandardCharsets.ISO_8859_1);
  }

  RawClient client() throws IOException {
    return new RawClient(listener.port());
  }

  @Override
  public void close() {
    listener.drain(Duration.ZERO);
  }
}
