package vestibule.moving.table;

import static vestibule.fuzz.Fuzzed.require;
import static vestibule.fuzz.Fuzzed.text;

import java.time.ZoneOffset;

/** Maps that operators write of their tables. */
public final class TableTargets {

  private TableTargets() {}

  /** A map is one, or what is wrong with it has words of a bounded length. */
  public static void maps(byte[] input) {
    try {
      Mapping.read(text(input), ZoneOffset.UTC).queries();
    } catch (BadMap bad) {
      require(!bad.getMessage().isBlank(), "what is wrong has words", bad);
      require(bad.getMessage().length() < 2 * input.length + 500, "of few words", bad);
    }
  }
}
