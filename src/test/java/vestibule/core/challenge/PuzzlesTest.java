package vestibule.core.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.core.challenge.Puzzles.Puzzle;
import vestibule.core.challenge.Puzzles.Solution;

/** What makes a solution right. */
class PuzzlesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Puzzles puzzles = TestChallenges.puzzles();
  private final Puzzle puzzle = puzzles.puzzle(Purpose.ATTEMPT, NOW);
  private final long number =
      TestChallenges.number(puzzle.salt(), puzzle.challenge(), puzzle.most());
  private final Solution right = solution(puzzle.salt(), number);

  private Solution solution(String salt, long found) {
    return new Solution("SHA-256", puzzle.challenge(), salt, puzzle.signature(), found);
  }

  private boolean isRight(Solution solution) {
    return puzzles.judge(solution, Purpose.ATTEMPT, NOW).isPresent();
  }

  @Test
  void theNumberThatIsLookedForIsRightUntilThePuzzleEnds() {
    Instant last = NOW.plus(Puzzles.GOOD).minusMillis(1);
    assertThat(puzzles.judge(right, Purpose.ATTEMPT, last))
        .contains(new Once(puzzle.challenge(), NOW.plus(Puzzles.GOOD)));
    assertThat(puzzles.judge(right, Purpose.ATTEMPT, NOW.plus(Puzzles.GOOD))).isEmpty();
  }

  @Test
  void aSolutionForAnotherPurposeIsWrong() {
    assertThat(puzzles.judge(right, Purpose.REGISTRATION, NOW)).isEmpty();
  }

  @Test
  void anotherNumberAnotherHashAndAnotherSignatureAreWrong() {
    assertThat(isRight(right)).isTrue();
    assertThat(isRight(solution(puzzle.salt(), number + 1))).isFalse();
    assertThat(isRight(solution(puzzle.salt(), -number - 1))).isFalse();
    Puzzle other = puzzles.puzzle(Purpose.ATTEMPT, NOW);
    assertThat(
            isRight(
                new Solution(
                    "SHA-256", puzzle.challenge(), puzzle.salt(), other.signature(), number)))
        .isFalse();
    assertThat(
            isRight(
                new Solution(
                    "SHA-1", puzzle.challenge(), puzzle.salt(), puzzle.signature(), number)))
        .isFalse();
  }

  @Test
  void nobodyMakesPuzzlesForThemselves() {
    Puzzle own = new Puzzles(new byte[] {1}, 0, new Random()).puzzle(Purpose.ATTEMPT, NOW);
    assertThat(isRight(new Solution("SHA-256", own.challenge(), own.salt(), own.signature(), 0)))
        .isFalse();
  }

  /** The hash is of salt and number in one text: what moves between them must not be right. */
  @Test
  void digitsThatMoveFromTheNumberToTheSaltMakeItWrong() {
    Puzzle hard = new Puzzles(new byte[32], 1_000_000, new Random(7)).puzzle(Purpose.ATTEMPT, NOW);
    long found = TestChallenges.number(hard.salt(), hard.challenge(), hard.most());
    String digits = Long.toString(found);
    assertThat(digits.length()).isGreaterThan(1);
    Solution moved =
        new Solution(
            "SHA-256",
            hard.challenge(),
            hard.salt() + digits.charAt(0),
            hard.signature(),
            Long.parseLong(digits.substring(1)));
    assertThat(isRight(moved)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?expires=99999999999&for=attempt&", "", "&for=attempt&", "?expires=1"})
  void aSaltThatSaysSomethingElseIsWrong(String end) {
    assertThat(isRight(solution(puzzle.salt().substring(0, 24) + end, number))).isFalse();
  }

  @Test
  void noTwoPuzzlesAreAlike() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      assertThat(seen.add(puzzles.puzzle(Purpose.REGISTRATION, NOW).challenge())).isTrue();
    }
  }
}
