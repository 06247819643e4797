package vestibule.client;

/** A token is not one of the server's, or is too old. */
public final class TokenRejectedException extends VestibuleException {

  private static final long serialVersionUID = 1L;

  TokenRejectedException(String message, Throwable cause) {
    super(message, cause);
  }

  TokenRejectedException(String message) {
    super(message);
  }
}
