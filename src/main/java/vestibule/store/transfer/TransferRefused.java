package vestibule.store.transfer;

import vestibule.core.Sayable;
import vestibule.store.engine.Failures;

/** A backup, a restore or a move cannot be done; the message says to the operator why. */
public final class TransferRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TransferRefused(String message) {
    super(message);
  }

  TransferRefused(String message, Throwable cause) {
    super(message, cause);
  }

  /** With what may be said of the cause: a database's own words quote rows. */
  static TransferRefused because(String message, Throwable cause) {
    return new TransferRefused(message + ": " + Sayable.of(cause) + Failures.code(cause), cause);
  }
}
