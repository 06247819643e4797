package vestibule.http;

import java.util.List;

/** The proxies whose word on a client's address is believed. */
public final class Proxies {
  private Proxies() {}

  /**
   * Addresses or networks as {@code 10.0.0.0/8}, {@code ::1}, {@code 192.0.2.7}.
   *
   * @throws IllegalArgumentException naming the entry that is none
   */
  public static Proxies of(List<String> entries) {
    return new Proxies();
  }

  /** The client's address: the last one of X-Forwarded-For that is no trusted proxy. */
  String client(String peer, List<String> forwardedFor) {
    throw new UnsupportedOperationException();
  }

  static boolean isLoopback(String peer) {
    throw new UnsupportedOperationException();
  }
}
