package vestibule.v1.form;

import vestibule.http.Response;

/** Ends a request with this answer, before the core is asked. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Response response;

  /** Carries the answer; no stack trace is taken, as it is an answer and not a failure. */
  public ProblemException(Response response) {
    super("refused with " + response.status(), null, false, false);
    this.response = response;
  }

  /** The answer. */
  public Response response() {
    return response;
  }
}
