package vestibule.http;

/** Answers the requests of one method on one path. */
@FunctionalInterface
public interface Handler {
  /**
   * Answers one request, blocking as long as it needs on the request's own virtual thread.
   *
   * <p>A {@link FaultException} is worded by the surface that owns the path; any other exception is
   * offered to {@link Surface#answer(RuntimeException, Request)} first. HEAD is served by the GET
   * handler and its body is dropped: a handler that spends or confirms something asks {@link
   * Request#isHead()} first.
   */
  Response handle(Request request);
}
