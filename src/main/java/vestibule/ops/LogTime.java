package vestibule.ops;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as the log has them: ISO 8601 in UTC with milliseconds. */
final class LogTime {

  /** Thousands of entries are of one second. */
  private static volatile Second last = Second.of(0);

  private LogTime() {}

  /** Adds a time; by hand, as every request's line has one. */
  static void append(Instant time, StringBuilder out) {
    Second second = last;
    if (second.number != time.getEpochSecond()) {
      second = Second.of(time.getEpochSecond());
      last = second;
    }
    int millis = time.getNano() / 1_000_000;
    out.append(second.text).append('.').append((char) ('0' + millis / 100));
    appendTwo(out, millis % 100);
    out.append('Z');
  }

  private static void appendTwo(StringBuilder out, int number) {
    out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  /** A second since 1970, and its text up to the fraction. */
  private record Second(long number, String text) {

    static Second of(long number) {
      LocalDateTime utc = LocalDateTime.ofEpochSecond(number, 0, ZoneOffset.UTC);
      StringBuilder text = new StringBuilder().append(utc.getYear());
      appendTwo(text.append('-'), utc.getMonthValue());
      appendTwo(text.append('-'), utc.getDayOfMonth());
      appendTwo(text.append('T'), utc.getHour());
      appendTwo(text.append(':'), utc.getMinute());
      appendTwo(text.append(':'), utc.getSecond());
      return new Second(number, text.toString());
    }
  }
}
