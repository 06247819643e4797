package vestibule.core.refusal;

/** One rule that a new password breaks. */
public sealed interface PasswordProblem {

  /** It has no character. */
  record Empty() implements PasswordProblem {}

  /** It has fewer code points than it must have. */
  record TooShort(int minimum) implements PasswordProblem {}

  /** It stands in the list of common passwords. */
  record TooCommon() implements PasswordProblem {}

  /** It consists of digits alone. */
  record EntirelyNumeric() implements PasswordProblem {}
}
