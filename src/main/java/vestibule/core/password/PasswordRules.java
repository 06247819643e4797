package vestibule.core.password;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import vestibule.core.model.PasswordStrength;
import vestibule.core.model.Texts;
import vestibule.core.refusal.PasswordProblem;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/**
 * What a new password must be (docs/contracts 0.7): a rule set of the door, tightened by the
 * operator for all doors at once.
 */
public final class PasswordRules {

  /** The longest password, in code points. */
  public static final int LONGEST = 1024;

  private static final int VALIDATED_MINIMUM = 8;

  private final int minimumLength;
  private final Set<String> common;
  private final Predicate<String> breached;
  private final Optional<ContextWords> words;

  /**
   * Rules with an operator's demands.
   *
   * @param minimumLength in code points, for every door; 0 adds nothing
   * @param common the common passwords in lower case
   * @param breached whether a password is known from breaches; no password is, where nobody asks
   * @param words that no password may consist of; empty where nobody asks
   */
  public PasswordRules(
      int minimumLength,
      Set<String> common,
      Predicate<String> breached,
      Optional<ContextWords> words) {
    this.minimumLength = minimumLength;
    this.common = common;
    this.breached = breached;
    this.words = words;
  }

  /** Rules of which an operator has set the minimum length alone. */
  public PasswordRules(int minimumLength, Set<String> common) {
    this(minimumLength, common, _ -> false, Optional.empty());
  }

  /**
   * The rules that a password breaks: what it has of its owner, its length, whether it is common or
   * else breached, whether it is digits alone; empty for a good one.
   */
  public List<PasswordProblem> problems(
      String password, PasswordStrength strength, PasswordOwner owner) {
    if (password.isEmpty()) {
      return List.of(new PasswordProblem.Empty());
    }
    int length = Texts.length(password);
    if (length > LONGEST) {
      return List.of(new PasswordProblem.TooLong(LONGEST));
    }
    boolean validated = strength == PasswordStrength.VALIDATED;
    int minimum = validated ? Math.max(VALIDATED_MINIMUM, minimumLength) : minimumLength;
    List<PasswordProblem> problems = new ArrayList<>();
    words
        .flatMap(known -> known.weakens(password, owner))
        .ifPresent(source -> problems.add(new PasswordProblem.TooPersonal(source)));
    if (length < minimum) {
      problems.add(new PasswordProblem.TooShort(minimum));
    }
    if (validated && common.contains(password.strip().toLowerCase(Locale.ROOT))) {
      problems.add(new PasswordProblem.TooCommon());
    } else if (breached.test(password)) {
      problems.add(new PasswordProblem.Breached());
    }
    if (validated && isNumeric(password)) {
      problems.add(new PasswordProblem.EntirelyNumeric());
    }
    return List.copyOf(problems);
  }

  /** Refuses a password that breaks rules. */
  public void require(String password, PasswordStrength strength, PasswordOwner owner) {
    List<PasswordProblem> problems = problems(password, strength, owner);
    if (!problems.isEmpty()) {
      throw new RefusedException(new Refusal.PasswordInvalid(problems));
    }
  }

  /** Digits of any script, superscripts and circled ones too. */
  private static boolean isNumeric(String password) {
    return password.codePoints().allMatch(c -> Character.isDigit(c) || isDigitForm(c));
  }

  private static boolean isDigitForm(int point) {
    return "\u00b2\u00b3\u00b9".indexOf(point) >= 0
        || point == 0x2070
        || point >= 0x2074 && point <= 0x2079
        || point >= 0x2080 && point <= 0x2089
        || point >= 0x2460 && point <= 0x2468;
  }
}
