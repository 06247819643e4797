package vestibule.core.service;

/** Why no service was made or changed; the message is for the operator. */
public final class ServiceRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Why why;

  /** The reasons there are. */
  public enum Why {
    NAME_WRONG,
    NAME_TAKEN,
    SCOPE_MISSING,
    /** There can be no more. */
    FULL,
    UNKNOWN,
    /** Somebody else was faster. */
    CHANGED
  }

  /** No stack trace is taken, as a refusal is an answer and not a fault. */
  ServiceRefusal(Why why, String message) {
    super(message, null, false, false);
    this.why = why;
  }

  /** Which one it is. */
  public Why why() {
    return why;
  }
}
