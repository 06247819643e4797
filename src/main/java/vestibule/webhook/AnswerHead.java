package vestibule.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an answer (RFC 9112), of which the status and {@code Retry-After} count. What follows
 * it is never read.
 */
final class AnswerHead {

  private static final int MOST_BYTES = 16_384;
  private static final int LAST_INTERIM = 199;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");
  private static final Pattern RETRY_AFTER = Pattern.compile("(?i)retry-after:[ \\t]*(.*?)[ \\t]*");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private final InputStream in;
  private int read;

  private AnswerHead(InputStream in) {
    this.in = in;
  }

  /**
   * Reads up to the end of the last head.
   *
   * @param now what a date in {@code Retry-After} is compared with
   * @throws IOException when it is no answer of HTTP/1.1, or its head is too long
   */
  static Answer.Status read(InputStream in, Instant now) throws IOException {
    AnswerHead head = new AnswerHead(in);
    List<String> lines = head.lines();
    while (status(lines) <= LAST_INTERIM) {
      lines = head.lines();
    }
    Optional<Duration> wait =
        lines.stream()
            .map(RETRY_AFTER::matcher)
            .filter(Matcher::matches)
            .flatMap(found -> wait(found.group(1), now).stream())
            .findFirst();
    return new Answer.Status(status(lines), wait);
  }

  private static int status(List<String> lines) throws IOException {
    Matcher status = STATUS.matcher(lines.getFirst());
    if (!status.matches()) {
      throw new IOException("no answer of HTTP/1.1");
    }
    return Integer.parseInt(status.group(1));
  }

  private static Optional<Duration> wait(String text, Instant now) {
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(Duration.ofSeconds(Integer.parseInt(text)));
    }
    try {
      DateTimeFormatter form = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);
      Duration wait = Duration.between(now, ZonedDateTime.parse(text, form).toInstant());
      return Optional.of(wait).filter(Duration::isPositive);
    } catch (DateTimeParseException neither) {
      return Optional.empty();
    }
  }

  /** The lines up to an empty one. */
  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = line(); !line.isEmpty() || lines.isEmpty(); line = line()) {
      lines.add(line);
    }
    return lines;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection was closed before the answer");
      }
      if (++read > MOST_BYTES) {
        throw new IOException("the head of the answer is too long");
      }
      line.write(next);
    }
    String text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
