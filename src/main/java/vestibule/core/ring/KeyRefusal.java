package vestibule.core.ring;

/** Why the ring of keys was not changed; the message is for the operator. */
public final class KeyRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KeyRefusal(String message) {
    super(message);
  }
}
