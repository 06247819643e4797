package vestibule.http;

import io.helidon.common.Builder;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.SocketWriterException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import vestibule.http.engine.AnswerBytes;
import vestibule.http.engine.FramedReader;
import vestibule.http.engine.Hosts;
import vestibule.http.engine.OwnRouting;

/**
 * The open connections of one listener, each with a deadline that one watchdog thread holds it to.
 *
 * <p>Helidon's own read time-out begins anew with every byte. Here the head and body of one request
 * have one deadline in all, and so have the wait for the next request and the sending of an answer.
 * The set is bounded by the listener's greatest number of connections.
 */
final class Connections implements ServerConnectionSelector {
  private static final long NONE = 0;
  private static final int DRAINED_BYTES = 256 * 1024;

  private final ServerConnectionSelector http1;
  private final io.helidon.webserver.Router router;
  private final Refusing refusing;
  private final long requestNanos;
  private final long idleNanos;
  private final long lingerNanos;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final Duration tick;
  private final Thread watchdog;
  private volatile boolean announced;
  private volatile boolean closing;

  /** The time of the last tick: deadlines need no better, and every request sets several. */
  private volatile long now = System.nanoTime();

  Connections(
      Http1Config config,
      Builder<?, ? extends HttpRouting> routing,
      Refusing refusing,
      Duration requestTime,
      Duration idleTime) {
    this.router = io.helidon.webserver.Router.builder().addRouting(routing).build();
    this.http1 = Http1ConnectionSelector.builder().config(config).build();
    this.refusing = refusing;
    this.requestNanos = requestTime.toNanos();
    this.idleNanos = idleTime.toNanos();
    this.lingerNanos = requestNanos / 10;
    this.tick = Duration.ofMillis(Math.clamp(requestTime.toMillis() / 20, 5, 500));
    this.watchdog = Thread.ofPlatform().daemon().name("connections").start(this::watch);
  }

  /** From now on every answer says that its connection closes, and none closes without one. */
  void announceEnd() {
    announced = true;
  }

  /** Every connection closes after the answer it is at, and at once if it is at none. */
  void drain() {
    closing = true;
    open.forEach(connection -> connection.close(false));
  }

  /** Closes every connection as it stands and ends the watchdog. */
  void stop() {
    closing = true;
    open.forEach(connection -> connection.close(true));
    watchdog.interrupt();
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(tick);
        now = System.nanoTime();
        open.stream().filter(Connection::isLate).forEach(Connection::cut);
      }
    } catch (InterruptedException e) {
      // The listener has stopped.
    }
  }

  private long in(long nanos) {
    return now + tick.toNanos() + nanos;
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
    return new Connection(context);
  }

  /** Answers what is refused before it is a request. */
  @FunctionalInterface
  interface Refusing {
    /**
     * Answers it.
     *
     * @param status why
     * @param headers those that were read whole
     * @return what ends the connection
     */
    RuntimeException refuse(Connection connection, int status, ServerRequestHeaders headers);
  }

  /**
   * One connection: Helidon's, which finds itself in a context whose reader keeps time and frames
   * requests. Routing gets it as that context.
   */
  final class Connection extends OwnRouting implements ServerConnection {
    final FramedReader reader =
        new FramedReader(this::receive, Listener.HEAD_LIMIT, Request.BODY_LIMIT);
    private final ServerConnection delegate;

    /** A request has begun and is not answered, or the connection was closed for want of one. */
    private final AtomicBoolean taken = new AtomicBoolean();

    private volatile long deadline = NONE;
    private long requestEnd;
    private long received;
    private long requestBegin;
    private boolean lingering;
    private String peer = "";
    final Hosts hosts = new Hosts();

    Connection(ConnectionContext context) {
      super(context, router);
      this.delegate = http1.connection(this);
    }

    @Override
    protected RuntimeException refuse(int status, ServerRequestHeaders headers) {
      return refusing.refuse(this, status, headers);
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      open.add(this);
      try {
        if (closing) {
          close(false);
        }
        delegate.handle(limit);
      } catch (CloseConnectionException e) {
        if (lingering) {
          linger();
        }
        throw e;
      } finally {
        open.remove(this);
      }
    }

    /** Always none, as this class and not Helidon ends idle connections. */
    @Override
    public Duration idleTime() {
      return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
      if (interrupt || taken.compareAndSet(false, true)) {
        cut();
      }
    }

    /** Waits for bytes, as long as the request they belong to or the wait for one may last. */
    private byte[] receive() {
      boolean first = !taken.get();
      deadline = first ? in(idleNanos) : requestEnd;
      byte[] bytes;
      try {
        bytes = serverSocket().get();
      } catch (RuntimeException e) {
        throw new CloseConnectionException("the connection failed");
      } finally {
        deadline = NONE;
      }
      if (bytes == null || (first && !taken.compareAndSet(false, true))) {
        throw new CloseConnectionException("the connection ended");
      }
      if (first) {
        requestEnd = in(requestNanos);
      }
      received += bytes.length;
      return bytes;
    }

    /** Bytes of the request so far, which is its head when asked before the body is read. */
    long requestBytes() {
      return received - reader.available() - requestBegin;
    }

    /** Sends an answer; from now on it has its own time to be taken. */
    void send(AnswerBytes answer) {
      deadline = in(requestNanos);
      try {
        dataWriter().writeNow(BufferData.create(answer.array(), 0, answer.length()));
      } catch (UncheckedIOException | SocketWriterException e) {
        throw new CloseConnectionException("the connection failed", e);
      }
    }

    /** The answer is sent; bytes that are there already belong to the next request. */
    void answered() {
      deadline = NONE;
      reader.next();
      int ahead = reader.available();
      requestBegin = received - ahead;
      if (ahead == 0) {
        taken.set(false);
        // Others first: under load the next request is there by then, and to read it at once takes
        // less than to be woken for it.
        Thread.yield();
      } else {
        requestEnd = in(requestNanos);
      }
    }

    boolean isClosing() {
      return announced || closing;
    }

    /** Ends the connection after its answer; bytes still coming are drained first. */
    CloseConnectionException end(boolean unread) {
      lingering = unread;
      return new CloseConnectionException("answered, to be closed");
    }

    /** Closing on unread bytes would reset the connection and lose the answer on its way. */
    private void linger() {
      if (closing) {
        return;
      }
      deadline = in(lingerNanos);
      try {
        HelidonSocket socket = serverSocket();
        int drained = 0;
        for (byte[] bytes = socket.get(); bytes != null; bytes = socket.get()) {
          drained += bytes.length;
          if (drained > DRAINED_BYTES) {
            return;
          }
        }
      } catch (RuntimeException e) {
        // Time is up or the client has closed: both end the wait.
      } finally {
        deadline = NONE;
      }
    }

    private boolean isLate() {
      long limit = deadline;
      return limit != NONE && now - limit > 0;
    }

    private void cut() {
      try {
        serverSocket().close();
      } catch (RuntimeException e) {
        // It was closed already.
      }
    }

    /** The peer's address as text, without port and zone. */
    String peer() {
      if (peer.isEmpty() && remotePeer().address() instanceof InetSocketAddress address) {
        peer = address.getAddress().getHostAddress().replaceFirst("%.*", "");
      }
      return peer;
    }

    @Override
    public DataReader dataReader() {
      return reader;
    }
  }
}
