package vestibule.http.engine;

import io.helidon.common.SerializationConfig;
import io.helidon.http.Status;
import io.helidon.service.registry.GlobalServiceRegistry;
import io.helidon.service.registry.ServiceRegistryConfig;
import io.helidon.service.registry.ServiceRegistryManager;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerResponseBase;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.net.StandardSocketOptions;
import java.time.Duration;

/**
 * Helidon's web server with this program's settings. Nothing of it is discovered on the class path,
 * as that would open and search every library at each start.
 */
public final class Engine {
  /** A request whose head is longer than {@link #http1} allows. */
  static final Status HEAD_TOO_LARGE = Status.create(431, "Request Header Fields Too Large");

  /**
   * The system's buffer of one connection in either direction. Linux takes twice as much, and would
   * let it grow to megabytes for a client that sends or takes nothing.
   */
  private static final int SOCKET_BYTES = 16 * 1024;

  /** Helidon's own wait when stopping: longer than any drain, which ends it. */
  private static final Duration GRACE = Duration.ofMinutes(5);

  static {
    System.setProperty("io.helidon.metadata.mode", "NONE");
    GlobalServiceRegistry.registry(
        ServiceRegistryManager.create(
                ServiceRegistryConfig.builder()
                    .discoverServices(false)
                    .discoverServicesFromServiceLoader(false)
                    .build())
            .registry());
    findNothing();
  }

  private Engine() {}

  /**
   * A server that is not started.
   *
   * @param host the address to bind
   * @param port the port, 0 for any free one
   * @param mostSockets accepted ones that are open at a time; further clients wait
   */
  public static WebServer server(
      String host, int port, int mostSockets, ServerConnectionSelector connections) {
    return WebServer.builder()
        .host(host)
        .port(port)
        .maxTcpConnections(mostSockets)
        // Before a connection is made, as that is when its window is agreed on.
        .putListenerSocketOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BYTES)
        .connectionOptions(options -> options.tcpNoDelay(true).socketSendBufferSize(SOCKET_BYTES))
        // A channel would have a buffer of 8 KiB for either direction; so there is one alone.
        .useNio(false)
        .addConnectionSelector(connections)
        .protocolsDiscoverServices(false)
        .featuresDiscoverServices(false)
        .errorHandling(errors -> errors.includeEntity(false))
        .directHandlers(EarlyRefusal.handlers())
        .shutdownGracePeriod(GRACE)
        .shutdownHook(false)
        .build();
  }

  /** Loads what a server needs, so that making one takes less time. */
  public static void load() {
    // Done by the class's own initialisation.
  }

  /**
   * Helidon looks once a process for connection protocols and for ways to answer, with the thread's
   * class loader. Here it finds none, as the platform's loader knows none.
   */
  private static void findNothing() {
    Thread thread = Thread.currentThread();
    ClassLoader usual = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      WebServer.builder().build();
      http1(1);
      SerializationConfig.configureRuntime();
      Class.forName(ServerResponseBase.class.getName());
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      thread.setContextClassLoader(usual);
    }
  }

  /**
   * The settings of HTTP/1.1.
   *
   * @param headLimit the most bytes of a request line, and of all headers
   */
  public static Http1Config http1(int headLimit) {
    return Http1Config.builder()
        .maxPrologueLength(headLimit)
        .maxHeadersSize(headLimit)
        // Paths judges them, and answers 404 where Helidon has a bare 400.
        .validatePath(false)
        .validatePrologue(false)
        // FramedReader and Hosts do; without this Helidon looks at no Host either.
        .validateRequestHeaders(false)
        .sendKeepAliveHeader(false)
        // Only of what Helidon answers by itself.
        .validateResponseHeaders(false)
        .build();
  }
}
