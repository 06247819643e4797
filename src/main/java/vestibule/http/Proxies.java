package vestibule.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The proxies whose word on a client's address is believed. */
public final class Proxies {
  /** As many of an address's first bits as make a network. */
  private record Network(byte[] address, int bits) {
    boolean contains(byte[] other) {
      return other.length == address.length && prefix(other).equals(prefix(address));
    }

    private BigInteger prefix(byte[] whole) {
      return new BigInteger(1, whole).shiftRight(8 * whole.length - bits);
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
    return new Proxies(entries.stream().map(Proxies::network).toList());
  }

  private static Network network(String entry) {
    String[] parts = entry.split("/", 2);
    byte[] address = Hops.literal(parts[0]).orElseThrow(() -> neither(entry)).getAddress();
    int all = 8 * address.length;
    String bits = parts.length == 1 ? Integer.toString(all) : parts[1];
    if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > all) {
      throw neither(entry);
    }
    return new Network(address, Integer.parseInt(bits));
  }

  private static IllegalArgumentException neither(String entry) {
    return new IllegalArgumentException("no address or network: " + entry);
  }

  /**
   * The client's address: the peer's, unless that is a trusted proxy. Then it is the last one that
   * the proxies tell of and that is no trusted proxy. A hop without an address ends the search: the
   * nearest address that is known to be true counts.
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
