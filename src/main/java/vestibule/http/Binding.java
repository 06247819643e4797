package vestibule.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnsupportedAddressTypeException;

/** Looks whether an address can be listened on: the web server would only log why it cannot. */
public final class Binding {

  private Binding() {}

  /**
   * Looks whether a listener could start.
   *
   * @param port the port, 0 for any free one
   * @return the port
   * @throws UnboundException when the port cannot be bound
   */
  public static int requireFree(String host, int port) {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw unbound(host, port, new UnknownHostException("no such host"));
    }
    // No ServerSocketChannel: its first one searches every library for a provider, as long as a
    // tenth of the start.
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(address);
      return socket.getLocalPort();
    } catch (IOException e) {
      throw unbound(host, port, e);
    } catch (UnsupportedAddressTypeException e) {
      throw unbound(host, port, new SocketException("this machine has no such addresses"));
    }
  }

  static UnboundException unbound(String host, int port, IOException why) {
    return new UnboundException("cannot listen on " + spelled(host, port), why);
  }

  /** An address and its port as people write them: {@code 127.0.0.1:80}, {@code [::]:80}. */
  public static String spelled(String host, int port) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
