package vestibule.web.admin;

/** What an operator asked for is not done here; the page says why. */
final class RefusedHereException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String key;

  /**
   * No stack trace is taken, as it is an answer and not a failure.
   *
   * @param key of the words of the page
   */
  RefusedHereException(String key) {
    super(key, null, false, false);
    this.key = key;
  }

  String key() {
    return key;
  }
}
