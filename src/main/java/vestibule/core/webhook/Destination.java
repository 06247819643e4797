package vestibule.core.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import vestibule.core.webhook.WebhookRefusal.Why;

/**
 * A place that events are sent to, as far as its URL tells.
 *
 * @param uri with a host; its path and query in ASCII
 */
public record Destination(URI uri) {

  private static final int LONGEST = 2_000;
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  /**
   * What an operator allows.
   *
   * @param http whether messages may go unencrypted
   * @param privateNetworks whether they may go to this machine and to networks of one's own
   */
  public record Allowed(boolean http, boolean privateNetworks) {}

  /**
   * Reads a URL.
   *
   * @throws WebhookRefusal when nothing may be sent there
   */
  public static Destination of(String url, Allowed allowed) {
    URI uri = parsed(url);
    boolean web = uri.getHost() != null && uri.getRawUserInfo() == null;
    if (!web || uri.getRawFragment() != null || uri.getPort() > 65_535) {
      throw new WebhookRefusal(
          Why.NO_URL, "that is no https:// address of a host, without user and fragment");
    }
    Destination destination = new Destination(uri);
    boolean http = "http".equalsIgnoreCase(uri.getScheme());
    if (!destination.isEncrypted() && !(http && allowed.http())) {
      throw new WebhookRefusal(
          Why.NOT_ENCRYPTED,
          "only https:// is allowed; webhooks.allow-http lets messages go unencrypted");
    }
    if (destination.literal().filter(one -> !mayReach(one, allowed)).isPresent()) {
      throw new WebhookRefusal(
          Why.NOT_PUBLIC,
          "that is no public address; webhooks.allow-private lets messages go there");
    }
    return destination;
  }

  private static URI parsed(String url) {
    try {
      if (url.length() <= LONGEST) {
        return new URI(new URI(url).toASCIIString());
      }
    } catch (URISyntaxException noUri) {
      throw new WebhookRefusal(Why.NO_URL, "that is no URL");
    }
    throw new WebhookRefusal(Why.NO_URL, "that URL is too long");
  }

  /** Whether messages may be sent to a machine of that address. */
  public static boolean mayReach(InetAddress address, Allowed allowed) {
    return allowed.privateNetworks() || PublicAddresses.isPublic(address);
  }

  /** Whether messages go there over TLS. */
  public boolean isEncrypted() {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  /** The host without the brackets of an IPv6 address, in lower case. */
  public String host() {
    return uri.getHost().replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
  }

  /** The port that is connected to. */
  public int port() {
    int usual = isEncrypted() ? HTTPS_PORT : HTTP_PORT;
    return uri.getPort() < 0 ? usual : uri.getPort();
  }

  /** What stands in the first line of a request. */
  public String target() {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  /** What {@code Host} says. */
  public String authority() {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  private Optional<InetAddress> literal() {
    try {
      return Optional.of(InetAddress.ofLiteral(host()));
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }
}
