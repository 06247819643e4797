package vestibule.core.webhook;

/** Why a webhook was not made or changed; the message is for the operator. */
public final class WebhookRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WebhookRefusal(String message) {
    super(message);
  }
}
