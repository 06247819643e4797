package vestibule.core.operator;

/** Why an operator cannot do what they asked for. */
public final class OperatorRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Why why;

  /** The reasons there are. */
  public enum Why {
    /** The session, or the permission, is no more. */
    GONE,
    /** Only admins act on the account of an operator. */
    PROTECTED,
    /** Nobody does this to their own account. */
    OWN_ACCOUNT,
    /** By this they would have the duty no more by which they do it. */
    OWN_DUTY,
    /** A permission that makes operators is deleted by nobody over the network. */
    RESERVED
  }

  OperatorRefusal(Why why) {
    super(why.name(), null, false, false);
    this.why = why;
  }

  /** Which one it is. */
  public Why why() {
    return why;
  }
}
