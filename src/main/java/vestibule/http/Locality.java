package vestibule.http;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells the requests that a program or a browser of this machine makes by itself, with nothing
 * between. Figures and mails are shown to no others.
 *
 * <p>A proxy on this machine connects from loopback too, and gives itself away by its headers; the
 * page of another site that leads its own name to 127.0.0.1 (DNS rebinding) gives itself away by
 * its Host.
 */
final class Locality {

  /**
   * Names that proxies, content networks and gateways add, whoever made them: {@code Forwarded},
   * {@code Via}, {@code X-Forwarded-*}, {@code X-Real-IP}, {@code CF-Connecting-IP}, {@code
   * True-Client-IP}, {@code X-Envoy-*}, {@code WL-Proxy-Client-IP}, {@code CDN-Loop}, … What is not
   * listed in full is found by the words that such names are made of.
   */
  private static final Pattern ADDED_BY_A_PROXY =
      Pattern.compile(
          ".*(forward|proxy|proxied|cdn|cloudfront|akamai|incap|sucuri|varnish|envoy).*|(.*-)?via"
              + "|.*ip(v?[46]|-?addr(ess)?|-?country|-?port)?"
              + "|(.*-)?(remote|client|peer|source|src|orig(in(al)?)?|real|rewrite|external)-?"
              + "(addr|address|host|port|proto|scheme|ur[li]|name|user|cert|dn|verify|ssl).*"
              + "|(x-)?(cf|fly|fastly|amzn?|azure|fd|arr|appengine|appgw|cloud|vercel|nf|ali"
              + "|tailscale|cluster|lb|gateway|ssl|edge|hop|backend|upstream|surrogate"
              + "|auth-request)-.*"
              + "|(http-)?x-(.*-)?(host|scheme|proto|protocol|port|ssl|https|ur[li]|path|prefix"
              + "|server|client|peer|source|backend)(-(override|scheme))?"
              + "|x-((request|unique)-id|request-start|queue-start|b3-.*)|front-end-https");

  /** 127.1 and 0x7f000001 are not among them: browsers write an address out. */
  private static final Pattern NAME =
      Pattern.compile("((.+\\.)?localhost|127(\\.\\d{1,3}){3})\\.?");

  private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

  private Locality() {}

  /** Whether a request comes from this machine itself, for this machine, through no proxy. */
  static boolean isLocal(Request.Wire wire) {
    return Proxies.isLoopback(wire.peer())
        && wire.isDirect()
        && namesLoopback(wire.headers("Host"))
        && wire.headerNames().stream().noneMatch(Locality::tellsOfAProxy);
  }

  private static boolean tellsOfAProxy(String header) {
    // Some write an underscore, as CGI spells them.
    String name = header.toLowerCase(Locale.ROOT).replace('_', '-');
    return ADDED_BY_A_PROXY.matcher(name).matches();
  }

  /** One Host: {@code localhost} or a name below it, 127.0.0.0/8, or {@code [::1]}; any port. */
  private static boolean namesLoopback(List<String> hosts) {
    if (hosts.size() != 1) {
      return false;
    }
    String host = PORT.matcher(hosts.getFirst().toLowerCase(Locale.ROOT)).replaceFirst("");
    if (host.startsWith("[") && host.endsWith("]")) {
      return Proxies.isLoopback(host.substring(1, host.length() - 1));
    }
    return NAME.matcher(host).matches();
  }
}
