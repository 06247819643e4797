package vestibule.ops;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import vestibule.http.body.Json;

/** A line of the log as one JSON object, written by hand: every request has one. */
final class JsonLine {

  /** Characters that most lines have at most. */
  private static final int LINE = 256;

  private final StringBuilder line = new StringBuilder(LINE);

  /** A line that begins with what all have. */
  JsonLine(Instant time, String level, String logger) {
    line.append("{\"time\":\"");
    LogTime.append(time, line);
    line.append("\",\"level\":\"").append(level).append('"');
    word("logger", logger);
  }

  /** Adds a text, whatever is in it. */
  JsonLine text(String name, String value) {
    String quoted = new String(Json.compact(value), StandardCharsets.UTF_8);
    line.append(",\"").append(name).append("\":").append(quoted);
    return this;
  }

  /** Adds a text of ours, without quotes, backslashes and control characters. */
  JsonLine word(String name, String value) {
    line.append(",\"").append(name).append("\":\"").append(value).append('"');
    return this;
  }

  /** Adds a number. */
  JsonLine number(String name, long value) {
    line.append(",\"").append(name).append("\":").append(value);
    return this;
  }

  /** The line's bytes, with its end. */
  byte[] bytes() {
    return line.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
  }
}
