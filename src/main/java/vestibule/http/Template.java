package vestibule.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A path as surfaces declare it: literal segments, {@code {name}}, {@code {name:digits}}. */
record Template(String text, List<String> segments, Pattern pattern, List<String> names) {
  static final Template NONE = new Template("", List.of(), Pattern.compile(""), List.of());

  private static final Pattern NAMED = Pattern.compile("\\{(\\w+)(:digits)?}");
  private static final Pattern FORM = Pattern.compile("/|(?:/(?:[^/{}]+|" + NAMED + "))+");

  static Template parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("no template: " + text);
    }
    List<String> segments = List.of(text.substring(1).split("/"));
    return new Template(
        text,
        segments,
        Pattern.compile(
            segments.stream().map(Template::pattern).collect(Collectors.joining("/", "/", "/?"))),
        NAMED.matcher(text).results().map(found -> found.group(1)).toList());
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
    int size = segments.size();
    return size == other.segments.size()
        && IntStream.range(0, size).allMatch(i -> overlap(segments.get(i), other.segments.get(i)));
  }

  /** A start compares all routes, of which most are literal: those need no pattern. */
  private static boolean overlap(String one, String two) {
    return isNamed(one)
        ? isNamed(two) || two.matches(pattern(one))
        : one.equals(two) || (isNamed(two) && one.matches(pattern(two)));
  }

  private static boolean isNamed(String segment) {
    return segment.startsWith("{");
  }
}
