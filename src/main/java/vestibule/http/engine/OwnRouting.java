package vestibule.http.engine;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;

/**
 * The context of a connection, with a router of its own: a server adds a routing of Helidon's to
 * any that is no builder of Helidon's, and which of the two answers then is chance.
 */
public abstract class OwnRouting implements ConnectionContext {

  private static final InetAddress NOBODY = InetAddress.ofLiteral("0.0.0.0");

  private final ConnectionContext context;
  private final Router router;

  /** A context that is like another but for its router. */
  protected OwnRouting(ConnectionContext context, Router router) {
    this.context = context;
    this.router = router;
  }

  /** The peer's address; one that stands for none where the client has gone already. */
  protected final InetAddress address() {
    return remotePeer().address() instanceof InetSocketAddress address
        ? address.getAddress()
        : NOBODY;
  }

  @Override
  public final Router router() {
    return router;
  }

  @Override
  public DataReader dataReader() {
    return context.dataReader();
  }

  @Override
  public DataWriter dataWriter() {
    return context.dataWriter();
  }

  @Override
  public ListenerContext listenerContext() {
    return context.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return context.executor();
  }

  @Override
  public HelidonSocket serverSocket() {
    return context.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return context.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return context.localPeer();
  }

  @Override
  public boolean isSecure() {
    return context.isSecure();
  }

  @Override
  public String socketId() {
    return context.socketId();
  }

  @Override
  public String childSocketId() {
    return context.childSocketId();
  }
}
