package vestibule.store.engine;

/**
 * The answer of a statement that would have made a second row with one key. It is thrown by the
 * statement itself, and must leave the work (translated or not): on PostgreSQL the transaction can
 * do nothing more after it.
 */
public final class UniqueViolation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the driver's own failure. */
  public UniqueViolation(Throwable cause) {
    super("a unique key is taken", cause);
  }
}
