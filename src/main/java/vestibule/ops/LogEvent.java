package vestibule.ops;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.event.Level;
import vestibule.core.refusal.Sayable;

/**
 * Something that was logged. As text it is one line, and below it, each behind a tab, the lines of
 * its exception: what it is and where, with its words only where they are known to hold nobody's
 * data. What came from outside cannot begin a line: control characters are escaped.
 */
record LogEvent(Instant time, Source source, String message, Optional<Throwable> thrown)
    implements LogEntry {

  /**
   * Where it comes from.
   *
   * @param trace of the request that it belongs to
   */
  record Source(Level level, String logger, Optional<String> trace) {}

  /** Characters that most events have at most. */
  static final int USUAL_LENGTH = 160;

  /** Characters that begin a line, or are not seen where they stand. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

  private static final int LEVEL_WIDTH = 6;
  private static final int MOST_CHARACTERS = 2048;
  private static final int MOST_FRAMES = 64;
  private static final int MOST_THROWABLES = 16;

  LogEvent {
    if (message.length() > MOST_CHARACTERS) {
      message = message.substring(0, MOST_CHARACTERS) + "…";
    }
  }

  /** The event that says how many were dropped at a time. */
  static LogEvent dropped(Instant time, long count, int capacity) {
    String message = count + " events were dropped: the log's ring of " + capacity + " was full";
    Source log = new Source(Level.WARN, Logging.class.getName(), Optional.empty());
    return new LogEvent(time, log, message, Optional.empty());
  }

  LogEvent(Instant time, Level level, String logger, String message, Optional<Throwable> thrown) {
    this(time, new Source(level, logger, Optional.empty()), message, thrown);
  }

  @Override
  public byte[] bytes() {
    return Logging.style().isJson() ? json() : text();
  }

  byte[] json() {
    JsonLine line = new JsonLine(time, source.level().name(), source.logger());
    line.text("message", message);
    source.trace().ifPresent(trace -> line.word("trace", trace));
    thrown.ifPresent(why -> line.text("thrown", throwables(why)));
    return line.bytes();
  }

  private static String throwables(Throwable thrown) {
    StringBuilder out = new StringBuilder(USUAL_LENGTH);
    appendThrowable("", thrown, Collections.newSetFromMap(new IdentityHashMap<>()), out);
    return out.toString();
  }

  private byte[] text() {
    StringBuilder out = new StringBuilder(USUAL_LENGTH);
    LogTime.append(time, out);
    String level = source.level().name();
    out.append(' ').append(level).append("  ", 0, LEVEL_WIDTH - level.length());
    out.append(escaped(source.logger())).append(' ').append(escaped(message));
    source.trace().ifPresent(trace -> out.append(" trace=").append(trace));
    out.append('\n');
    thrown.ifPresent(why -> out.append(throwables(why)));
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean isWarning() {
    return source.level().toInt() >= Level.WARN.toInt();
  }

  private static void appendThrowable(
      String relation, Throwable throwable, Set<Throwable> seen, StringBuilder out) {
    // A cause may be its own cause.
    if (seen.size() == MOST_THROWABLES || !seen.add(throwable)) {
      return;
    }
    out.append('\t').append(relation).append(escaped(described(throwable))).append('\n');
    StackTraceElement[] frames = throwable.getStackTrace();
    for (int i = 0; i < frames.length && i < MOST_FRAMES; i++) {
      out.append("\t  at ").append(escaped(frames[i].toString())).append('\n');
    }
    if (frames.length > MOST_FRAMES) {
      out.append("\t  and ").append(frames.length - MOST_FRAMES).append(" more\n");
    }
    for (Throwable suppressed : throwable.getSuppressed()) {
      appendThrowable("suppressed: ", suppressed, seen, out);
    }
    if (throwable.getCause() != null) {
      appendThrowable("caused by: ", throwable.getCause(), seen, out);
    }
  }

  private static String described(Throwable throwable) {
    String text =
        throwable.getClass().getName()
            + code(throwable)
            + Sayable.message(throwable).map(": "::concat).orElse("");
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
  }

  /** By what a database's manual explains the failure whose words are not said. */
  private static String code(Throwable throwable) {
    if (!(throwable instanceof SQLException failure)) {
      return "";
    }
    return failure.getSQLState() != null
        ? " (SQL state " + failure.getSQLState() + ")"
        : " (code " + failure.getErrorCode() + ")";
  }

  private static String escaped(String text) {
    return CONTROL
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(escape(found.group().codePointAt(0))));
  }

  private static String escape(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u{" + Integer.toHexString(c) + "}";
    };
  }
}
