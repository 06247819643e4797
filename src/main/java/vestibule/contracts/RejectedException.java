package vestibule.contracts;

import vestibule.http.Response;

/** Ends a request with this answer of its contract, before the core is asked. */
public final class RejectedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Response response;

  /** Carries the answer; no stack trace is taken, as it is an answer and not a failure. */
  public RejectedException(Response response) {
    super("rejected with " + response.status(), null, false, false);
    this.response = response;
  }

  public Response response() {
    return response;
  }
}
