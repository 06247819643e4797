package vestibule.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which of some languages an Accept-Language header prefers (RFC 9110 12.5.4). */
public final class AcceptLanguage {

  private AcceptLanguage() {}

  /**
   * The tag that the headers give the greatest weight; of two of the same weight the one that
   * stands first in the headers. {@code *} names none, and a weight of 0 or one that is no number
   * excludes its language.
   *
   * @param headers the values of Accept-Language, in the order sent
   * @param tags the languages there are, in lower case; {@code en} also answers for {@code en-GB}
   */
  public static Optional<String> best(List<String> headers, List<String> tags) {
    Optional<String> best = Optional.empty();
    double most = 0;
    for (String header : headers) {
      for (String range : header.split(",")) {
        String[] parts = range.split(";");
        Optional<String> tag = parts.length == 0 ? Optional.empty() : among(parts[0], tags);
        double weight = weight(parts);
        if (tag.isPresent() && weight > most) {
          best = tag;
          most = weight;
        }
      }
    }
    return best;
  }

  private static Optional<String> among(String range, List<String> tags) {
    String asked = range.strip().toLowerCase(Locale.ROOT);
    return tags.stream()
        .filter(tag -> asked.equals(tag) || asked.startsWith(tag + "-"))
        .findFirst();
  }

  private static double weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=") || parameter.startsWith("Q=")) {
        return number(parameter.substring(2));
      }
    }
    return 1;
  }

  private static double number(String text) {
    return text.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(text) : 0;
  }
}
