package vestibule.http.engine;

import io.helidon.common.context.Context;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.http.DirectHandlers;
import java.util.concurrent.ExecutorService;

/**
 * Hands to one connection what is refused before it is a request, be it by Helidon or by a reader
 * of ours: Helidon itself would answer a bare status.
 */
final class Refusals implements ListenerContext {

  /** Answers what is refused, and ends the connection. */
  @FunctionalInterface
  interface Answering {
    /**
     * Answers.
     *
     * @param status why: 400, 413, 414, 431, 501, 503 or 505
     * @param headers those that were read whole, empty while the head was being read
     * @return what ends the connection
     */
    RuntimeException refuse(int status, ServerRequestHeaders headers);
  }

  private final ListenerContext context;
  private final Answering answering;

  Refusals(ListenerContext context, Answering answering) {
    this.context = context;
    this.answering = answering;
  }

  /** What a reader throws to refuse a request. */
  static RequestException of(Status status, String message) {
    return RequestException.builder()
        .type(EventType.BAD_REQUEST)
        .status(status)
        .message(message)
        .build();
  }

  /** A request that breaks the rules of its frame. */
  static RequestException malformed(String message) {
    return of(Status.BAD_REQUEST_400, message);
  }

  @Override
  public DirectHandlers directHandlers() {
    DirectHandler refusal =
        (request, type, status, headers, message) -> {
          throw answering.refuse(status(type, status), request.headers());
        };
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      handlers.addHandler(type, refusal);
    }
    return handlers.build();
  }

  private static int status(EventType type, Status status) {
    // Helidon fails at methods that are no token, and at nothing else before a request is routed.
    return type == EventType.INTERNAL_ERROR ? Status.BAD_REQUEST_400.code() : status.code();
  }

  @Override
  public Context context() {
    return context.context();
  }

  @Override
  public MediaContext mediaContext() {
    return context.mediaContext();
  }

  @Override
  public ContentEncodingContext contentEncodingContext() {
    return context.contentEncodingContext();
  }

  @Override
  public ListenerConfig config() {
    return context.config();
  }

  @Override
  public ExecutorService executor() {
    return context.executor();
  }
}
