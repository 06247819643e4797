package vestibule.core.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.core.model.PasswordStrength;
import vestibule.core.refusal.PasswordProblem;
import vestibule.core.refusal.PasswordProblem.Source;

/** What an operator's demands refuse, at doors of either strength. */
class PasswordRulesTest {

  private static final PasswordOwner ADA =
      new PasswordOwner(
          Optional.of("ada_lovelace"), List.of("Countess.King+x@example.co.uk", "al@b.de"));

  private final PasswordRules rules =
      new PasswordRules(
          15,
          Set.of("commonly"),
          Set.of("breached", "commonly")::contains,
          Optional.of(new ContextWords("Steam Press", "accounts.ockham.org")));

  private List<PasswordProblem> problems(String password, PasswordStrength strength) {
    return rules.problems(password, strength, ADA);
  }

  @Test
  void everyBrokenRuleIsReportedInTheirOrder() {
    assertThat(problems("breached", PasswordStrength.ANY))
        .isEqualTo(List.of(new PasswordProblem.TooShort(15), new PasswordProblem.Breached()));
    assertThat(problems("lovelace", PasswordStrength.VALIDATED))
        .isEqualTo(
            List.of(
                new PasswordProblem.TooPersonal(Source.USERNAME),
                new PasswordProblem.TooShort(15)));
  }

  @Test
  void whatADoorCallsCommonIsNotCalledBreachedBeside() {
    assertThat(problems("commonly", PasswordStrength.VALIDATED))
        .isEqualTo(List.of(new PasswordProblem.TooShort(15), new PasswordProblem.TooCommon()));
    assertThat(problems("commonly", PasswordStrength.ANY))
        .isEqualTo(List.of(new PasswordProblem.TooShort(15), new PasswordProblem.Breached()));
  }

  @Test
  void charactersAreCountedAndNotBytesOrSurrogates() {
    String longest = "\ud83d\udd11".repeat(PasswordRules.LONGEST);
    assertThat(problems(longest, PasswordStrength.VALIDATED)).isEmpty();
    assertThat(problems(longest + "x", PasswordStrength.ANY))
        .isEqualTo(List.of(new PasswordProblem.TooLong(1024)));
    assertThat(new PasswordRules(0, Set.of()).problems(longest + "x", PasswordStrength.ANY, ADA))
        .isEqualTo(List.of(new PasswordProblem.TooLong(1024)));
  }

  @ParameterizedTest
  @CsvSource({
    "ada_lovelace_1843, USERNAME",
    "ADA!lovelace!ADA!1, USERNAME",
    "countess-king-1852, ADDRESS",
    "example.example.1, ADDRESS",
    "SteamPress2026!!, SERVICE",
    "ockham accounts 1, SERVICE",
    "ada-at-ockham-26, USERNAME",
    "\uff41\uff44\uff41_lovelace_1843, USERNAME"
  })
  void hardlyMoreThanWhatIsKnownIsRefused(String password, Source source) {
    assertThat(problems(password, PasswordStrength.ANY))
        .isEqualTo(List.of(new PasswordProblem.TooPersonal(source)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a press that steams at night",
        "canada is far away",
        "lovelace-12345678",
        "de.de.de.de.de.de"
      })
  void aPhraseThatHoldsAWordIsNot(String password) {
    assertThat(problems(password, PasswordStrength.ANY)).isEmpty();
  }

  @Test
  void nothingIsAskedUnlessAnOperatorAsks() {
    PasswordRules documented = new PasswordRules(0, Set.of("commonly"));
    assertThat(documented.problems("ada_lovelace", PasswordStrength.VALIDATED, ADA)).isEmpty();
    assertThat(documented.problems("1234", PasswordStrength.ANY, ADA)).isEmpty();
  }
}
