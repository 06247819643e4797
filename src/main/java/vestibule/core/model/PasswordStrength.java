package vestibule.core.model;

/** The rule sets of the doors. */
public enum PasswordStrength {
  /** Anything but nothing (docs/contracts 0.7). */
  ANY,
  /** Eight characters or more, not a common password, not digits alone. */
  VALIDATED
}
