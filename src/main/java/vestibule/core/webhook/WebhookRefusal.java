package vestibule.core.webhook;

/** Why a webhook was not made or changed; the message is for the operator. */
public final class WebhookRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Why why;

  /** The reasons there are. */
  public enum Why {
    /** It is no address of a host that messages can be sent to. */
    NO_URL,
    NOT_ENCRYPTED,
    NOT_PUBLIC,
    /** Events are not kept, so nothing would ever be sent. */
    NOT_KEPT,
    /** There can be no more. */
    FULL,
    UNKNOWN,
    /** The master key was changed meanwhile. */
    CHANGED
  }

  /** No stack trace is taken, as a refusal is an answer and not a fault. */
  WebhookRefusal(Why why, String message) {
    super(message, null, false, false);
    this.why = why;
  }

  /** Which one it is. */
  public Why why() {
    return why;
  }
}
