package vestibule.cli.shown;

/** A command that is not done; the message says to the operator why. */
public final class CommandRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** No stack trace is taken, as a refusal is an answer and not a fault. */
  public CommandRefused(String message) {
    super(message, null, false, false);
  }
}
