package vestibule.core.factor;

import static vestibule.fuzz.Fuzzed.require;
import static vestibule.fuzz.Fuzzed.requireSame;
import static vestibule.fuzz.Fuzzed.text;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import vestibule.core.unicode.Characters;

/** What people type as the code of an application, or as one of those on paper. */
public final class CodeTargets {

  private static final byte[] SECRET = new byte[20];
  private static final Instant NOW = Instant.ofEpochSecond(45);

  private CodeTargets() {}

  /** Six digits are the code of one of three steps; a code on paper may be in large letters. */
  public static void codes(byte[] input) {
    String typed = text(input);
    boolean right =
        LongStream.rangeClosed(0, 2)
            .mapToObj(step -> Totp.code(SECRET, step))
            .anyMatch(typed.replace(" ", "")::equals);
    requireSame(Totp.step(SECRET, typed, NOW, -1).isPresent(), right, "it is a code of now");
    require(Totp.step(SECRET, typed, NOW, 2).isEmpty(), "no code is good twice", typed);
    if (Characters.isAscii(typed)) {
      requireSame(hash(typed.toUpperCase(Locale.ROOT)), hash(typed), "case does not count");
      requireSame(hash(" " + String.join("-", typed.split(""))), hash(typed), "nor do dashes");
    }
  }

  private static List<String> hash(String typed) {
    return RecoveryCodes.hashes(List.of(typed));
  }
}
