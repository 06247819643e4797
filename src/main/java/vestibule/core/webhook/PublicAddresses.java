package vestibule.core.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses belong to machines of the public Internet, by IANA's registries of
 * special-purpose addresses: a server behind a firewall must not be made to call its neighbours.
 */
final class PublicAddresses {

  /** What RFC 6890 and its successors keep for something else. */
  private static final List<Network> SPECIAL =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4",
              // Teredo, ORCHID and others that lead elsewhere than they look.
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20")
          .map(Network::of)
          .toList();

  /** Of IPv6 nothing else is given to anybody: not what embeds an IPv4 address either. */
  private static final Network GLOBAL_UNICAST = Network.of("2000::/3");

  private PublicAddresses() {}

  /** Whether anybody may have that address, and nobody behind a firewall. */
  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean given = !(address instanceof Inet6Address) || GLOBAL_UNICAST.contains(bytes);
    return given && SPECIAL.stream().noneMatch(network -> network.contains(bytes));
  }

  /** As many of an address's first bits as are the same in all of a network. */
  private record Network(byte[] first, int bits) {

    static Network of(String text) {
      String[] parts = text.split("/");
      return new Network(InetAddress.ofLiteral(parts[0]).getAddress(), Integer.parseInt(parts[1]));
    }

    boolean contains(byte[] address) {
      boolean same = address.length == first.length;
      for (int bit = 0; same && bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        same = (address[bit / 8] & mask) == (first[bit / 8] & mask);
      }
      return same;
    }
  }
}
