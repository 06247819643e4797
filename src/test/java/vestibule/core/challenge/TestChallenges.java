package vestibule.core.challenge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.LongStream;
import vestibule.challenge.ProofOfWork;
import vestibule.core.limit.Limits;
import vestibule.core.secret.Digests;
import vestibule.core.store.Transactions;

/** Challenges for tests, and who solves them. */
public final class TestChallenges {

  /** Nobody waits for these. */
  private static final int EASY = 100;

  private static final byte[] KEY = new byte[32];

  private TestChallenges() {}

  /** Challenges of our own under the settings of a test. */
  public static Challenges of(
      Challenges.Terms terms, Limits limits, Transactions transactions, InstantSource clock) {
    return new Challenges(terms, new ProofOfWork(puzzles()), limits, transactions, clock);
  }

  /** What is asked for after so many failures alone. */
  public static Challenges.Terms after(int failures) {
    return new Challenges.Terms(false, OptionalInt.of(failures), false);
  }

  /** Puzzles under the key of these challenges. */
  public static Puzzles puzzles() {
    return new Puzzles(KEY, EASY, new Random());
  }

  /** A right answer. */
  public static String answer(Purpose purpose, Instant now) {
    Puzzles.Puzzle puzzle = puzzles().puzzle(purpose, now);
    return answer(
        Puzzles.ALGORITHM,
        puzzle.challenge(),
        puzzle.salt(),
        puzzle.signature(),
        number(puzzle.salt(), puzzle.challenge(), puzzle.most()));
  }

  /** The number of a puzzle, found as a client finds it. */
  public static long number(String salt, String challenge, int most) {
    return LongStream.rangeClosed(0, most)
        .filter(number -> Digests.sha256Hex(salt + number).equals(challenge))
        .findFirst()
        .orElseThrow();
  }

  /** What the widget of ALTCHA sends. */
  public static String answer(
      String algorithm, String challenge, String salt, String signature, long number) {
    String json =
        String.format(
            Locale.ROOT,
            "{\"algorithm\":\"%s\",\"challenge\":\"%s\",\"number\":%d,\"salt\":\"%s\","
                + "\"signature\":\"%s\",\"took\":12}",
            algorithm,
            challenge,
            number,
            salt,
            signature);
    return Base64.getEncoder().encodeToString(json.getBytes(US_ASCII));
  }
}
