package vestibule.moving;

/** A source cannot be read as it is, and nobody comes in; the message is for the operator. */
public class BadSource extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadSource(String message) {
    super(message);
  }
}
