package vestibule.http;

import io.helidon.common.Builder;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.SocketWriterException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import vestibule.http.budget.Budget;
import vestibule.http.budget.Claim;
import vestibule.http.budget.Claim.Phase;
import vestibule.http.budget.Cost;
import vestibule.http.engine.AnswerBytes;
import vestibule.http.engine.EarlyRefusal;
import vestibule.http.engine.FramedReader;
import vestibule.http.engine.Hosts;
import vestibule.http.engine.OwnRouting;
import vestibule.http.engine.WatchedWriter;

/**
 * The open connections of one listener, each with a deadline that one watchdog thread holds it to.
 *
 * <p>Helidon's own read time-out begins anew with every byte. Here the head and body of one request
 * have one deadline in all, and so have the wait for the next request and the sending of an answer.
 * The set is bounded by the listener's greatest number of connections.
 */
final class Connections implements ServerConnectionSelector {
  private static final int DRAINED_BYTES = 256 * 1024;

  /** Answers to all connections after which each has left its processor's queue once. */
  private static final int FULL_ROUND = 2_048;

  /** The same of one: leaving costs as much as an answer, and staying costs others their turn. */
  private static final int FEWEST_TURNS = 16;

  private static final int MOST_TURNS = 64;

  /** Seconds after which to try again what was refused for want of memory. */
  static final int RETRY = 1;

  private final ServerConnectionSelector http1;
  private final io.helidon.webserver.Router router;
  private final Refusing refusing;
  private final Budget budget;
  private final Proxies proxies;
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

  /** Answers after which a thread leaves its queue, as many as so many connections allow. */
  private volatile int mostTurns = MOST_TURNS;

