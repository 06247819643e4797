package vestibule.http;

/**
 * Answers the requests that a {@link Guard} lets in.
 *
 * @param <C> what the guard tells of who asks
 */
@FunctionalInterface
public interface GuardedHandler<C> {
  /** Answers one request of this caller, as {@link Handler#handle} does. */
  Response handle(Request request, C caller);
}
