package vestibule.core.refusal;

/** Carries a {@link Refusal} out of the core; it undoes the unit of work that it leaves. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  /** Wraps a refusal; no stack trace is taken, as a refusal is an answer and not a fault. */
  public RefusedException(Refusal refusal) {
    super(refusal.getClass().getSimpleName(), null, false, false);
    this.refusal = refusal;
  }

  /** The refusal that was raised. */
  public Refusal refusal() {
    return refusal;
  }
}
