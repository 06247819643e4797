package vestibule.client;

/** No answer came, or none that can be read: whether the request was done is not known. */
public final class UnreachableException extends VestibuleException {

  private static final long serialVersionUID = 1L;

  UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }

  UnreachableException(String message) {
    super(message);
  }
}
