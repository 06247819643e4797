package vestibule.store.engine;

/**
 * The refusal of a database that cannot serve now: nothing of the work was kept, and it may be
 * tried again later.
 */
public final class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int retryAfterSeconds;

  /**
   * Says why in operator's words, and after how many seconds (at least 1) a client may try again.
   */
  public Unavailable(String reason, int retryAfterSeconds) {
    super(reason);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** As above, with what caused it. */
  public Unavailable(String reason, int retryAfterSeconds, Throwable cause) {
    super(reason, cause);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Whole seconds, at least 1: the value for a {@code Retry-After} header. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
