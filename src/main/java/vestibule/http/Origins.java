package vestibule.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whose pages may use cookies here: those of the public URL and of listed origins. A page of
 * another site can make its visitor's browser send a request, and so sign the visitor in as
 * somebody else or out; browsers tell of it in {@code Origin} and {@code Sec-Fetch-Site}, which no
 * page can change.
 */
public final class Origins {

  private static final List<String> SAME_ORIGIN = List.of("same-origin");
  private static final List<String> NO_PAGE = List.of("none");

  private final String own;
  private final Set<String> listed;

  /**
   * The origins of a server.
   *
   * @param publicUrl scheme, host and port under which browsers see it: never taken from a header
   * @param listed other origins, as {@code scheme://host[:port]}; {@code *} lists none
   */
  public Origins(URI publicUrl, List<String> listed) {
    this.own = canonical(publicUrl.toString());
    this.listed = listed.contains("*") ? Set.of() : Set.copyOf(listed);
  }

  /**
   * Whether no page of another site made this request. A request without either header passes: it
   * comes from a program, or from a person who followed a link in an old browser.
   *
   * <p>{@code same-origin} wins over {@code Origin}, which developers' proxies change. {@code
   * same-site} is another site: a neighbour under one domain need not be a friend. {@code null},
   * which every page can have, and several origins are nobody's.
   */
  public boolean admit(Request request) {
    List<String> origins = request.headers("Origin");
    List<String> sites = request.headers("Sec-Fetch-Site");
    if (sites.equals(SAME_ORIGIN)) {
      return true;
    }
    String origin = origins.size() == 1 ? canonical(origins.getFirst()) : "";
    boolean ours = origins.isEmpty() || origin.equals(own);
    boolean fromNoPage = sites.isEmpty() || sites.equals(NO_PAGE);
    return listed.contains(origin) || (ours && fromNoPage);
  }

  /**
   * Whether a browser says that a page of ours made this request. One without either header does
   * not pass here, whoever sends it: so nothing is let in that only does not say whose it is.
   */
  public boolean prove(Request request) {
    return (!request.headers("Origin").isEmpty()
            || request.headers("Sec-Fetch-Site").equals(SAME_ORIGIN))
        && admit(request);
  }

  /** As browsers write it: in lower case, without the scheme's own port (RFC 6454 6.2). */
  private static String canonical(String origin) {
    String lower = origin.toLowerCase(Locale.ROOT);
    String port = lower.startsWith("https://") ? ":443" : ":80";
    return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
  }
}
