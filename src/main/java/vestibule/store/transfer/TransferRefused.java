package vestibule.store.transfer;

/** A backup, a restore or a move cannot be done; the message says to the operator why. */
public final class TransferRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TransferRefused(String message) {
    super(message);
  }

  TransferRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
