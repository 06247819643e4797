package vestibule.contracts.personal;

/** Ends a request in document E's words, before the core is asked. */
final class RejectedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /** An answer of that status with this {@code errorMessage}; it is no fault, so has no trace. */
  RejectedException(int status, String words) {
    super(words, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }

  String words() {
    return getMessage();
  }
}
