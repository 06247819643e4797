package vestibule.core.model;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * The network of a client's address. One subscriber has one address of IPv4, or a /64 of IPv6; a
 * provider or a rented range has a /24, or a /48.
 *
 * @param narrow what one subscriber has, as text
 * @param wide the range around it, as text
 */
public record Network(String narrow, String wide) {

  private static final int IPV4_BYTES = 4;

  /**
   * The network of an address.
   *
   * @param address the textual address; a text that is none is a network of its own
   */
  public static Network of(String address) {
    try {
      // A literal, so nothing is looked up. An IPv4 address in IPv6 form becomes one of IPv4.
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      return bytes.length == IPV4_BYTES
          ? new Network(first(bytes, 4), first(bytes, 3))
          : new Network(first(bytes, 8), first(bytes, 6));
    } catch (IllegalArgumentException none) {
      return new Network(address, address);
    }
  }

  private static String first(byte[] address, int bytes) {
    StringBuilder text = new StringBuilder();
    for (byte each : Arrays.copyOf(address, bytes)) {
      text.append(text.isEmpty() ? "" : ".").append(Byte.toUnsignedInt(each));
    }
    return text.append('/').append(bytes * Byte.SIZE).toString();
  }
}
