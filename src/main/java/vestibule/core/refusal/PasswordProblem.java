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

  /** It has more code points than it may have. */
  record TooLong(int most) implements PasswordProblem {}

  /** It is known from breaches. */
  record Breached() implements PasswordProblem {}

  /** What it says is mostly known of its owner, or of the service. */
  record TooPersonal(Source source) implements PasswordProblem {}

  /** Where a password's word is known from. */
  enum Source {
    USERNAME,
    ADDRESS,
    SERVICE
  }
}
