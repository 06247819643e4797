package vestibule.moving.rehearsal.recording;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The header lines of a request or an answer, in their order. */
public record HeaderLines(List<HeaderLine> lines) {

  public HeaderLines {
    lines = List.copyOf(lines);
  }

  /** One line. */
  public record HeaderLine(String name, String value) {

    /** Hides the value. */
    @Override
    public String toString() {
      return "HeaderLine[" + name + "]";
    }
  }

  /** The values of a header, which is found by its name in any case. */
  public List<String> all(String name) {
    return lines.stream()
        .filter(line -> line.name().equalsIgnoreCase(name))
        .map(HeaderLine::value)
        .toList();
  }

  /** The first value of a header. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** All names once, in small letters. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    lines.forEach(line -> names.add(line.name().toLowerCase(Locale.ROOT)));
    return names;
  }

  /** What a body is, in small letters and without parameters; "" where that is not said. */
  public String mediaType() {
    String type = first("Content-Type").orElse("");
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }
}
