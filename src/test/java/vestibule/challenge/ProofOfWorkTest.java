package vestibule.challenge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.core.challenge.Provider.Verdict;
import vestibule.core.challenge.Purpose;
import vestibule.core.challenge.TestChallenges;
import vestibule.core.model.UserAgent;

/** Which texts are answers to a puzzle. */
class ProofOfWorkTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final ProofOfWork own = new ProofOfWork(TestChallenges.puzzles());

  private Verdict judge(String answer) {
    return own.judge(answer, Purpose.ATTEMPT, UserAgent.NONE, NOW);
  }

  @Test
  void whatTheWidgetSendsIsRead() {
    assertThat(judge(TestChallenges.answer(Purpose.ATTEMPT, NOW)))
        .isInstanceOf(Verdict.Right.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"number\":1}",
        "7",
        "{\"number\":\"1\",\"salt\":[]}",
        "{\"number\":1e400}",
        "{\"number\":99999999999999999999}",
        "{\"number\":1.5}",
        "{\"salt\":{\"a\":null}}",
        "{\"number\":1,\"number\":1}",
        "{",
        "\u0000"
      })
  void everythingElseIsWrong(String json) {
    assertThat(judge(json)).isEqualTo(new Verdict.Wrong());
    assertThat(judge(Base64.getEncoder().encodeToString(json.getBytes(UTF_8))))
        .isEqualTo(new Verdict.Wrong());
  }

  @Test
  void aLongTextIsNotEvenRead() {
    String answer = TestChallenges.answer(Purpose.ATTEMPT, NOW);
    String padded = new String(Base64.getDecoder().decode(answer), UTF_8) + " ".repeat(2_000);
    assertThat(judge(Base64.getEncoder().encodeToString(padded.getBytes(UTF_8))))
        .isEqualTo(new Verdict.Wrong());
  }
}
