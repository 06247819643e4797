package vestibule.web.frame;

import vestibule.http.Response;

/** Ends a request with this answer, before a use case is asked. */
public final class SentAwayException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Response response;

  /** No stack trace is taken, as it is an answer and not a failure. */
  public SentAwayException(Response response) {
    super("sent away with " + response.status(), null, false, false);
    this.response = response;
  }

  public Response response() {
    return response;
  }
}
