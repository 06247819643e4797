package vestibule.http.engine;

import io.helidon.common.uri.UriValidator;
import java.util.List;

/**
 * The Host header of one connection's requests (RFC 9112 3.2): one, and well-formed. Helidon would
 * judge each anew by patterns, which took three percent of an answer; clients send the same one all
 * the time.
 */
public final class Hosts {

  private String good = "";

  /**
   * Whether a request may be served.
   *
   * @param hosts the values of its Host headers
   */
  public boolean areGood(List<String> hosts) {
    if (hosts.size() == 1 && !good.isEmpty() && hosts.getFirst().equals(good)) {
      return true;
    }
    if (hosts.size() != 1 || !isHost(hosts.getFirst())) {
      return false;
    }
    good = hosts.getFirst();
    return true;
  }

  /** A name or an address, in brackets when it is one of IPv6, with or without a port. */
  static boolean isHost(String value) {
    int bracket = value.lastIndexOf(']');
    int colon = value.lastIndexOf(':');
    boolean hasPort = colon > bracket;
    String host = hasPort ? value.substring(0, colon) : value;
    return (!hasPort || isPort(value.substring(colon + 1))) && isName(host);
  }

  private static boolean isPort(String digits) {
    return !digits.isEmpty()
        && digits.length() <= 5
        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isName(String host) {
    if (host.isEmpty()) {
      return false;
    }
    try {
      if (host.startsWith("[")) {
        UriValidator.validateIpLiteral(host);
      } else {
        UriValidator.validateNonIpLiteral(host);
      }
      return true;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
