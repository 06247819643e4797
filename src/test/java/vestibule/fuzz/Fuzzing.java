package vestibule.fuzz;

/** What the fuzzer calls, by the names that it looks for (scripts/fuzz-code). */
public final class Fuzzing {

  private static FuzzTarget target = FuzzTarget.JSON;

  private Fuzzing() {}

  /** Called once: the first argument names the target. */
  public static void fuzzerInitialize(String[] arguments) {
    target = FuzzTarget.named(arguments[0]);
  }

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    target.feed(input);
  }

  /** Prints the names of the targets. */
  public static void main(String[] arguments) {
    FuzzTarget.names().forEach(System.out::println);
  }
}
