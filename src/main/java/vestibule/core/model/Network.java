package vestibule.core.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The network of a client's address. One subscriber has one address of IPv4, or a /64 of IPv6; a
 * provider or a rented range has a /24, or a /48.
 *
 * @param narrow what one subscriber has, as text
 * @param wide the range around it, as text
 */
public record Network(String narrow, String wide) {

  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;
  private static final String SUBSCRIBER = "/64";

  /** As {@link #of} writes {@code narrow} of an address. */
  private static final Pattern WRITTEN = Pattern.compile("([0-9]+\\.)+[0-9]+/(32|64)");

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

  /**
   * The network that somebody names by one of its addresses, or by {@link #text()}; empty for what
   * is no address.
   */
  public static Optional<Network> named(String text) {
    String address =
        text.endsWith(SUBSCRIBER) && text.contains(":")
            ? text.substring(0, text.length() - SUBSCRIBER.length())
            : text;
    try {
      return Optional.of(of(InetAddress.ofLiteral(address).getHostAddress()));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  /** As people write it: an address of IPv4, or a /64 of IPv6. */
  public String text() {
    if (!WRITTEN.matcher(narrow).matches()) {
      return narrow;
    }
    String[] numbers = narrow.substring(0, narrow.indexOf('/')).split("\\.");
    byte[] bytes = new byte[numbers.length == IPV4_BYTES ? IPV4_BYTES : IPV6_BYTES];
    for (int i = 0; i < numbers.length; i++) {
      bytes[i] = (byte) Integer.parseInt(numbers[i]);
    }
    try {
      String address = InetAddress.getByAddress(bytes).getHostAddress();
      return numbers.length == IPV4_BYTES ? address : address + SUBSCRIBER;
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
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
