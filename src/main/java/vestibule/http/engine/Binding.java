package vestibule.http.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Optional;

/** Looks whether an address can be listened on: the web server would only log why it cannot. */
public final class Binding {

  private Binding() {}

  /**
   * Why an address cannot be listened on; empty when it can.
   *
   * @param port the port, 0 for any free one
   */
  public static Optional<IOException> obstacle(String host, int port) {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      return Optional.of(new UnknownHostException("no such host"));
    }
    try (ServerSocketChannel channel = ServerSocketChannel.open()) {
      channel.bind(address);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    } catch (UnsupportedAddressTypeException e) {
      return Optional.of(new SocketException("this machine has no such addresses"));
    }
  }

  /** An address and its port as people write them: {@code 127.0.0.1:80}, {@code [::]:80}. */
  public static String spelled(String host, int port) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
