package vestibule.client;

/** Something went otherwise than was asked: each way to fail is a class below this one. */
public abstract class VestibuleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  VestibuleException(String message) {
    super(message);
  }

  VestibuleException(String message, Throwable cause) {
    super(message, cause);
  }
}
