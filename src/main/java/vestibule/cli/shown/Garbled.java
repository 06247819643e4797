package vestibule.cli.shown;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Texts that the JVM did not get as they were written: it reads arguments, variables and folders in
 * the locale's encoding, and puts U+FFFD for what that has not. Nothing of the kind may be stored.
 */
public final class Garbled {

  private static final char REPLACEMENT = '\ufffd';

  private Garbled() {}

  /**
   * Looks for damage in what the process was started with.
   *
   * @return what to do about it, in words for the operator; empty when all is whole
   */
  public static Optional<String> find(String[] arguments, Map<String, String> environment) {
    // Not a public property, but the only one that tells how arguments were read.
    String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
    return find(arguments, environment, System.getProperty("user.dir", ""), encoding);
  }

  static Optional<String> find(
      String[] arguments, Map<String, String> environment, String folder, String encoding) {
    boolean unicode = encoding.equalsIgnoreCase("UTF-8") || encoding.equalsIgnoreCase("UTF8");
    if (Stream.of(arguments).anyMatch(text -> isGarbled(text, unicode))) {
      return Optional.of(words("an argument", encoding));
    }
    Optional<String> variable =
        environment.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("VESTIBULE_"))
            .filter(entry -> isGarbled(entry.getKey() + entry.getValue(), unicode))
            .map(Map.Entry::getKey)
            .sorted()
            .findFirst();
    return variable
        .map(name -> words(isGarbled(name, unicode) ? "a variable" : name, encoding))
        .or(
            () ->
                isGarbled(folder, unicode)
                    ? Optional.of(words("the name of the working folder", encoding))
                    : Optional.empty());
  }

  /** In another encoding than UTF-8 a text may be wrong and look right. */
  private static boolean isGarbled(String text, boolean unicode) {
    return text.codePoints()
        .anyMatch(
            point ->
                point == REPLACEMENT
                    || Character.getType(point) == Character.SURROGATE
                    || !unicode && point > 0x7f);
  }

  private static String words(String what, String encoding) {
    return what
        + " has characters that could not be read as UTF-8 (this locale's encoding is "
        + encoding
        + "); set LC_ALL=C.UTF-8";
  }
}
