package vestibule.challenge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static vestibule.fuzz.Fuzzed.require;
import static vestibule.fuzz.Fuzzed.wire;

import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import vestibule.core.challenge.Provider.Verdict;
import vestibule.core.challenge.Purpose;
import vestibule.core.challenge.Puzzles;
import vestibule.core.model.UserAgent;

/** What clients say that they have solved. */
public final class ChallengeTargets {

  private static final ProofOfWork OURS =
      new ProofOfWork(new Puzzles(new byte[32], 100, new Random(1)));

  private ChallengeTargets() {}

  /** Without our key nothing is right, be it in base64 or not. */
  public static void answers(byte[] input) {
    requireWrong(wire(input));
    requireWrong(Base64.getEncoder().encodeToString(input));
    requireWrong(new String(Base64.getEncoder().encode(wire(input).getBytes(UTF_8)), UTF_8));
  }

  private static void requireWrong(String answer) {
    for (Purpose purpose : Purpose.values()) {
      Verdict verdict = OURS.judge(answer, purpose, UserAgent.NONE, Instant.EPOCH);
      require(verdict instanceof Verdict.Wrong, "nothing is right by chance", answer);
    }
  }
}
