package vestibule.core.operator;

/** Why an operator cannot do what they asked for. */
public final class OperatorRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** The reasons there are. */
  public enum Reason {
    /** The session, or the permission, is no more. */
    GONE,
    /** Only admins act on the account of an operator. */
    PROTECTED,
    /** Nobody does this to their own account. */
    OWN_ACCOUNT
  }

  OperatorRefusal(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  /** Which one it is. */
  public Reason reason() {
    return reason;
  }
}
