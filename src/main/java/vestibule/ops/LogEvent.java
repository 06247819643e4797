package vestibule.ops;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.slf4j.event.Level;
import vestibule.core.refusal.Sayable;

/**
 * Something that was logged. As text it is one line, and below it, each behind a tab, the lines of
 * its exception: what it is and where, with its words only where they are known to hold nobody's
 * data. What came from outside cannot begin a line: control characters are escaped.
 */
record LogEvent(
    Instant time, Level level, String logger, String message, Optional<Throwable> thrown)
    implements LogEntry {

  /** Characters that most events have at most. */
  static final int USUAL_LENGTH = 160;

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
    return new LogEvent(time, Level.WARN, Logging.class.getName(), message, Optional.empty());
  }

  @Override
  public byte[] bytes() {
    StringBuilder out = new StringBuilder(USUAL_LENGTH);
    LogTime.append(time, out);
    out.append(' ').append(level.name()).append("  ", 0, LEVEL_WIDTH - level.name().length());
    appendEscaped(logger, out);
    appendEscaped(message, out.append(' '));
    out.append('\n');
    if (thrown.isPresent()) {
      Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
      appendThrowable("", thrown.get(), seen, out);
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean isWarning() {
    return level.toInt() >= Level.WARN.toInt();
  }

  private static void appendThrowable(
      String relation, Throwable throwable, Set<Throwable> seen, StringBuilder out) {
    // A cause may be its own cause.
    if (seen.size() == MOST_THROWABLES || !seen.add(throwable)) {
      return;
    }
    appendEscaped(described(throwable), out.append('\t').append(relation));
    out.append('\n');
    StackTraceElement[] frames = throwable.getStackTrace();
    for (int i = 0; i < frames.length && i < MOST_FRAMES; i++) {
      appendEscaped(frames[i].toString(), out.append("\t  at "));
      out.append('\n');
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

  private static void appendEscaped(String text, StringBuilder out) {
    if (isPlain(text)) {
      out.append(text);
      return;
    }
    text.codePoints()
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    appendEscape(c, out);
                default -> out.appendCodePoint(c);
              }
            });
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7F) {
        return false;
      }
    }
    return true;
  }

  private static void appendEscape(int c, StringBuilder out) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> out.append("\\u{").append(Integer.toHexString(c)).append('}');
    }
  }
}
