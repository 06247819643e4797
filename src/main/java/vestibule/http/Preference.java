package vestibule.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One choice of a header like Accept.
 *
 * @param choice in lower case
 * @param weight 0 to 1000; a text that is none counts as 0 (RFC 9110 12.4.2)
 */
record Preference(String choice, int weight) {
  private static final Pattern WEIGHT = Pattern.compile("0(\\.\\d{0,3})?|1(\\.0{0,3})?");

  /** The choices of all lines of a header, in the order sent. */
  static List<Preference> of(List<String> lines) {
    return Arrays.stream(String.join(",", lines).split(","))
        .map(range -> range.toLowerCase(Locale.ROOT).split(";", -1))
        .map(parts -> new Preference(parts[0].strip(), weight(parts)))
        .toList();
  }

  private static int weight(String[] parts) {
    return Arrays.stream(parts)
        .skip(1)
        .map(String::strip)
        .filter(parameter -> parameter.startsWith("q="))
        .findFirst()
        .map(parameter -> parameter.substring(2))
        .map(text -> WEIGHT.matcher(text).matches() ? (int) (1000 * Double.parseDouble(text)) : 0)
        .orElse(1000);
  }
}
