package vestibule.http;

/** Carries a {@link Fault} from where it is found to where it is worded; has no stack trace. */
public final class FaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  public FaultException(Fault fault) {
    super(fault.getClass().getSimpleName(), null, false, false);
    this.fault = fault;
  }

  /** The fault. */
  public Fault fault() {
    return fault;
  }
}
