package vestibule.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hops that proxies tell of a request, the nearest one last: addresses of X-Forwarded-For, or
 * the {@code for} of Forwarded (RFC 7239). An empty one is a hop that names no address.
 */
final class Hops {
  /** An address, in brackets if it is one of IPv6, and a port (RFC 7239 6). */
  private static final Pattern NODE =
      Pattern.compile(
          "(?:\\[([0-9A-Fa-f:.]+)(?:%[^\\]]*)?]|([0-9.]+))(?::(?:[0-9]{1,5}|_[\\w.-]+))?");

  /** An address of IPv6 as many proxies write it, without brackets and so without a port. */
  private static final Pattern BARE = Pattern.compile("([0-9A-Fa-f.]*:[0-9A-Fa-f:.]+)(?:%.*)?");

  private static final Pattern PAIR =
      Pattern.compile("([\\w!#$%&'*+.^`|~-]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\",;\\s]*))");

  /** Some proxies quote an address of X-Forwarded-For as they would in Forwarded. */
  private static final Pattern QUOTED = Pattern.compile("^\"([^\"\\\\]*)\"$");

  private static final String UNKNOWN = "";

  /** Characters of an element that may name an address: bounds the work of the patterns. */
  private static final int LONGEST = 512;

  private Hops() {}

  /**
   * The hops of X-Forwarded-For, or of Forwarded where that is not sent. Of both the former counts:
   * a proxy that writes it hands on what a client wrote into the other.
   */
  static List<Optional<InetAddress>> of(List<String> forwardedFor, List<String> forwarded) {
    List<String> nodes =
        elements(forwardedFor).stream()
            .map(element -> QUOTED.matcher(element).replaceFirst("$1"))
            .toList();
    if (nodes.isEmpty()) {
      nodes = elements(forwarded).stream().map(Hops::node).toList();
    }
    return nodes.stream().map(Hops::address).toList();
  }

  /** Commas separate, be they quoted or not: no address has one, and clients open quotes. */
  private static List<String> elements(List<String> lines) {
    return Stream.of(String.join(",", lines).split(","))
        .filter(element -> !element.isBlank())
        .map(element -> element.length() > LONGEST ? UNKNOWN : element.strip())
        .toList();
  }

  /** The one {@code for} of an element of Forwarded; what is malformed tells nothing. */
  private static String node(String element) {
    String node = UNKNOWN;
    for (String part : element.split(";")) {
      if (part.isBlank()) {
        // "[ forwarded-pair ] *( ";" [ forwarded-pair ] )" (RFC 7239 4).
        continue;
      }
      Matcher pair = PAIR.matcher(part.strip());
      if (!pair.matches()) {
        return UNKNOWN;
      }
      if (pair.group(1).toLowerCase(Locale.ROOT).equals("for")) {
        if (!node.isEmpty()) {
          return UNKNOWN;
        }
        String quoted = pair.group(2);
        node = quoted == null ? pair.group(3) : quoted.replaceAll("\\\\(.)", "$1");
      }
    }
    return node;
  }

  private static Optional<InetAddress> address(String node) {
    Matcher bare = BARE.matcher(node);
    if (bare.matches() && node.indexOf(':') != node.lastIndexOf(':')) {
      return literal(bare.group(1));
    }
    Matcher matcher = NODE.matcher(node);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return literal(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
  }

  /** A literal address, never a name: nothing is looked up. */
  static Optional<InetAddress> literal(String text) {
    try {
      // Java takes 10.1 and 7 for addresses too.
      return text.indexOf(':') >= 0 || text.chars().filter(c -> c == '.').count() == 3
          ? Optional.of(InetAddress.ofLiteral(text))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
