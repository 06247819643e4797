package vestibule.contracts.django;

import vestibule.http.Response;

/** An answer of Django REST framework's kind that ends a request early; C and D throw it. */
public final class DrfRejected extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Response response;

  /** Carries the answer; no stack trace is taken, as it is an answer and not a failure. */
  public DrfRejected(Response response) {
    super("rejected with " + response.status(), null, false, false);
    this.response = response;
  }

  /** The answer. */
  public Response response() {
    return response;
  }
}
