package vestibule.contracts.django;

import java.util.List;
import vestibule.core.refusal.PasswordProblem;

/** The words of Django's password validators. */
public final class DjangoPasswords {

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
      case PasswordProblem.TooCommon() -> "This password is too common.";
      case PasswordProblem.EntirelyNumeric() -> "This password is entirely numeric.";
    };
  }
}
