package vestibule.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Objects;

/** What targets make of their bytes, and how they say that a promise is broken. */
public final class Fuzzed {

  private Fuzzed() {}

  /** The bytes as texts of people: what is no UTF-8 becomes U+FFFD. */
  public static String text(byte[] input) {
    return new String(input, UTF_8);
  }

  /** The bytes as the values of headers come from the wire. */
  public static String wire(byte[] input) {
    return new String(input, ISO_8859_1);
  }

  /** The lines of the bytes as values of a header that came more than once. */
  public static List<String> headers(byte[] input) {
    return List.of(wire(input).split("\n", -1));
  }

  /** The first line, and all that follows it. */
  public static List<String> headAndRest(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? List.of(text, "") : List.of(text.substring(0, end), text.substring(end + 1));
  }

  /** A promise that is kept. */
  public static void require(boolean kept, String promise, Object about) {
    if (!kept) {
      throw new AssertionError("broken: " + promise + ": " + about);
    }
  }

  /** Two ways to the same. */
  public static void requireSame(Object one, Object other, String promise) {
    require(Objects.equals(one, other), promise, "<" + one + "> and <" + other + ">");
  }
}
