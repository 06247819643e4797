package vestibule.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The proxies whose word on a client's address is believed. */
public final class Proxies {
  /** As many of an address's first bits as make a network. */
  private record Network(byte[] address, int bits) {
    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      int whole = bits / 8;
      int mask = (0xFF00 >> (bits % 8)) & 0xFF;
      return Arrays.equals(address, 0, whole, other, 0, whole)
          && (mask == 0 || ((address[whole] ^ other[whole]) & mask) == 0);
    }
  }

  private final List<Network> networks;

  private Proxies(List<Network> networks) {
    this.networks = networks;
  }

  /**
   * Addresses or networks as {@code 10.0.0.0/8}, {@code ::1}, {@code 192.0.2.7}.
   *
   * @throws IllegalArgumentException naming the entry that is neither
   */
  public static Proxies of(List<String> entries) {
    List<Network> networks = new ArrayList<>();
    for (String entry : entries) {
      networks.add(network(entry));
    }
    return new Proxies(List.copyOf(networks));
  }

  private static Network network(String entry) {
    int slash = entry.indexOf('/');
    byte[] address =
        Hops.literal(slash < 0 ? entry : entry.substring(0, slash))
            .map(InetAddress::getAddress)
            .orElseThrow(() -> new IllegalArgumentException("no address or network: " + entry));
    try {
      int all = address.length * 8;
      int bits = slash < 0 ? all : Integer.parseInt(entry.substring(slash + 1));
      if (bits >= 0 && bits <= all) {
        return new Network(address, bits);
      }
    } catch (NumberFormatException e) {
      // Falls through to the one refusal.
    }
    throw new IllegalArgumentException("no address or network: " + entry);
  }

  /**
   * The client's address: the peer's, unless that is a trusted proxy; then the last that the
   * proxies tell of that is none. What names no address ends the search: the nearest address known
   * to be true counts.
   */
  String client(String peer, List<String> forwardedFor, List<String> forwarded) {
    if (networks.isEmpty() || !trusts(peer)) {
      return peer;
    }
    String client = peer;
    for (Optional<InetAddress> hop : Hops.of(forwardedFor, forwarded).reversed()) {
      if (hop.isEmpty()) {
        return client;
      }
      client = hop.get().getHostAddress();
      if (!trusts(client)) {
        return client;
      }
    }
    return client;
  }

  private boolean trusts(String address) {
    return Hops.literal(address).map(this::trusts).orElse(false);
  }

  /** Whether this is the address of a trusted proxy. */
  boolean trusts(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address.getAddress()));
  }

  /** Whether this is an address of the machine itself. */
  static boolean isLoopback(String address) {
    return Hops.literal(address).map(InetAddress::isLoopbackAddress).orElse(false);
  }
}
