package vestibule.ops;

import java.time.Instant;

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
    out.append(second.text)
        .append((char) ('0' + millis / 100))
        .append((char) ('0' + millis / 10 % 10))
        .append((char) ('0' + millis % 10))
        .append('Z');
  }

  /** A second since 1970, and its text up to the digits of the fraction. */
  private record Second(long number, String text) {

    static Second of(long number) {
      return new Second(number, Instant.ofEpochSecond(number).toString().replace('Z', '.'));
    }
  }
}
