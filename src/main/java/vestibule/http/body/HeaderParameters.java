package vestibule.http.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vestibule.http.Decoding;

/**
 * A header's value and the parameters behind it: blanks may stand around everything, quotes are
 * optional, the last of a name counts, and {@code name*=utf-8''…} is percent-encoded.
 *
 * @param value what stands before the first semicolon, in lower case
 * @param parameters by their names in lower case
 */
record HeaderParameters(String value, Map<String, String> parameters) {

  static HeaderParameters of(String header) {
    Map<String, String> parameters = new HashMap<>();
    int end = end(header, 0);
    String value = header.substring(0, end).strip().toLowerCase(Locale.ROOT);
    while (end < header.length()) {
      int start = end + 1;
      end = end(header, start);
      add(header.substring(start, end).strip(), parameters);
    }
    return new HeaderParameters(value, parameters);
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** A piece ends at a semicolon that is not between quotes; an escaped quote is none. */
  private static int end(String header, int start) {
    boolean quoted = false;
    for (int i = start; i < header.length(); i++) {
      char c = header.charAt(i);
      if (c == '"' && (i == start || header.charAt(i - 1) != '\\')) {
        quoted = !quoted;
      } else if (c == ';' && !quoted) {
        return i;
      }
    }
    return header.length();
  }

  private static void add(String parameter, Map<String, String> parameters) {
    int equals = parameter.indexOf('=');
    if (equals < 0) {
      return;
    }
    String name = parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT);
    String value = unquoted(parameter.substring(equals + 1).strip());
    if (name.endsWith("*")) {
      name = name.substring(0, name.length() - 1);
      String[] parts = value.split("'", -1);
      if (parts.length == 3) {
        Charset charset = Charsets.named(parts[0]).orElse(UTF_8);
        value = Decoding.percent(parts[2], charset);
      }
    }
    parameters.put(name, value);
  }

  private static String unquoted(String value) {
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1).replace("\\\\", "\\").replace("\\\"", "\"")
        : value;
  }
}
