package vestibule.store.transfer;

import vestibule.core.refusal.Sayable;
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

  /** Says only known words of the cause, as a database's own words quote rows. */
  static TransferRefused because(String message, Throwable cause) {
    String words = Sayable.plainly(cause).map(": "::concat).orElse("");
    return new TransferRefused(message + words + Failures.code(cause), cause);
  }
}
