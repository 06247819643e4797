package vestibule.cli;

import java.util.List;
import java.util.stream.Collectors;
import vestibule.core.refusal.PasswordProblem;
import vestibule.core.refusal.Refusal;

/** The command line's words for what the core refuses. */
final class Words {

  private Words() {}

  static String of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.WrongCredentials wrong -> "wrong name or password";
      case Refusal.UnverifiedAddress unverified -> "the address is not confirmed";
      case Refusal.NameInvalid invalid ->
          "a name has 1 to 64 characters, no @, no control characters and no blanks at its ends";
      case Refusal.NameTaken taken -> "the user name is taken";
      case Refusal.AddressInvalid invalid -> "that is no e-mail address";
      case Refusal.AddressTaken taken -> "the e-mail address is taken";
      case Refusal.FieldInvalid field -> "the field is not allowed: " + field.field();
      case Refusal.PasswordInvalid invalid -> problems(invalid.problems());
      case Refusal.PasswordChangeInvalid invalid ->
          invalid.wrongPassword() ? "wrong password" : problems(invalid.problems());
      case Refusal.PasswordUnchanged unchanged -> "the new password is the present one";
      case Refusal.CodeInvalid invalid -> "the code is not valid";
      case Refusal.CodeExpired expired -> "the code has expired";
      case Refusal.TokenRefused refused -> "the session has ended";
      case Refusal.AccountUnknown unknown -> "there is no such account";
      case Refusal.AddressUnknown unknown -> "the account has no such address";
      case Refusal.AddressUnverified unverified -> "the address is not confirmed";
      case Refusal.AddressPrimary primary -> "the address is the primary one";
      case Refusal.AddressesFull full -> "an account has at most " + full.most() + " addresses";
      case Refusal.Throttled throttled ->
          "too many attempts; try again in " + throttled.retryAfterSeconds() + " s";
      case Refusal.Busy busy ->
          "the database does not answer; try again in " + busy.retryAfterSeconds() + " s";
    };
  }

  private static String problems(List<PasswordProblem> problems) {
    return problems.stream().map(Words::of).collect(Collectors.joining("; "));
  }

  private static String of(PasswordProblem problem) {
    return switch (problem) {
      case PasswordProblem.Empty empty -> "the password is empty";
      case PasswordProblem.TooShort tooShort ->
          "the password has fewer than " + tooShort.minimum() + " characters";
      case PasswordProblem.TooCommon common -> "the password is too common";
      case PasswordProblem.EntirelyNumeric numeric -> "the password is entirely numeric";
    };
  }
}
