package vestibule.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * The sockets of one connection, so that another thread can cut it off: Angus holds its own lock
 * while it waits for the server. TLS is put over these sockets.
 */
final class CapturedSockets extends SocketFactory {

  private Socket last = new Socket();
  private boolean cut;

  /** Closes the socket, and refuses every later one. */
  synchronized void cut() {
    cut = true;
    try {
      last.close();
    } catch (IOException gone) {
      // Nobody can use it any more, which is all that was wanted.
      return;
    }
  }

  synchronized boolean isCut() {
    return cut;
  }

  @Override
  public synchronized Socket createSocket() throws IOException {
    if (cut) {
      throw new IOException("the connection was cut off");
    }
    last = new Socket();
    return last;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new IOException("connected sockets are not made here");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(host.getHostAddress(), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }
}
