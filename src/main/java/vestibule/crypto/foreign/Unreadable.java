package vestibule.crypto.foreign;

import vestibule.core.password.ForeignHashes.Reason;

/** A hash that cannot be taken; nothing was computed for it. */
final class Unreadable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  private Unreadable(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  static Unreadable damaged() {
    return new Unreadable(Reason.DAMAGED);
  }

  static Unreadable tooCostly() {
    return new Unreadable(Reason.TOO_COSTLY);
  }

  static Unreadable needsKey() {
    return new Unreadable(Reason.NEEDS_KEY);
  }

  static Unreadable unknown() {
    return new Unreadable(Reason.UNKNOWN);
  }

  Reason reason() {
    return reason;
  }
}
