import io.helidon.common.Builder;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpSecurity;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import vestibule.http.engine.OwnRouting;

/**
 * The limit of the HTTP server that Vestibule stands on: reads each request with its body, looks at
 * nothing of it, and answers always the same bytes. The settings of the socket are those of {@code
 * vestibule.http.Listener}.
 *
 * <p>Arguments: the port, and a file with one whole answer as it came over the wire.
 */
final class Bare {
  private static final int SOCKET_BYTES = 16 * 1024;

  /** What Helidon writes by itself. */
  private static final Set<String> HELIDONS = Set.of("date", "content-length", "connection");

  private record Answer(Status status, List<Header> headers, byte[] body) {
    static Answer read(Path file) throws IOException {
      byte[] all = Files.readAllBytes(file);
      String text = new String(all, StandardCharsets.ISO_8859_1);
      int end = text.indexOf("\r\n\r\n");
      String[] lines = text.substring(0, end).split("\r\n");
      List<Header> headers = new ArrayList<>();
      for (String line : Arrays.asList(lines).subList(1, lines.length)) {
        int colon = line.indexOf(':');
        String name = line.substring(0, colon);
        if (!HELIDONS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
          headers.add(HeaderValues.createCached(name, line.substring(colon + 1).strip()));
        }
      }
      Status status = Status.create(Integer.parseInt(lines[0].split(" ")[1]));
      return new Answer(status, headers, Arrays.copyOfRange(all, end + 4, all.length));
    }
  }

  /** All of the routing, without even Helidon's own. */
  private record Door(Answer answer, HttpSecurity security) implements HttpRouting {
    @Override
    public void route(ConnectionContext context, RoutingRequest in, RoutingResponse out) {
      if (in.headers().contentLength().orElse(0) > 0) {
        try (InputStream body = in.content().inputStream()) {
          body.readAllBytes();
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
      out.status(answer.status);
      answer.headers.forEach(out.headers()::add);
      out.send(answer.body);
    }
  }

  private record DoorBuilder(Answer answer) implements Builder<DoorBuilder, Door> {
    @Override
    public Door build() {
      return new Door(answer, HttpSecurity.create());
    }
  }

  /** Helidon's own connections, with no other routing. */
  private static final class Connections implements ServerConnectionSelector {
    private final ServerConnectionSelector http1;
    private final Router router;

    Connections(Http1Config config, Answer answer) {
      this.http1 = Http1ConnectionSelector.builder().config(config).build();
      this.router = Router.builder().addRouting(new DoorBuilder(answer)).build();
    }

    @Override
    public int bytesToIdentifyConnection() {
      return 0;
    }

    @Override
    public Support supports(BufferData data) {
      return Support.SUPPORTED;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
      return http1.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
      return http1.connection(new OwnRouting(context, router) {});
    }
  }

  public static void main(String[] arguments) throws IOException {
    Answer answer = Answer.read(Path.of(arguments[1]));
    Http1Config http1 =
        Http1Config.builder()
            .validatePath(false)
            .validatePrologue(false)
            .sendKeepAliveHeader(false)
            .validateResponseHeaders(false)
            .build();
    WebServer.builder()
        .host("127.0.0.1")
        .port(Integer.parseInt(arguments[0]))
        .putListenerSocketOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BYTES)
        .connectionOptions(options -> options.tcpNoDelay(true).socketSendBufferSize(SOCKET_BYTES))
        .useNio(false)
        .addConnectionSelector(new Connections(http1, answer))
        .protocolsDiscoverServices(false)
        .featuresDiscoverServices(false)
        .build()
        .start();
    System.out.println("ready");
  }
}
