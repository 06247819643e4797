package vestibule.contracts.django;

import java.util.List;
import vestibule.core.refusal.PasswordProblem;

/** The words of Django's password validators. */
public final class DjangoPasswords {

  private static final String TOO_COMMON = "This password is too common.";

  private DjangoPasswords() {}

  /** One sentence for each broken rule, in their order. */
  public static List<String> sentences(List<PasswordProblem> problems) {
    return problems.stream().map(DjangoPasswords::sentence).toList();
  }

  private static String sentence(PasswordProblem problem) {
    return switch (problem) {
      case PasswordProblem.Empty() -> DrfFields.BLANK;
      case PasswordProblem.TooShort(int minimum) ->
          "This password is too short. It must contain at least " + minimum + " characters.";
      case PasswordProblem.TooCommon() -> TOO_COMMON;
      case PasswordProblem.EntirelyNumeric() -> "This password is entirely numeric.";
      case PasswordProblem.TooLong(int most) -> DrfFields.tooLong(most);
      // The words of Django's list are those of its users' lists of breached ones too.
      case PasswordProblem.Breached() -> TOO_COMMON;
      case PasswordProblem.TooPersonal(var source) ->
          "The password is too similar to the " + attribute(source) + ".";
    };
  }

  /** As the field of a model is called. */
  private static String attribute(PasswordProblem.Source source) {
    return switch (source) {
      case USERNAME -> "username";
      case ADDRESS -> "email address";
      case SERVICE -> "service name";
    };
  }
}
