package vestibule.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Logger LOG = LoggerFactory.getLogger(Proxies.class);
  private static final int MOST_WARNED = 100;

  private final List<Network> networks;

  /** Peers that were warned of. */
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

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
      if (!forwardedFor.isEmpty() || !forwarded.isEmpty()) {
        warn(peer);
      }
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

  /** A proxy that is not known as one, most likely: all who come through it share one limit. */
  private void warn(String peer) {
    boolean tells =
        warned.size() < MOST_WARNED
            && Hops.literal(peer).filter(Proxies::isPrivate).isPresent()
            && warned.add(peer);
    if (tells) {
      LOG.warn(
          "{} sends forwarding headers, but is not in trusted-proxies: all its clients count as"
              + " one, and share the limits of one address",
          peer);
    }
  }

  private static boolean isPrivate(InetAddress address) {
    // The last one is a unique local address (RFC 4193).
    return address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc;
  }

  /** Whether this is the address of a trusted proxy. */
  boolean trusts(String address) {
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