  Connections(
      Http1Config config,
      Builder<?, ? extends HttpRouting> routing,
      Refusing refusing,
      Listener.Settings settings) {
    this.router = io.helidon.webserver.Router.builder().addRouting(routing).build();
    this.http1 = Http1ConnectionSelector.builder().config(config).build();
    this.refusing = refusing;
    this.budget = settings.budget();
    this.proxies = settings.proxies();
    this.requestNanos = settings.times().request().toNanos();
    this.idleNanos = settings.times().idle().toNanos();
    this.lingerNanos = requestNanos / 10;
    this.tick = Duration.ofMillis(Math.clamp(settings.times().request().toMillis() / 20, 5, 500));
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
        mostTurns = Math.clamp(FULL_ROUND / Math.max(1, open.size()), FEWEST_TURNS, MOST_TURNS);
        open.forEach(Connection::cutIfLate);
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

  /** Answers a request that is refused before it is one. */
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
        new FramedReader(
            this::receive, () -> take(Cost.LINE), Listener.HEAD_LIMIT, Request.BODY_LIMIT);
    private final DataWriter writer =
        new WatchedWriter(super.dataWriter(), this::sending, this::sent);
    private final ServerConnection delegate;

    private final Claim claim;

    /** A request has begun and is not answered. */
    private boolean begun;

    private int turns;
    private long requestEnd;
    private long received;
    private long requestBegin;
    private boolean lingering;
    private String peer = "";
    final Hosts hosts = new Hosts();

    Connection(ConnectionContext context) {
      super(context, router);
      this.delegate = http1.connection(this);
      InetAddress address = address();
      this.claim = budget.open(address, proxies.trusts(address), this::cut);
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      open.add(this);
      try {
        serve(limit);
      } catch (CloseConnectionException e) {
        if (lingering) {
          linger();
        }
        throw e;
      } finally {
        open.remove(this);
        claim.close();
      }
    }

    private void serve(Limit limit) throws InterruptedException {
      try {
        if (!claim.isAdmitted()) {
          throw refusing.refuse(
              this, Status.SERVICE_UNAVAILABLE_503.code(), ServerRequestHeaders.create());
        }
        delegate.handle(limit);
      } catch (EarlyRefusal e) {
        throw refusing.refuse(this, e.status(), e.headers());
      }
    }

    /** Always none, as this class and not Helidon ends idle connections. */
    @Override
    public Duration idleTime() {
      return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
      if (interrupt || claim.endIf(Phase.IDLE)) {
        cut();
      }
    }

    /** Waits for bytes, as long as the request they belong to or the wait for one may last. */
    private byte[] receive() {
      Phase waiting = begun ? Phase.HALF_SENT : Phase.IDLE;
      await(waiting, begun ? requestEnd : in(idleNanos));
      if (!begun && closing) {
        close(false);
      }
      byte[] bytes;
      try {
        bytes = serverSocket().get();
      } catch (RuntimeException e) {
        throw new CloseConnectionException("the connection failed");
      }
      if (bytes == null || !claim.resume(waiting)) {
        throw new CloseConnectionException("the connection ended");
      }
      if (!begun) {
        begun = true;
        requestEnd = in(requestNanos);
      }
      received += bytes.length;
      take(Cost.PIECE + 2L * bytes.length);
      return bytes;
    }

    private void await(Phase phase, long until) {
      if (!claim.await(phase, until)) {
        throw new CloseConnectionException("the connection was closed");
      }
    }

    private void sending() {
      await(Phase.SENDING, in(requestNanos));
    }

    private void sent() {
      if (!claim.resume(Phase.SENDING)) {
        throw new CloseConnectionException("the answer was not taken");
      }
    }

    /** Takes memory for the request at hand, or gives up what it has and refuses it. */
    private void take(long bytes) {
      if (!claim.take(bytes)) {
        claim.settle(0);
        throw EarlyRefusal.of(Status.SERVICE_UNAVAILABLE_503, "no memory for the request");
      }
    }

    /** A body of at most so many bytes is about to be read. */
    void bodyBegins(long most) {
      take(Math.min(most, Cost.COLLECTED));
    }

    /** A body of so many bytes was read, and is about to be parsed. */
    void bodyEnds(int length) {
      take((long) Cost.PARSED * length);
    }

    /** Bytes of the request so far, which is its head when asked before the body is read. */
    long requestBytes() {
      return received - reader.available() - requestBegin;
    }

    /** Sends an answer; from now on it has its own time to be taken. */
    void send(AnswerBytes answer) {
      // Its body stands in it once more.
      claim.takeAnyway(2L * answer.length());
      try {
        writer.writeNow(BufferData.create(answer.array(), 0, answer.length()));
      } catch (UncheckedIOException | SocketWriterException e) {
        throw new CloseConnectionException("the connection failed", e);
      }
    }

    /** The answer is sent; bytes that are there already belong to the next request. */
    void answered() {
      reader.next();
      int ahead = reader.available();
      requestBegin = received - ahead;
      begun = ahead > 0;
      claim.settle(begun ? Cost.PIECE + 2L * ahead : 0);
      if (begun) {
        requestEnd = in(requestNanos);
      }
      letOthersGoFirst();
    }

    /**
     * Under load the next request is there when this thread's turn comes again, and to read it at
     * once takes less than to be woken for it. But a thread that steps back stays in the queue of
     * its processor, which looks for no others before that is empty: so it leaves it now and then,
     * and always when the next request is there already.
     */
    private void letOthersGoFirst() {
      turns++;
      if (begun || turns % mostTurns == 0) {
        LockSupport.parkNanos(1);
      } else {
        Thread.yield();
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
      await(Phase.LINGERING, in(lingerNanos));
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
      }
    }

    private void cutIfLate() {
      if (claim.endIfLate(now)) {
        cut();
      }
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
      if (peer.isEmpty()) {
        peer = address().getHostAddress().replaceFirst("%.*", "");
      }
      return peer;
    }

    @Override
    public DataWriter dataWriter() {
      return writer;
    }

    @Override
    public DataReader dataReader() {
      return reader;
    }
  }
}
