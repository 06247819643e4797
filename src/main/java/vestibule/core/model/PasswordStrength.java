package vestibule.core.model;

/** The rule sets of the doors. */
public enum PasswordStrength {
  /** Anything but nothing, as the documents A and B register with {@code 1234}. */
  ANY,
  /** The validators of Django 4.2: eight characters, not common, not digits alone. */
  VALIDATED
}
