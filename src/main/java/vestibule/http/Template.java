package vestibule.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A path as surfaces declare it: literal segments, {@code {name}}, {@code {name:digits}}. */
record Template(String text, Pattern pattern, List<String> names) {
  static final Template NONE = new Template("", Pattern.compile(""), List.of());

  private static final Pattern NAMED = Pattern.compile("\\{(\\w+)(:digits)?}");

  static Template parse(String text) {
    if (!text.matches("/|(?:/(?:[^/{}]+|" + NAMED + "))+")) {
      throw new IllegalArgumentException("no template: " + text);
    }
    return new Template(
        text,
        Pattern.compile(
            segments(text).map(Template::pattern).collect(Collectors.joining("/", "/", "/?"))),
        NAMED.matcher(text).results().map(found -> found.group(1)).toList());
  }

  private static Stream<String> segments(String text) {
    return Stream.of(text.substring(1).split("/"));
  }

  private static String pattern(String segment) {
    Matcher named = NAMED.matcher(segment);
    if (!named.matches()) {
      return Pattern.quote(segment);
    }
    return named.group(2) == null ? "([^/]+)" : "([0-9]+)";
  }

  boolean isLiteral() {
    return names.isEmpty();
  }

  /** The values in a decoded path, in the order of their names; empty when it has another form. */
  Optional<List<String>> match(String path) {
    Matcher found = pattern.matcher(path);
    return found.matches()
        ? Optional.of(IntStream.rangeClosed(1, names.size()).mapToObj(found::group).toList())
        : Optional.empty();
  }

  /** Whether some path has the forms of both. */
  boolean overlaps(Template other) {
    List<String> own = segments(text).toList();
    List<String> others = segments(other.text).toList();
    return own.size() == others.size()
        && IntStream.range(0, own.size()).allMatch(i -> overlap(own.get(i), others.get(i)));
  }

  private static boolean overlap(String one, String two) {
    return one.matches(pattern(two))
        || two.matches(pattern(one))
        || (NAMED.matcher(one).matches() && NAMED.matcher(two).matches());
  }
}
