package vestibule.http.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The Date line of answers: in GMT (RFC 9110 5.6.7), whatever the machine's zone and language are.
 */
final class Dates {

  private static final DateTimeFormatter FIXED =
      DateTimeFormatter.ofPattern("'Date: 'EEE, dd MMM uuuu HH:mm:ss 'GMT\r\n'", Locale.US)
          .withZone(ZoneOffset.UTC);

  /** The line of one second, made once. */
  private record Line(long second, byte[] bytes) {}

  private static volatile Line last = new Line(0, line(0));

  private Dates() {}

  /** The line of now, with its end; not to be changed. */
  static byte[] line() {
    long second = System.currentTimeMillis() / 1_000;
    Line line = last;
    if (line.second() != second) {
      line = new Line(second, line(second));
      last = line;
    }
    return line.bytes();
  }

  /** The line of a second since 1970. */
  static byte[] line(long second) {
    return FIXED.format(Instant.ofEpochSecond(second)).getBytes(US_ASCII);
  }
}
