package vestibule.v1.caller;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import vestibule.http.Request;

/**
 * What a proxy tells of the request that it is about to let by: nginx by a header that its
 * configuration sets, Traefik and Caddy by one of their own.
 */
final class Forwarded {

  /** Methods that change nothing (RFC 9110, 9.2.1). */
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  /** Sent with a GET that opens a line both ways, which a page of another site may ask for too. */
  private static final String WEB_SOCKET = "Sec-WebSocket-Key";

  private Forwarded() {}

  /**
   * Whether a trusted proxy says that the request changes nothing. Who sends one header through a
   * proxy that sets the other is not believed, as both count.
   */
  static boolean changesNothing(Request request) {
    List<String> methods =
        Stream.of("X-Original-Method", "X-Forwarded-Method")
            .flatMap(name -> request.headers(name).stream())
            .toList();
    return request.isFromProxy()
        && !methods.isEmpty()
        && SAFE.containsAll(methods)
        && request.headers(WEB_SOCKET).isEmpty();
  }
}
