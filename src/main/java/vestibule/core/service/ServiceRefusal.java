package vestibule.core.service;

/** Why no service was made or changed; the message is for the operator. */
public final class ServiceRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** No stack trace is taken, as a refusal is an answer and not a fault. */
  ServiceRefusal(String message) {
    super(message, null, false, false);
  }
}
