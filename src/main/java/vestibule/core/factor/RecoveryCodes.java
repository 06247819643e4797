package vestibule.core.factor;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.core.secret.Secrets;
import vestibule.core.signin.Factor;

/**
 * The codes that stand in for a lost factor: ten, shown once, each good once. Of 120 bits each, so
 * that a plain hash is enough to keep them by (ASVS 6.5.2).
 */
final class RecoveryCodes implements Factor {

  static final int COUNT = 10;

  /** Letters and digits that nobody takes for another (Crockford's base 32). */
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

  private static final int GROUPS = 6;
  private static final int GROUP = 4;
  private static final Pattern CODE = Pattern.compile("[0-9a-z]{" + GROUPS * GROUP + "}");

  private final RandomGenerator random;

  RecoveryCodes(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public String name() {
    return "recovery";
  }

  @Override
  public boolean isWanted(long account, List<EnrolledFactor> enrolled) {
    return !enrolled.isEmpty();
  }

  @Override
  public Optional<Answer> judge(
      long account, List<EnrolledFactor> enrolled, String answer, Instant now) {
    String bare = bare(answer);
    return CODE.matcher(bare).matches()
        ? Optional.of(change -> change.stores().recoveryCodes().spend(account, hash(bare), now))
        : Optional.empty();
  }

  /** Draws as many as an account has. */
  List<String> draw() {
    return Stream.generate(this::code).limit(COUNT).toList();
  }

  /** By what codes are kept. */
  static List<String> hashes(List<String> codes) {
    return codes.stream().map(code -> hash(bare(code))).toList();
  }

  private String code() {
    return IntStream.range(0, GROUPS).mapToObj(_ -> group()).collect(Collectors.joining("-"));
  }

  private String group() {
    return IntStream.range(0, GROUP)
        .mapToObj(_ -> ALPHABET.substring(random.nextInt(ALPHABET.length())).substring(0, 1))
        .collect(Collectors.joining());
  }

  /** As somebody may have typed it: large letters, other dashes, and what looks alike. */
  private static String bare(String typed) {
    return typed
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\s\\-\\u2010-\\u2015]", "")
        .replace('o', '0')
        .replace('i', '1')
        .replace('l', '1');
  }

  private static String hash(String bare) {
    return Secrets.hash(bare);
  }
}
