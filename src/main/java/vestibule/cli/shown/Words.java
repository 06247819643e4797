package vestibule.cli.shown;

import java.util.List;
import java.util.stream.Collectors;
import vestibule.core.refusal.PasswordProblem;
import vestibule.core.refusal.Refusal;

/** The command line's words for what the core refuses. */
public final class Words {

  private Words() {}

  public static String of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NameInvalid _ ->
          "a name has 1 to 64 characters, no @, no control characters and no blanks at its ends";
      case Refusal.NameTaken _ -> "the user name is taken";
      case Refusal.AddressInvalid _ -> "that is no e-mail address";
      case Refusal.AddressTaken _ -> "the e-mail address is taken";
      case Refusal.FieldInvalid(Refusal.ProfileField field) -> "the field is not allowed: " + field;
      case Refusal.PasswordInvalid(var problems) -> problems(problems);
      case Refusal.AccountUnknown _ -> "there is no such account";
      case Refusal.Busy(int seconds) ->
          "the database does not answer; try again in " + seconds + " s";
      // An operator signs in to nothing, has no code, leaves addresses and passwords alone, and
      // meets no limit and no challenge.
      case Refusal.OfSignIn _,
          Refusal.OldSystemAway _,
          Refusal.Throttled _,
          Refusal.AttemptChallenge _,
          Refusal.OfCode _,
          Refusal.OfFactor _,
          Refusal.OfRegistration _,
          Refusal.DomainClosed _,
          Refusal.TokenRefused _,
          Refusal.AddressUnknown _,
          Refusal.AddressUnverified _,
          Refusal.AddressPrimary _,
          Refusal.AddressesFull _,
          Refusal.PasswordChangeInvalid _,
          Refusal.PasswordUnchanged _ ->
          "refused: " + refusal.getClass().getSimpleName();
    };
  }

  public static String problems(List<PasswordProblem> problems) {
    return problems.stream().map(Words::of).collect(Collectors.joining("; "));
  }

  public static String of(PasswordProblem problem) {
    return switch (problem) {
      case PasswordProblem.Empty empty -> "the password is empty";
      case PasswordProblem.TooShort tooShort ->
          "the password has fewer than " + tooShort.minimum() + " characters";
      case PasswordProblem.TooCommon common -> "the password is too common";
      case PasswordProblem.EntirelyNumeric numeric -> "the password is entirely numeric";
      case PasswordProblem.TooLong(int most) ->
          "the password has more than " + most + " characters";
      case PasswordProblem.Breached() -> "the password is known from breaches";
      case PasswordProblem.TooPersonal(var source) ->
          "the password is hardly more than the " + of(source);
    };
  }

  private static String of(PasswordProblem.Source source) {
    return switch (source) {
      case USERNAME -> "user name";
      case ADDRESS -> "e-mail address";
      case SERVICE -> "name of the service";
    };
  }
}
