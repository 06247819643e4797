package vestibule.core.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vestibule.core.model.PasswordStrength;
import vestibule.core.refusal.PasswordProblem;

/** The list of common passwords, and the rules that stand on it. */
class CommonPasswordsTest {

  private final Set<String> common = CommonPasswords.load();
  private final PasswordRules rules = new PasswordRules(0, common);

  @Test
  void holdsEveryPasswordOfDjangosListOnce() {
    assertThat(common.size()).isEqualTo(19_729);
    assertThat(Set.copyOf(common).size()).isEqualTo(19_729);
    assertThat(common.stream().allMatch(common::contains)).isTrue();
    assertThat(List.of("123456", "password", "fallen_angel", "lilmama12", "\u044f"))
        .allMatch(common::contains);
  }

  @Test
  void doesNotHoldWhatStandsBetweenTwoOfThem() {
    assertThat(common.contains("")).isFalse();
    assertThat(common.contains("passwore")).isFalse();
    assertThat(common.contains("\uffff")).isFalse();
    assertThat(common.contains("Password")).isFalse();
    assertThat(common.contains((Object) 123456)).isFalse();
  }

  @Test
  void rulesReportEveryBrokenOneInDjangosOrder() {
    assertThat(rules.problems("1234", PasswordStrength.VALIDATED, PasswordOwner.UNKNOWN))
        .isEqualTo(
            List.of(
                new PasswordProblem.TooShort(8),
                new PasswordProblem.TooCommon(),
                new PasswordProblem.EntirelyNumeric()));
    assertThat(rules.problems("BASEBALL1", PasswordStrength.VALIDATED, PasswordOwner.UNKNOWN))
        .isEqualTo(List.of(new PasswordProblem.TooCommon()));
    assertThat(rules.problems("1234", PasswordStrength.ANY, PasswordOwner.UNKNOWN)).isEmpty();
  }
}
