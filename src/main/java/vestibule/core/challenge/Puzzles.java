package vestibule.core.challenge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vestibule.core.secret.Digests;

/**
 * Puzzles that cost whoever solves them some time of a processor: to find the number that, written
 * behind a salt, has a given SHA-256. They have the form of ALTCHA, whose widget solves them.
 *
 * <p>Nothing is kept of a puzzle: the salt says what it is for and how long it is good, and the
 * whole is signed.
 */
public final class Puzzles {

  /** The name of the hash, as ALTCHA has it. */
  public static final String ALGORITHM = "SHA-256";

  /** Long enough for who reads a form while it is solved. */
  public static final Duration GOOD = Duration.ofMinutes(10);

  private static final int CHANCE = 12;

  /**
   * The end is part of it: digits could be moved there from the number, and would make another salt
   * of the same puzzle.
   */
  private static final Pattern SALT =
      Pattern.compile("[0-9a-f]{24}\\?expires=([0-9]{1,12})&for=([a-z]{1,20})&");

  private final byte[] key;
  private final int difficulty;
  private final RandomGenerator random;

  /**
   * Puzzles under a key that all nodes share.
   *
   * @param difficulty the greatest number, half of which has to be tried on average
   */
  public Puzzles(byte[] key, int difficulty, RandomGenerator random) {
    this.key = key.clone();
    this.difficulty = difficulty;
    this.random = random;
  }

  /**
   * A puzzle.
   *
   * @param challenge the hash that is looked for, in hex
   * @param most the greatest number that it can be
   */
  public record Puzzle(String challenge, String salt, String signature, int most) {}

  /** What somebody says that they found; every text is from outside. */
  public record Solution(
      String algorithm, String challenge, String salt, String signature, long number) {}

  /** A new puzzle. */
  public Puzzle puzzle(Purpose purpose, Instant now) {
    byte[] chance = new byte[CHANCE];
    random.nextBytes(chance);
    String salt =
        HexFormat.of().formatHex(chance)
            + "?expires="
            + now.plus(GOOD).getEpochSecond()
            + "&for="
            + purpose.word()
            + "&";
    String challenge = Digests.sha256Hex(salt + random.nextInt(difficulty + 1));
    return new Puzzle(challenge, salt, signature(challenge), difficulty);
  }

  /** Judges a solution; empty for one that is wrong, too old or for another purpose. */
  public Optional<Once> judge(Solution solution, Purpose purpose, Instant now) {
    Matcher salt = SALT.matcher(solution.salt());
    if (!solution.algorithm().equals(ALGORITHM) || !salt.matches()) {
      return Optional.empty();
    }
    Instant end = Instant.ofEpochSecond(Long.parseLong(salt.group(1)));
    boolean right =
        end.isAfter(now)
            && salt.group(2).equals(purpose.word())
            && MessageDigest.isEqual(
                signature(solution.challenge()).getBytes(US_ASCII),
                solution.signature().getBytes(US_ASCII))
            && Digests.sha256Hex(solution.salt() + solution.number()).equals(solution.challenge());
    return right ? Optional.of(new Once(solution.challenge(), end)) : Optional.empty();
  }

  private String signature(String challenge) {
    return HexFormat.of().formatHex(Digests.hmacSha256(key, challenge));
  }
}
