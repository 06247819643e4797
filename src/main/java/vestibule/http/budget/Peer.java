package vestibule.http.budget;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A holder of one part of the budget: an address of IPv4, or a network of IPv6 of 64 bits, as one
 * subscriber has.
 */
final class Peer {
  /** ffff::/16 is multicast, so that no sender's network is among these numbers. */
  private static final long IPV4 = 0xFFFF_FFFFL << Integer.SIZE;

  final long number;

  /** Bytes of its connections, those that were shed not included. */
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
    ByteBuffer bytes = ByteBuffer.wrap(canonical(address).getAddress());
    return bytes.capacity() == Integer.BYTES
        ? IPV4 | Integer.toUnsignedLong(bytes.getInt())
        : bytes.getLong();
  }

  /** An address of IPv4 as such, where it is one that IPv6 writes (RFC 4291 2.5.5.2). */
  private static InetAddress canonical(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
