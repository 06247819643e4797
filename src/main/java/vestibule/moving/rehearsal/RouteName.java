package vestibule.moving.rehearsal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import vestibule.moving.rehearsal.recording.Exchange;

/**
 * Names the route of a request: its method, and its path without what differs from one to another.
 */
final class RouteName {

  private static final int LONGEST = 40;
  private static final int DIGITS = 2;
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z_.-]*");

  private RouteName() {}

  /**
   * The name of a route.
   *
   * @param secrets texts of the request that must not be told
   */
  static String of(Exchange.Asked asked, Set<String> secrets) {
    List<String> parts = new ArrayList<>();
    for (String part : asked.path().split("/", -1)) {
      String text = decoded(part);
      parts.add(secrets.contains(text) ? "{token}" : template(text));
    }
    return asked.method().toUpperCase(Locale.ROOT) + " " + String.join("/", parts);
  }

  private static String template(String part) {
    Kind kind = Kind.of(part);
    if (NUMBER.matcher(part).matches() || kind == Kind.UUID) {
      return "{id}";
    }
    if (kind != Kind.PLAIN || isCode(part)) {
      return "{token}";
    }
    if (part.indexOf('@') >= 0) {
      return "{address}";
    }
    boolean odd = part.chars().anyMatch(c -> c <= ' ' || c >= 0x7f);
    return odd || part.length() > LONGEST ? "{text}" : part;
  }

  /** Digits between letters: a word of a path has them at its end at most. */
  private static boolean isCode(String part) {
    return part.length() >= 6
        && part.chars().filter(Character::isDigit).count() >= DIGITS
        && part.matches(".*[0-9].*[A-Za-z].*")
        && part.matches("[A-Za-z0-9_-]+");
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException damaged) {
      return part;
    }
  }

  /** What a path is about: its last part that is a word. */
  static String noun(String path) {
    String noun = "";
    for (String part : path.split("/")) {
      noun = WORD.matcher(part).matches() ? part : noun;
    }
    return FieldName.noun(noun);
  }
}
