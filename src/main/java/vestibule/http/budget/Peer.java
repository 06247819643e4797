package vestibule.http.budget;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who shares one part of the budget: an address of IPv4, or a network of IPv6 of 64 bits, as that
 * is what one subscriber has.
 */
final class Peer {
  /** ffff::/16 is multicast, so that no sender's network is among these numbers. */
  private static final long IPV4 = 0xFFFF_FFFFL << Integer.SIZE;

  private static final int MAPPED = 12;

  final long number;

  /** What its connections take, those that were shed not included. */
  final AtomicLong bytes = new AtomicLong();

  /** Whether it may take more than its share. */
  final boolean exempt;

  /** Its open connections; changed only where the map of peers holds its entry. */
  int connections;

  Peer(long number, boolean exempt) {
    this.number = number;
    this.exempt = exempt;
  }

  /** The number that all addresses of one peer have. */
  static long number(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address || isMapped(bytes)) {
      return IPV4 | Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(bytes.length - 4));
    }
    return ByteBuffer.wrap(bytes).getLong();
  }

  /** An address of IPv4 as IPv6 writes it (RFC 4291 2.5.5.2): Java has both kinds of objects. */
  private static boolean isMapped(byte[] bytes) {
    for (int i = 0; i < MAPPED; i++) {
      if (bytes[i] != (i < MAPPED - 2 ? 0 : (byte) 0xFF)) {
        return false;
      }
    }
    return true;
  }
}
