package vestibule.challenge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import vestibule.core.challenge.Once;
import vestibule.core.challenge.Provider;
import vestibule.core.challenge.Purpose;
import vestibule.core.challenge.Puzzles;
import vestibule.core.model.UserAgent;

/** Challenges of our own; an answer is what the widget of ALTCHA writes: JSON in base64. */
public final class ProofOfWork implements Provider {

  /** Some 300 characters are enough for what is asked. */
  private static final int LONGEST = 2_048;

  private final Puzzles puzzles;

  public ProofOfWork(Puzzles puzzles) {
    this.puzzles = puzzles;
  }

  @Override
  public Offer offer(Purpose purpose, Instant now) {
    return new Offer.Own(puzzles.puzzle(purpose, now));
  }

  @Override
  public Verdict judge(String answer, Purpose purpose, UserAgent client, Instant now) {
    Optional<Once> once =
        decoded(answer)
            .flatMap(ProofOfWork::solution)
            .flatMap(solution -> puzzles.judge(solution, purpose, now));
    return once.isPresent() ? new Verdict.Right(once) : new Verdict.Wrong();
  }

  private static Optional<JsonNode> decoded(String answer) {
    if (answer.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(Answers.read(Base64.getDecoder().decode(answer.getBytes(ISO_8859_1))));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static Optional<Puzzles.Solution> solution(JsonNode node) {
    JsonNode number = node.path("number");
    return number.isIntegralNumber() && number.canConvertToLong()
        ? Optional.of(
            new Puzzles.Solution(
                text(node, "algorithm"),
                text(node, "challenge"),
                text(node, "salt"),
                text(node, "signature"),
                number.longValue()))
        : Optional.empty();
  }

  /** A field that is no text is as good as an empty one, which nothing right has. */
  private static String text(JsonNode node, String name) {
    return node.path(name).stringValue("");
  }
}
