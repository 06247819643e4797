package vestibule.web.admin;

/** What the path of a page names is not there, or not there any more. */
final class NothingThereException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** No stack trace is taken, as it is an answer and not a failure. */
  NothingThereException() {
    super("nothing is there", null, false, false);
  }
}
