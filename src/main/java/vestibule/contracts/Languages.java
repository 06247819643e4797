package vestibule.contracts;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vestibule.core.mail.Language;
import vestibule.http.Request;

/** Which of our languages an Accept-Language header prefers (RFC 9110 12.5.4). */
public final class Languages {

  private Languages() {}

  /** The language that a request asks for; empty when it asks for none that we speak. */
  public static Optional<Language> asked(Request request) {
    return asked(request.headers("Accept-Language"));
  }

  /** Of two languages of the same weight the one that stands first is meant. */
  static Optional<Language> asked(List<String> headers) {
    Optional<Language> best = Optional.empty();
    double most = 0;
    for (String header : headers) {
      for (String range : header.split(",")) {
        String[] parts = range.split(";");
        Optional<Language> language = parts.length == 0 ? Optional.empty() : spoken(parts[0]);
        double weight = weight(parts);
        if (language.isPresent() && weight > most) {
          best = language;
          most = weight;
        }
      }
    }
    return best;
  }

  private static Optional<Language> spoken(String range) {
    String tag = range.strip().toLowerCase(Locale.ROOT);
    for (Language language : Language.values()) {
      if (tag.equals(language.tag()) || tag.startsWith(language.tag() + "-")) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
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

  /** A weight that is none excludes its language, as 0 does. */
  private static double number(String text) {
    return text.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(text) : 0;
  }
}
