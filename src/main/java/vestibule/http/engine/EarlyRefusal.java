package vestibule.http.engine;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

/**
 * Ends a connection whose request is refused before it is one, be it by Helidon or by a reader of
 * ours: Helidon itself would answer a bare status.
 */
public final class EarlyRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient ServerRequestHeaders headers;

  private EarlyRefusal(int status, ServerRequestHeaders headers) {
    super("refused with " + status, null, false, false);
    this.status = status;
    this.headers = headers;
  }

  /** Why: 400, 413, 414, 431, 501, 503 or 505. */
  public int status() {
    return status;
  }

  /** The headers that were read whole; none while the head was being read. */
  public ServerRequestHeaders headers() {
    return headers;
  }

  /** The exception by which a reader refuses a request. */
  public static RequestException of(Status status, String message) {
    return RequestException.builder()
        .type(EventType.BAD_REQUEST)
        .status(status)
        .message(message)
        .build();
  }

  /** Refuses a request that breaks the rules of its frame. */
  static RequestException malformed(String message) {
    return of(Status.BAD_REQUEST_400, message);
  }

  /** Throws this out of Helidon's connection in place of each answer that Helidon would give. */
  static DirectHandlers handlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (EventType each : EventType.values()) {
      handlers.addHandler(
          each,
          (request, type, status, headers, message) -> {
            throw new EarlyRefusal(code(type, status), request.headers());
          });
    }
    return handlers.build();
  }

  private static int code(EventType type, Status status) {
    // Helidon fails at methods that are no token, and at nothing else before a request is routed.
    return type == EventType.INTERNAL_ERROR ? Status.BAD_REQUEST_400.code() : status.code();
  }
}
