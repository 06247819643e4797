package vestibule.ops;

import java.time.Instant;

/**
 * A whole line, written by whom it tells about: every request has one, and as an event it would
 * cost three times as much.
 *
 * @param text begins with the time, ends with the line, and holds nothing that came from outside
 */
record LogLine(Instant time, String text) implements LogEntry {

  @Override
  public boolean isWarning() {
    return false;
  }

  @Override
  public void appendTo(StringBuilder out) {
    out.append(text);
  }
}
